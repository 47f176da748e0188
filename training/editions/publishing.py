"""Verbs that show an edition or take it back: its sessions follow, and nobody is told twice."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import EventState
from events.publishing import cancel_event, publish
from events.publishing import missing as event_misses
from events.rules import is_over
from events.times import local
from network.accounts.models import User
from network.journal.services import record

from ..enums import EditionState, EnrolmentState, Entry, Said
from ..models import CourseSession, Edition
from ..telling import tell
from ..wishes import spent
from .making import hers
from .sessions import remove_session


@transaction.atomic
def publish_edition(*, edition: Edition, by: User) -> Edition:
    """Show it and its sessions; whom it invited is told. Raises ValidationError with all that it lacks."""
    row = hers(edition, by)
    if row.state != EditionState.DRAFT:
        raise ValidationError(_("It was published already."), code="stale")
    sessions = list(row.sessions.select_related("event").order_by("number"))
    if problems := missing(row, sessions):
        raise ValidationError(problems, code="incomplete")
    row.starts_on = row.starts_on or min(_days(sessions))
    row.ends_on = row.ends_on or max(_days(sessions))
    row.state, row.published_at = EditionState.OPEN, timezone.now()
    row.full_clean()
    row.save()
    for session in sessions:
        if session.event.state == EventState.DRAFT:
            publish(event=session.event, by=by, tells=False)
    for one in row.enrolments.filter(state=EnrolmentState.INVITED).select_related("person__account"):
        one.edition = row
        tell(one, Said.INVITED, by=by)
    record(verb="publish_edition", subject=row, by=by, after={"training": row.version.curriculum.title})
    return row


@transaction.atomic
def cancel_edition(*, edition: Edition, by: User, reason: str) -> Edition:
    """It is not given. Its sessions to come are cancelled; each is told once, whoever only asked too."""
    row = hers(edition, by)
    opening = row.sessions.filter(is_opening=True).select_related("event").first()
    if row.state != EditionState.OPEN:
        raise ValidationError(_("Only a published edition is cancelled. Discard a draft."), code="stale")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled: everybody enrolled is told.")})
    row.state, row.cancelled_because = EditionState.CANCELLED, reason.strip()
    row.full_clean()
    row.save()
    now = timezone.now()
    waiting = row.enrolments.filter(state__in=(EnrolmentState.ASKED, EnrolmentState.INVITED))
    asked = list(waiting.select_related("person__account"))
    begun = opening is not None and opening.event.starts_at is not None and opening.event.starts_at <= now
    for session in row.sessions.select_related("event").order_by("-is_opening", "event"):
        if session.event.state == EventState.PUBLISHED and not is_over(session.event, now):
            # Once it has begun the opening session tells nobody any more: the edition does.
            cancel_event(event=session.event, by=by, reason=row.cancelled_because, tells=session.is_opening)
    still_in = row.enrolments.filter(state=EnrolmentState.IN).select_related("person__account")
    for one in [*asked, *(still_in if begun else ())]:
        one.edition = row
        one.state = EnrolmentState.WITHDRAWN
        one.wish = spent(one.wish)
        one.save(update_fields=["state", "wish"])
        tell(one, Said.CANCELLED, by=by)
    record(verb="cancel_edition", subject=row, by=by, reason=row.cancelled_because)
    return row


@transaction.atomic
def discard_edition(*, edition: Edition, by: User) -> None:
    """A draft that nobody saw goes. Its sessions, drafts too, are taken out first (`remove_session`)."""
    row = hers(edition, by)
    if row.state != EditionState.DRAFT:
        raise ValidationError(_("It was published: cancel it, so that everybody is told."), code="stale")
    for session in row.sessions.order_by("-number"):
        remove_session(session=session, by=by)
    record(verb="discard_edition", subject=row, by=by)
    row.enrolments.all().delete()
    row.delete()


def missing(row: Edition, sessions: list[CourseSession]) -> list[str]:
    """What it still needs before anybody sees it, in the words of whoever mends it."""
    problems = []
    if not row.institutions.exists():
        problems.append(_("Say who gives it (step “What it is”)."))
    if row.entry == Entry.SELECTION and not row.criteria:
        problems.append(_("Say by which criteria places are given (step “How one enters”)."))
    if not sessions:
        problems.append(_("Add at least one session."))
    for session in sessions:
        of_event = [] if session.event.state == EventState.PUBLISHED else event_misses(session.event)
        told = _("Session %(number)s: %(problem)s")
        problems += [told % {"number": session.number, "problem": text} for text in of_event]
        begins = session.event.starts_at
        if begins is not None and begins <= timezone.now():
            problems.append(told % {"number": session.number, "problem": _("Its day has passed.")})
    opening = next((one for one in sessions if one.is_opening), None)
    begins = opening.event.starts_at if opening else None
    if begins is not None and any(one.event.starts_at and one.event.starts_at < begins for one in sessions):
        problems.append(_("The opening session has to be the first. Choose it on its page."))
    return problems


def _days(sessions: list[CourseSession]) -> list[dt.date]:
    found = []
    for session in sessions:
        for moment in (session.event.starts_at, session.event.ends_at):
            if moment is not None:
                found.append(local(session.event, moment).date())
    return found
