"""Requests that lead to no seat any more: the opening session began, and from then on its line gives none.

Whoever waited for her superior or for a decision is told that it is over, instead of waiting for good.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.rules import gives_seats
from network.accounts.models import User
from network.journal.services import record

from .editions.making import locked
from .enums import ConsentState, EditionState, EnrolmentState, Entry, Said
from .mails import language_of
from .models import CourseSession, Edition, Enrolment
from .queries import opening_event
from .telling import tell
from .wishes import spent


def came_too_late(edition: Edition) -> bool:
    """Whether nobody is given a seat in its opening session any more. Under the lock on its line."""
    opening = opening_event(edition)
    return opening is None or not gives_seats(opening, timezone.now())


def end_late(enrolment: Enrolment, *, by: User | None = None) -> None:
    """It ends, and she is told why. Inside the transaction of its deed, under the lock on the line."""
    consent = getattr(enrolment, "consent", None)
    enrolment.wish = spent(enrolment.wish)
    with translation.override(language_of(enrolment)):
        if consent is not None and consent.state == ConsentState.ASKED:
            enrolment.told = _("It began, and your superior had not answered yet.")
        elif consent is not None and enrolment.edition.entry != Entry.SELECTION:
            enrolment.told = _("Your superior's consent came once it had begun.")
        else:
            enrolment.told = _("It began before your request was decided.")
    asked = enrolment.state == EnrolmentState.ASKED
    enrolment.state = EnrolmentState.REFUSED if asked else EnrolmentState.WITHDRAWN
    enrolment.decided_at, enrolment.by = timezone.now(), by or enrolment.by
    enrolment.full_clean(exclude=["edition", "person", "place", "institution", "by"])
    enrolment.save()
    tell(enrolment, Said.REFUSED, by=by)


def has_ended(enrolment: Enrolment) -> bool:
    """Whether a request that was answered with yes ended all the same: it came too late."""
    return enrolment.state in (EnrolmentState.REFUSED, EnrolmentState.WITHDRAWN)


def end_all_late() -> int:
    """Those of every edition that began; how many. May run at once with others, and twice."""
    number = 0
    begun = CourseSession.objects.filter(
        is_opening=True, event__starts_at__lte=timezone.now(), edition__state=EditionState.OPEN
    )
    waiting = Enrolment.objects.filter(_waiting(), edition__in=begun.order_by().values("edition"))
    for edition in Edition.objects.filter(pk__in=waiting.order_by().values("edition")):
        number += _end_of(edition)
    return number


@transaction.atomic
def _end_of(edition: Edition) -> int:
    row = locked(edition)
    if row.state != EditionState.OPEN or not came_too_late(row):
        return 0
    found = row.enrolments.filter(_waiting()).select_related("person__account", "consent").order_by("pk")
    rows = list(found)
    for one in rows:
        one.edition = row
        end_late(one)
    if rows:
        record(verb="end_late_requests", subject=row, by=None)
    return len(rows)


def _waiting() -> Q:
    """Who asked, and who said yes to an invitation and waits for her superior's answer."""
    return Q(state=EnrolmentState.ASKED) | Q(state=EnrolmentState.INVITED, consent__isnull=False)
