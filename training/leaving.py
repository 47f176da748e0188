"""Whoever is in no more leaves the lists of the sessions to come; whoever has a seat stands on them."""

from events.carrying import carry, take_back
from events.models import Registration

from .models import CourseSession, Enrolment


def join_sessions(place: Registration, edition: int) -> None:
    """Onto the lists of the other sessions, in the order of their keys, in which every lock is taken."""
    for session in _others(edition):
        carry(place=place, to=session.event)


def leave_sessions(enrolment: Enrolment) -> None:
    if enrolment.place is not None:
        leave_with(enrolment.place, enrolment.edition_id)


def leave_with(place: Registration, edition: int) -> None:
    for session in _others(edition):
        take_back(place=place, off=session.event)


def _others(edition: int) -> list[CourseSession]:
    rows = CourseSession.objects.filter(edition=edition, is_opening=False).select_related("event")
    return list(rows.order_by("event_id"))
