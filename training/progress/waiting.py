"""What waits for whoever runs or teaches editions: learners at risk, works, results, superiors' answers."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from events.enums import EventState
from network.accounts.viewer import Viewer
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to

from ..enums import ConsentState, EditionState, EnrolmentState, WorkState
from ..machine import WAITS
from ..models import CourseSession, Edition, Enrolment, Work
from .facts import facts_of_all
from .risk import risk_of
from .works import works_judged_by


@dataclass(frozen=True, slots=True)
class Risk:
    """Of one edition, how many of whom the viewer sees can no longer complete it, and how many are close."""

    edition: Edition
    missed: int
    close: int


def risks(editions: QuerySet[Edition], viewer: Viewer, today: dt.date) -> list[Risk]:
    """Of those that are being given now, the one that ends next first; in a fixed number of queries."""
    now_given = editions.filter(state=EditionState.OPEN, starts_on__lte=today, ends_on__gte=today)
    found = {one.pk: one for one in now_given.select_related("version__curriculum")}
    if not found:
        return []
    seen = people_visible_to(Person.objects.order_by(), viewer).values("pk")
    rows = list(
        Enrolment.objects.filter(Q(person=None) | Q(person__in=seen), edition__in=found).filter(
            state=EnrolmentState.IN
        )
    )
    known = facts_of_all(list(found.values()), rows)
    missed, close = Counter[int](), Counter[int]()
    for row in rows:
        risk = risk_of(row, found[row.edition_id].version.rule, known[row.pk])
        missed[row.edition_id] += risk is True
        close[row.edition_id] += risk is False
    told = [Risk(one, missed[key], close[key]) for key, one in found.items() if missed[key] or close[key]]
    return sorted(told, key=lambda one: (one.edition.ends_on, one.edition.pk))


def works_waiting(viewer: Viewer) -> QuerySet[Work]:
    """Those that she decides on and nobody has looked at, of who is still in it; the oldest first."""
    rows = works_judged_by(viewer).filter(
        state=WorkState.HANDED_IN,
        enrolment__state=EnrolmentState.IN,
        enrolment__edition__state=EditionState.OPEN,
    )
    joined = rows.select_related("assignment", "enrolment__edition__version__curriculum")
    return joined.order_by("handed_in_at", "pk")


def not_closed(editions: QuerySet[Edition], today: dt.date) -> QuerySet[Edition]:
    """Those that are over and whose results nobody fixed; the longest over first."""
    to_come = CourseSession.objects.filter(
        edition=OuterRef("pk"), event__state=EventState.PUBLISHED, event__ends_at__gt=timezone.now()
    )
    over = editions.filter(~Exists(to_come), state=EditionState.OPEN, ends_on__lt=today)
    return over.order_by("ends_on", "pk")


def without_consent(editions: QuerySet[Edition], until: dt.date) -> QuerySet[Edition]:
    """Those that begin by that day, or began, and in which superiors have not answered (`silent`)."""
    waiting = silent(Enrolment.objects.order_by()).values("pk")
    asked = Count("enrolments", filter=Q(enrolments__in=waiting))
    near = editions.filter(state=EditionState.OPEN, starts_on__lte=until)
    return near.annotate(silent=asked).filter(silent__gt=0).order_by("starts_on", "pk")


def silent(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """On whose superior's answer it still depends whether they are in."""
    return rows.filter(state__in=WAITS, consent__state=ConsentState.ASKED)
