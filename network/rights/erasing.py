"""Cancellation, suppression: her data go from every room, in one transaction, as often as one likes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer
from network.journal.services import record
from network.people.models import Person
from network.vocabulary.contributions import contributions
from network.vocabulary.rights import Whose

from . import ledger
from .enums import Right, State
from .models import RightsRequest
from .services import carry_out, is_known
from .whose import whose_account, whose_of

Counts = dict[str, dict[str, int]]


class _Looked(Exception):  # noqa: N818 - no error: it takes back what was only tried
    """The preview is over."""


def preview(*, request: RightsRequest) -> Counts:
    """What would become of how many rows: it is done and taken back. Locks as erasing does."""
    counts: Counts = {}
    try:
        with transaction.atomic():
            counts = _erase(_asked_for(request))
            raise _Looked
    except _Looked:
        return counts


@transaction.atomic
def erase(*, request: RightsRequest, reason: str, by: Any, viewer: Viewer) -> Counts:
    """Carry out a granted request of cancellation; what became of how many rows, as its receipt.

    For administrators. Raises ValidationError where it cannot be, PermissionDenied for others.
    """
    if not may_pass_roles(viewer):
        raise PermissionDenied
    row = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.right != Right.ERASURE or row.state != State.GRANTED or not is_known(row):
        raise ValidationError(_("Only a granted request of cancellation can be carried out, and once."))
    whose = _asked_for(row)
    if whose.account == viewer.user_id:
        raise ValidationError(_("Nobody erases herself: another administrator does it."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason.")})
    _refuse_the_last_administrator(whose)
    counts = _erase(whose)
    row.refresh_from_db()
    carry_out(request=row, by=by, receipt=counts)
    told = {"rows": sum(sum(of.values()) for of in counts.values())}
    record(verb="erase_person", subject=row, by=by, reason=whose.blotted(reason.strip()), after=told)
    _keep(whose)
    return counts


def erase_again() -> int:
    """Erase whoever was erased and has come back with an older copy of the database; how many."""
    known, number = ledger.read(), 0
    if not known:
        return 0
    for key, uid in Person.objects.values_list("pk", "uid"):
        number += ledger.digest(uid) in known and _again(key)
    for account in User.objects.filter(person=None):
        if ledger.digest(account.uid) in known:
            with transaction.atomic():
                _erase(whose_account(account))
            number += 1
    return number


def came_back() -> bool:
    """Whether anybody who was erased is here."""
    known = ledger.read()
    return bool(known) and any(
        ledger.digest(uid) in known
        for uids in (Person.objects.values_list("uid", flat=True), User.objects.values_list("uid", flat=True))
        for uid in uids
    )


@transaction.atomic
def _again(key: int) -> bool:
    if not Person.objects.filter(pk=key).exists():
        return False  # another process was faster
    whose = _locked(key)
    _erase(whose)
    _keep(whose)
    return True


def _erase(whose: Whose) -> Counts:
    rooms = contributions("erasure")
    for room in rooms:
        room.erase(whose)
    for room in rooms:
        if after := getattr(room, "afterwards", None):
            after(whose)
    return {label: {str(fate): n for fate, n in of.items()} for label, of in sorted(whose.counts.items())}


def _asked_for(row: RightsRequest) -> Whose:
    if row.person_id is not None:
        return _locked(row.person_id)
    accounts = User.objects.select_for_update(of=("self",))
    return whose_account(accounts.get(rights_requests=row))


def _locked(key: int) -> Whose:
    person = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=key)
    return whose_of(person)


def _keep(whose: Whose) -> None:
    """The last thing before the transaction ends: nobody is in the file who was not erased."""
    uids = [whose.uid, *([whose.account_uid] if whose.account_uid else [])]
    ledger.add(uids, on=timezone.localdate().isoformat())


def _refuse_the_last_administrator(whose: Whose) -> None:
    running = Grant.objects.filter(role=Role.ADMINISTRATOR).in_force(timezone.localdate())
    if running.filter(user=whose.account).exists() and not running.exclude(user=whose.account).exists():
        raise ValidationError(_("She is the only administrator: name another one first."))
