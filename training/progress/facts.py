"""What is known of the learners of editions, for the rules of completion, in a fixed number of queries.

Attendance is that of the sessions' events, by the last that was noted there of her places: no second copy.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from events.enums import Attendance, EventState
from events.models import Presence, Registration

from ..completion import Facts, Held, Part
from ..enums import EditionState, WorkState
from ..machine import LEARNERS
from ..models import CourseSession, Edition, Enrolment, Equivalence, Learned, Module, Unit, UnitMark, Work

_CAME = (Attendance.PRESENT, Attendance.VISITOR)


@dataclass(frozen=True, slots=True)
class Taught:
    """One session, as it is for all learners."""

    event: int
    module: str
    units: tuple[str, ...]
    hours: float
    has_begun: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """What one edition asks for and the sessions that teach it, read once for all its learners."""

    codes: dict[int, str]  # key of a unit → its code
    contents: dict[int, set[str]]  # content that counts instead → codes of the units that it makes done
    works: dict[int, str]  # key of an assignment → its code
    parts: tuple[tuple[Part, ...], tuple[Part, ...]]
    sessions: tuple[Taught, ...]
    share: int


def facts_of(
    edition: Edition, enrolments: Iterable[Enrolment] | None = None, *, is_over: bool | None = None
) -> dict[int, Facts]:
    """By the key of each enrolment; of all its learners unless some are named. `is_over` says what would be
    if nothing more came; else it is over once the edition is closed."""
    rows = list(edition.enrolments.filter(state__in=LEARNERS) if enrolments is None else enrolments)
    return facts_of_all([edition], rows, is_over=is_over)


def facts_of_all(
    editions: Sequence[Edition], rows: Sequence[Enrolment], *, is_over: bool | None = None
) -> dict[int, Facts]:
    """The same of learners of any of those editions, in no more queries than of one."""
    matters = _matters(editions)
    closed = {one.pk: one.state == EditionState.CLOSED if is_over is None else is_over for one in editions}
    done, approved = _marked(rows, matters), _approved(rows, matters)
    states, noted = _attendance(rows, matters)
    learned = _learned(rows, matters)
    found = {}
    for row in rows:
        matter = matters[row.edition_id]
        instead = [matter.contents.get(key, set()) for key in learned.get(row.person_id or 0, ())]
        found[row.pk] = Facts(
            units=matter.parts[0],
            works=matter.parts[1],
            done=frozenset(done[row.pk].union(*instead)),
            approved=frozenset(approved[row.pk]),
            sessions=tuple(_held(one, states[row.pk], noted) for one in matter.sessions),
            share=matter.share,
            is_over=closed[row.edition_id],
        )
    return found


def _matters(editions: Sequence[Edition]) -> dict[int, Matter]:
    """By the key of each edition."""
    units = Unit.objects.select_related("content", "module").order_by("number", "pk")
    modules: dict[int, list[Module]] = defaultdict(list)
    versions = {one.version_id for one in editions}
    for module in (
        Module.objects.filter(version__in=versions)
        .prefetch_related(Prefetch("units", queryset=units), "assignments")
        .order_by("number", "pk")
    ):
        modules[module.version_id].append(module)
    counts: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for version, content, instead in Equivalence.objects.filter(version__in=versions).values_list(
        "version", "content", "instead"
    ):
        counts[version][instead].add(content)
    sessions: dict[int, list[CourseSession]] = defaultdict(list)
    shown = CourseSession.objects.filter(edition__in=editions, event__state=EventState.PUBLISHED)
    for session in shown.select_related("event", "module").prefetch_related("units").order_by("number", "pk"):
        sessions[session.edition_id].append(session)
    return {
        one.pk: _matter(one, modules[one.version_id], counts[one.version_id], sessions[one.pk])
        for one in editions
    }


def _matter(
    edition: Edition, modules: list[Module], counts: dict[int, set[int]], sessions: list[CourseSession]
) -> Matter:
    units = [unit for module in modules for unit in module.units.all()]
    assigned = [(module, one) for module in modules for one in module.assignments.all()]
    codes = {unit.pk: unit.code for unit in units}
    now = timezone.now()
    return Matter(
        codes=codes,
        contents={
            instead: {unit.code for unit in units if unit.content_id in contents}
            for instead, contents in counts.items()
        },
        works={one.pk: f"{module.code}.w{one.number}" for module, one in assigned},
        parts=(
            tuple(Part(unit.code, unit.is_required) for unit in units),
            tuple(Part(f"{module.code}.w{one.number}", one.is_required) for module, one in assigned),
        ),
        sessions=tuple(_taught(one, codes, now) for one in sessions),
        share=edition.version.attendance_share,
    )


def _held(one: Taught, states: dict[int, str], noted: set[int]) -> Held:
    state = states.get(one.event)
    came: bool | None = None
    if one.has_begun and one.event in noted:
        came = state in _CAME
    is_excused = came is False and state == Attendance.EXCUSED
    return Held(module=one.module, units=one.units, hours=one.hours, came=came, is_excused=is_excused)


def _taught(session: CourseSession, codes: dict[int, str], now: dt.datetime) -> Taught:
    event = session.event
    return Taught(
        event=event.pk,
        module=session.module.code if session.module else "",
        units=tuple(codes[unit.pk] for unit in session.units.all() if unit.pk in codes),
        hours=_hours(session),
        has_begun=event.starts_at is not None and event.starts_at <= now,
    )


def _hours(session: CourseSession) -> float:
    event = session.event
    if event.starts_at is None or event.ends_at is None:
        return 0.0
    return (event.ends_at - event.starts_at).total_seconds() / 3600


def _marked(rows: Sequence[Enrolment], matters: dict[int, Matter]) -> dict[int, set[str]]:
    """Units whose last mark says done."""
    codes = {key: code for matter in matters.values() for key, code in matter.codes.items()}
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


def _approved(rows: Sequence[Enrolment], matters: dict[int, Matter]) -> dict[int, set[str]]:
    """Works whose last version was approved."""
    codes = {key: code for matter in matters.values() for key, code in matter.works.items()}
    last: dict[tuple[int, int], str] = {}
    for row, assignment, state in Work.objects.filter(enrolment__in=[r.pk for r in rows]).values_list(
        "enrolment", "assignment", "state"
    ):
        last[row, assignment] = state
    found: dict[int, set[str]] = defaultdict(set)
    for (row, assignment), state in last.items():
        if state == WorkState.APPROVED and assignment in codes:
            found[row].add(codes[assignment])
    return found


def _attendance(
    rows: Sequence[Enrolment], matters: dict[int, Matter]
) -> tuple[dict[int, dict[int, str]], set[int]]:
    """Of each enrolment, by event, what was noted last of a place of hers; and the events that were noted."""
    given = {one.event: key for key, matter in matters.items() for one in matter.sessions}
    noted = set(
        Presence.objects.filter(registration__event__in=given)
        .order_by()
        .values_list("registration__event", flat=True)
        .distinct()
    )
    by_person = {(row.edition_id, row.person_id): row.pk for row in rows if row.person_id}
    by_email = {
        (row.edition_id, row.email.lower()): row.pk for row in rows if row.email and not row.person_id
    }
    owner: dict[int, tuple[int, int]] = {}
    places = Registration.objects.filter(event__in=given).order_by("pk")
    for key, event, person, email in places.values_list("pk", "event", "person", "email"):
        edition = given[event]
        whose = by_person.get((edition, person)) if person else by_email.get((edition, email.lower()))
        if whose is not None:
            owner[key] = (whose, event)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    said = Presence.objects.filter(registration__event__in=given).order_by("at", "pk")
    for key, state in said.values_list("registration", "state"):
        if key in owner:
            whose, event = owner[key]
            found[whose][event] = state
    return found, noted


def _learned(rows: Sequence[Enrolment], matters: dict[int, Matter]) -> dict[int, set[int]]:
    """Of each person, which contents she has that count instead of others, and have not lapsed."""
    wanted = {key for matter in matters.values() for key in matter.contents}
    found: dict[int, set[int]] = defaultdict(set)
    if not wanted:
        return found
    today = timezone.localdate()
    people = [row.person_id for row in rows if row.person_id]
    for one in Learned.objects.filter(person__in=people, content__in=wanted):
        if one.is_valid(today):
            found[one.person_id].add(one.content_id)
    return found
