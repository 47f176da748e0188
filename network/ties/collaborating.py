"""Verbs on collaborations: declare, confirm, decline, withdraw. None of them tells the other of a refusal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.journal.services import record
from network.notices.services import notify
from network.people.enums import Visibility
from network.people.models import Person
from network.people.queries import visible_to

from .enums import CollaborationKind
from .models import Collaboration


def side_of(row: Collaboration, person_id: int | None) -> str:
    """ "a" or "b": which end of it she is."""
    return "a" if row.person_a_id == person_id else "b"


@transaction.atomic
def declare(
    *, person: Person, other: Person, viewer: Viewer, by: User, about: str = "", started: str = ""
) -> Collaboration:
    """She says that the two work together. It counts once the other says so too.

    What the other declared first is confirmed by this. Raises Person.DoesNotExist for one whom she, the
    `viewer`, may not see, ValidationError for herself and while members do not see her.
    """
    if person.pk == other.pk:
        raise ValidationError(_("This is your own record: choose a colleague."))
    found = visible_to(Person.objects.all(), viewer).get(pk=other.pk)
    if person.visibility not in (Visibility.VISIBLE, Visibility.LIMITED):
        raise ValidationError(
            _("Members do not see you now, so she could not confirm it. Change first how you are seen.")
        )
    row = _between(person, found)
    if row is None:
        row = Collaboration(person_a=person, person_b=found, kind=CollaborationKind.WORKS_WITH)
    row.about, row.started = about.strip() or row.about, started or row.started
    return _confirmed(row, person, by, "declare_collaboration")


@transaction.atomic
def confirm(*, collaboration: Collaboration, person: Person, by: User) -> Collaboration:
    """She says that it is so. Once both did, the other is told, if she may see her."""
    return _confirmed(_locked(collaboration), person, by, "confirm_collaboration")


@transaction.atomic
def decline(*, collaboration: Collaboration, person: Person, by: User) -> None:
    """She does not confirm it and is not asked again. To the other it goes on waiting."""
    row = _locked(collaboration)
    _set(row, person, confirmed=False, declined=True)
    row.save()
    record(verb="decline_collaboration", subject=row, by=by)


@transaction.atomic
def withdraw(*, collaboration: Collaboration, person: Person, by: User) -> None:
    """She takes back what she said. The tie counts no more from now on, for nobody."""
    row = _locked(collaboration)
    record(verb="withdraw_collaboration", subject=row, by=by)
    other = "b" if side_of(row, person.pk) == "a" else "a"
    if not getattr(row, f"confirmed_by_{other}") and not getattr(row, f"declined_by_{other}"):
        row.delete()
        return
    _set(row, person, confirmed=False, declined=getattr(row, f"confirmed_by_{other}"))
    row.save()


def _between(person: Person, other: Person) -> Collaboration | None:
    """That they work together has no direction: whoever said it first."""
    pair = Q(person_a=person, person_b=other) | Q(person_a=other, person_b=person)
    rows = Collaboration.objects.select_for_update().filter(pair, kind=CollaborationKind.WORKS_WITH)
    return rows.order_by("pk").first()


def _locked(collaboration: Collaboration) -> Collaboration:
    rows = Collaboration.objects.select_for_update(of=("self",))
    return rows.select_related("person_a", "person_b").get(pk=collaboration.pk)


def _set(row: Collaboration, person: Person, *, confirmed: bool, declined: bool) -> None:
    side = side_of(row, person.pk)
    setattr(row, f"confirmed_by_{side}", confirmed)
    setattr(row, f"declined_by_{side}", declined)


def _confirmed(row: Collaboration, person: Person, by: User, verb: str) -> Collaboration:
    _set(row, person, confirmed=True, declined=False)
    row.full_clean()
    row.save()
    after: dict[str, Any] = {"kind": str(row.kind), "started": str(row.started)}
    record(verb=verb, subject=row, by=by, after=after)
    side = side_of(row, person.pk)
    other, there = (row.person_b, "b") if side == "a" else (row.person_a, "a")
    if getattr(row, f"confirmed_by_{there}"):
        _tell(other, person, "confirmed")
    elif not getattr(row, f"declined_by_{there}"):
        _tell(other, person, "declared")
    return row


def _tell(other: Person, person: Person, says: str) -> None:
    """Once for each pair, and nothing to whoever may not know of her: an empty notice would tell."""
    if other.account is None:
        return
    eyes = viewer_for(other.account)
    if person.pk in eyes.blocked_ids or not visible_to(Person.objects.filter(pk=person.pk), eyes).exists():
        return
    link = f"{reverse('own_network')}#vinculos"
    notify(to=other, kind="collaborations", says=says, link=link, key=f"{says}:{person.uid}", about=person)
