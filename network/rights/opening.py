"""The administrator's "yes, logged": one record, for minutes, for a reason that the woman herself reads."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.limits import within
from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person

from .models import Opening
from .queries import openings_by

MINUTES = 15
SHORTEST_REASON = 10
MOST_IN_AN_HOUR = 10


def open_record(*, asked: str, reason: str, by: Any, viewer: Viewer) -> Opening:
    """Open the record that this whole name, address or identifier names, for `MINUTES`.

    Names are exact, so that nobody is found by trying; every try counts. Raises ValidationError where none
    or several are meant, or the reason is short; PermissionDenied for whoever is no administrator.
    """
    if not may_pass_roles(viewer) or by.pk != viewer.user_id:
        raise PermissionDenied
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Write the reason in a whole sentence: she reads it.")})
    if not asked.strip():
        raise ValidationError(
            {"asked": _("Write her whole name, her e-mail or the identifier of her record.")}
        )
    if not within("opening", str(by.pk), at_most=MOST_IN_AN_HOUR, per=3600):
        raise ValidationError(
            _("You opened or tried to open %(n)s records within an hour. Wait before you open another.")
            % {"n": MOST_IN_AN_HOUR}
        )
    with transaction.atomic():
        found = list(Person.objects.filter(_meant(asked.strip()))[:2])
        if len(found) == 1:
            return _open(found[0], reason.strip(), by)
    if found:
        raise ValidationError({"asked": _("Several have this name: write her e-mail or the identifier.")})
    raise ValidationError(
        {"asked": _("There is no record under it. It must be written exactly as it is kept.")}
    )


def _open(person: Person, reason: str, by: Any) -> Opening:
    row = Opening(
        person=person, by=by, reason=reason[:500], until=timezone.now() + dt.timedelta(minutes=MINUTES)
    )
    row.full_clean()
    row.save()
    # The journal tells neither of whom nor why: whoever reads it at the desk may not know that she exists.
    record(verb="open_record", subject=row, by=by)
    notify(to=person, kind="rights", says="opened", link=reverse("own_data"), key=str(row.uid))
    return row


@transaction.atomic
def close_record(*, opening: Opening, viewer: Viewer) -> None:
    """Before its time: she has seen what she needed."""
    openings_by(viewer).filter(pk=opening.pk).update(until=timezone.now())


def _meant(asked: str) -> Q:
    try:
        return Q(uid=UUID(asked))
    except ValueError:
        name = " ".join(asked.split())
        return Q(email__iexact=name) | Q(account__email__iexact=name) | Q(name__iexact=name)
