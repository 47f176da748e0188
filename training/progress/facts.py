"""What is known of every learner of an edition, for the rules of completion, in a fixed number of queries.

Attendance is that of the sessions' events, by the last that was noted there of her places: no second copy.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone

from events.enums import Attendance, EventState
from events.models import Presence, Registration

from ..completion import Facts, Held, Part
from ..enums import EditionState, WorkState
from ..machine import LEARNERS
from ..models import CourseSession, Edition, Enrolment, Equivalence, Learned, Module, Unit, UnitMark, Work

_CAME = (Attendance.PRESENT, Attendance.VISITOR)


@dataclass(slots=True)
class Matter:
    """What one version asks for and the sessions that teach it, read once for all learners."""

    units: list[Unit]
    works: dict[int, str]  # key of an assignment → its code
    parts: tuple[tuple[Part, ...], tuple[Part, ...]]
    sessions: list[CourseSession]
    counts_for: dict[int, set[int]]  # content → contents that count instead of it
    share: int
    noted: set[int] = field(default_factory=set)  # events whose attendance was taken


def facts_of(
    edition: Edition, enrolments: Iterable[Enrolment] | None = None, *, is_over: bool | None = None
) -> dict[int, Facts]:
    """By the key of each enrolment; of all its learners unless some are named. `is_over` says what would be
    if nothing more came; else it is over once the edition is closed."""
    rows = list(edition.enrolments.filter(state__in=LEARNERS) if enrolments is None else enrolments)
    matter = matter_of(edition)
    over = edition.state == EditionState.CLOSED if is_over is None else is_over
    done, approved = _marked(rows, matter), _approved(rows, matter)
    states = _attendance(rows, matter)
    learned = _learned(rows, matter)
    codes = {unit.pk: unit.code for unit in matter.units}
    found = {}
    for row in rows:
        instead = {
            unit.code
            for unit in matter.units
            if matter.counts_for.get(unit.content_id, set()) & learned.get(row.person_id or 0, set())
        }
        found[row.pk] = Facts(
            units=matter.parts[0],
            works=matter.parts[1],
            done=frozenset(done[row.pk] | instead),
            approved=frozenset(approved[row.pk]),
            sessions=tuple(_held(one, states[row.pk], matter, codes) for one in matter.sessions),
            share=matter.share,
            is_over=over,
        )
    return found


def matter_of(edition: Edition) -> Matter:
    units = Unit.objects.select_related("content", "module").order_by("number", "pk")
    modules = list(
        Module.objects.filter(version=edition.version_id)
        .prefetch_related(Prefetch("units", queryset=units), "assignments")
        .order_by("number", "pk")
    )
    found = [unit for module in modules for unit in module.units.all()]
    assigned = [(module, one) for module in modules for one in module.assignments.all()]
    sessions = CourseSession.objects.filter(edition=edition, event__state=EventState.PUBLISHED)
    counts: dict[int, set[int]] = defaultdict(set)
    for content, instead in Equivalence.objects.filter(version=edition.version_id).values_list(
        "content", "instead"
    ):
        counts[content].add(instead)
    return Matter(
        units=found,
        works={one.pk: f"{module.code}.w{one.number}" for module, one in assigned},
        parts=(
            tuple(Part(unit.code, unit.is_required) for unit in found),
            tuple(Part(f"{module.code}.w{one.number}", one.is_required) for module, one in assigned),
        ),
        sessions=list(
            sessions.select_related("event", "module").prefetch_related("units").order_by("number", "pk")
        ),
        counts_for=counts,
        share=edition.version.attendance_share,
    )


def _held(session: CourseSession, states: dict[int, str], matter: Matter, codes: dict[int, str]) -> Held:
    event = session.event
    state = states.get(event.pk)
    came: bool | None = None
    if event.pk in matter.noted and event.starts_at is not None and event.starts_at <= timezone.now():
        came = state in _CAME
    return Held(
        module=session.module.code if session.module else "",
        units=tuple(codes[unit.pk] for unit in session.units.all() if unit.pk in codes),
        hours=_hours(session),
        came=came,
        is_excused=came is False and state == Attendance.EXCUSED,
    )


def _hours(session: CourseSession) -> float:
    event = session.event
    if event.starts_at is None or event.ends_at is None:
        return 0.0
    return (event.ends_at - event.starts_at).total_seconds() / 3600


def _marked(rows: list[Enrolment], matter: Matter) -> dict[int, set[str]]:
    """Units whose last mark says done."""
    codes = {unit.pk: unit.code for unit in matter.units}
    last: dict[tuple[int, int], bool] = {}
    for row, unit, is_done in UnitMark.objects.filter(enrolment__in=[r.pk for r in rows]).values_list(
        "enrolment", "unit", "is_done"
    ):
        last[row, unit] = is_done
    found: dict[int, set[str]] = defaultdict(set)
    for (row, unit), is_done in last.items():
        if is_done and unit in codes:
            found[row].add(codes[unit])
    return found


def _approved(rows: list[Enrolment], matter: Matter) -> dict[int, set[str]]:
    """Works whose last version was approved."""
    last: dict[tuple[int, int], str] = {}
    for row, assignment, state in Work.objects.filter(enrolment__in=[r.pk for r in rows]).values_list(
        "enrolment", "assignment", "state"
    ):
        last[row, assignment] = state
    found: dict[int, set[str]] = defaultdict(set)
    for (row, assignment), state in last.items():
        if state == WorkState.APPROVED and assignment in matter.works:
            found[row].add(matter.works[assignment])
    return found


def _attendance(rows: list[Enrolment], matter: Matter) -> dict[int, dict[int, str]]:
    """Of each enrolment, by event, the last that was noted of a place of hers."""
    events = [session.event_id for session in matter.sessions]
    matter.noted = set(
        Presence.objects.filter(registration__event__in=events)
        .order_by()
        .values_list("registration__event", flat=True)
        .distinct()
    )
    by_person = {row.person_id: row.pk for row in rows if row.person_id}
    by_email = {row.email.lower(): row.pk for row in rows if row.email and not row.person_id}
    owner: dict[int, tuple[int, int]] = {}
    places = Registration.objects.filter(event__in=events).order_by("pk")
    for key, event, person, email in places.values_list("pk", "event", "person", "email"):
        whose = by_person.get(person) if person else by_email.get(email.lower())
        if whose is not None:
            owner[key] = (whose, event)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    noted = Presence.objects.filter(registration__event__in=events).order_by("at", "pk")
    for key, state in noted.values_list("registration", "state"):
        if key in owner:
            whose, event = owner[key]
            found[whose][event] = state
    return found


def _learned(rows: list[Enrolment], matter: Matter) -> dict[int, set[int]]:
    """Of each person, which contents she has that count instead of others, and have not lapsed."""
    wanted = set().union(*matter.counts_for.values()) if matter.counts_for else set()
    found: dict[int, set[int]] = defaultdict(set)
    if not wanted:
        return found
    today = timezone.localdate()
    people = [row.person_id for row in rows if row.person_id]
    for one in Learned.objects.filter(person__in=people, content__in=wanted):
        if one.is_valid(today):
            found[one.person_id].add(one.content_id)
    return found
