"""Verified affiliations: the office made sure where a member works, and she is asked again each year.

Nothing is ended by itself: whoever does not answer is told to the desk, and stays as she is.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Affiliation, Person
from network.people.queries import current_affiliations, in_care_of

EVERY = dt.timedelta(days=365)
PATIENCE = dt.timedelta(weeks=3)


def of_members() -> QuerySet[Affiliation]:
    """Where people with an account work today."""
    return current_affiliations().filter(person__account__isnull=False)


def visible_to(affiliations: QuerySet[Affiliation], viewer: Viewer) -> QuerySet[Affiliation]:
    """Those of the people in her care."""
    return affiliations.filter(person__in=in_care_of(Person.objects.order_by(), viewer).values("pk"))


def unverified(today: dt.date) -> Q:
    """Never verified, or more than a year ago."""
    return Q(verified_on=None) | Q(verified_on__lte=today - EVERY)


def unanswered(today: dt.date) -> Q:
    """She was asked some weeks ago, and nobody has said since that she is still there."""
    since = Q(verified_on=None) | Q(verified_on__lt=F("asked_on"))
    return Q(asked_on__lte=today - PATIENCE) & since


@transaction.atomic
def verify(*, affiliation: Affiliation, on: dt.date, by: Any, reason: str = "") -> Affiliation:
    """She works there: said by the office, or by herself where she was asked. Raises ValidationError."""
    row = Affiliation.objects.select_for_update(of=("self",)).select_related("person").get(pk=affiliation.pk)
    if row.ended:
        raise ValidationError(_("This affiliation has ended."), code="ended")
    before = row.verified_on
    row.verified_on, row.verified_by = on, by if by is not None and by.is_authenticated else None
    row.says_no = False
    row.save(update_fields=["verified_on", "verified_by", "says_no"])
    record(
        verb="verify_affiliation",
        subject=row.person,
        by=by,
        reason=reason,
        before={"verified_on": before.isoformat() if before else ""},
        after={"verified_on": on.isoformat(), "institution": row.institution.package_id},
    )
    return row


@transaction.atomic
def say_no(*, affiliation: Affiliation, by: Any) -> Affiliation:
    """She says that she works there no longer: the office is told, and ends it where it must be ended."""
    row = Affiliation.objects.select_for_update(of=("self",)).select_related("person").get(pk=affiliation.pk)
    row.verified_on = None
    row.says_no = True
    row.save(update_fields=["verified_on", "says_no"])
    record(
        verb="deny_affiliation", subject=row.person, by=by, after={"institution": row.institution.package_id}
    )
    return row


@transaction.atomic
def ask_who_is_due(*, today: dt.date) -> list[Affiliation]:
    """Ask each member whose affiliation was verified a year ago, once a year; those that were asked."""
    due = of_members().filter(
        Q(verified_on__lte=today - EVERY), Q(asked_on=None) | Q(asked_on__lte=today - EVERY)
    )
    rows = list(due.select_for_update(of=("self",)).select_related("person", "institution").order_by("pk"))
    for row in rows:
        row.asked_on = today
        row.save(update_fields=["asked_on"])
        record(
            verb="ask_affiliation",
            subject=row.person,
            after={"institution": row.institution.package_id, "on": today.isoformat()},
        )
        notify(
            to=row.person,
            kind="affiliation",
            says="asked",
            link=reverse("own_affiliation"),
            key=f"{row.pk}-{today.isoformat()}",
            words={"institution": row.institution.name},
        )
    return rows


def to_look_at(today: dt.date) -> Q:
    """What the desk is told: she said no, or did not answer."""
    return Q(says_no=True) | unanswered(today)
