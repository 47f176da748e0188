"""The grid of an edition: its learners against sessions and contents, as one viewer may see and note them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attending import attendance_of, take_attendance
from events.enums import PlaceState
from events.models import Registration
from events.rules import marks_offered, takes_attendance
from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.journal.services import record
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to

from ..completion import Facts, Step, checked, units_done
from ..enums import EditionState, MarkSource
from ..machine import LEARNERS
from ..models import CourseSession, Edition, Enrolment, Unit, UnitMark, Work
from .facts import facts_of
from .risk import risk_of
from .teaching import keeps, modules_taught_by, sessions_taught_by

_ON_LIST = (PlaceState.ENROLLED, PlaceState.VISITOR)


@dataclass(frozen=True, slots=True)
class Row:
    """One learner whom the viewer may see. `places` are her registrations by session, `states` what was noted
    of them, `marks` the last mark of each content."""

    enrolment: Enrolment
    name: str
    step: Step
    done: frozenset[str]
    places: Mapping[int, Registration]
    states: Mapping[int, str]
    marks: Mapping[int, bool]
    works: tuple[Work, ...]
    facts: Facts


@dataclass(slots=True)
class Grid:
    """What the viewer may note (`sessions`, `units`), and how many learners she does not see."""

    edition: Edition
    sessions: list[CourseSession] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    reserved: int = 0


def grid_of(edition: Edition, viewer: Viewer) -> Grid:
    """In a fixed number of queries, however many learners, beside one for each session."""
    found = Grid(edition)
    sessions = edition.sessions.select_related("event").filter(event__state="published")
    units = Unit.objects.filter(module__version=edition.version_id).select_related("content", "module")
    if not keeps(edition, viewer):
        sessions = sessions_taught_by(sessions, viewer)
        units = units.filter(module__in=modules_taught_by(edition, viewer))
    found.sessions = list(sessions.order_by("number", "pk"))
    found.units = list(units.order_by("module__number", "number", "pk"))
    learners = list(edition.enrolments.filter(state__in=LEARNERS).select_related("person__account"))
    people = {person.pk: person for person in people_visible_to(_people(learners), viewer)}
    seen = [row for row in learners if row.person_id is None or row.person_id in people]
    found.reserved = len(learners) - len(seen)
    known = facts_of(edition, seen)
    places, states = _places(found, seen)
    marks, works = _marks(seen), _works(seen)
    for row in seen:
        person = people.get(row.person_id or 0)
        name = row.name
        if person is not None:
            name = person.name if person.sees_name else person.alias  # type: ignore[attr-defined]
        facts = known[row.pk]
        found.rows.append(
            Row(
                enrolment=row,
                name=name,
                step=checked(edition.version.rule, facts).step,
                done=units_done(facts),
                places=places.get(row.pk, {}),
                states=states.get(row.pk, {}),
                marks=marks.get(row.pk, {}),
                works=tuple(works.get(row.pk, ())),
                facts=facts,
            )
        )
    found.rows.sort(key=lambda row: (row.name.casefold(), row.enrolment.pk))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be noted: attendance by (enrolment, session), contents by (enrolment, unit)."""

    attendance: Mapping[tuple[int, int], str] = field(default_factory=dict)
    units: Mapping[tuple[int, int], bool] = field(default_factory=dict)


@transaction.atomic
def note_grid(
    *, edition: Edition, by: User, said: Said, source: str = MarkSource.FACILITATOR
) -> tuple[int, int]:
    """All of it or nothing; how many of each were new. Attendance goes through the verb of events.

    Raises ValidationError for what is not hers to note, or cannot be noted now.
    """
    row = Edition.objects.select_for_update(of=("self",)).select_related("version").get(pk=edition.pk)
    if row.state != EditionState.OPEN:
        raise ValidationError(_("The edition is closed: its results are fixed."), code="closed")
    seen = grid_of(row, viewer_for(by))
    sessions, units = {one.pk: one for one in seen.sessions}, {one.pk for one in seen.units}
    rows = {one.enrolment.pk: one for one in seen.rows}
    if {key for key, _s in said.attendance} - rows.keys() or {key for key, _u in said.units} - rows.keys():
        raise ValidationError(_("Somebody of the list has gone meanwhile. Open it again."), code="stale")
    if {key for _e, key in said.attendance} - sessions.keys() or {key for _e, key in said.units} - units:
        raise ValidationError(_("Only whoever teaches it notes it."), code="not_hers")
    attended = 0
    by_session: dict[int, dict[int, str]] = {}
    for (learner, key), state in said.attendance.items():
        place = rows[learner].places.get(key)
        if place is None:
            told = {"name": rows[learner].name, "title": sessions[key].event.title}
            raise ValidationError(_("%(name)s is not on the list of “%(title)s”.") % told, code="no_place")
        by_session.setdefault(key, {})[place.pk] = state
    for key, states in by_session.items():
        attended += take_attendance(event=sessions[key].event, by=by, states=states)
    new = [
        UnitMark(enrolment_id=learner, unit_id=key, is_done=is_done, source=source, at=timezone.now(), by=by)
        for (learner, key), is_done in said.units.items()
        if rows[learner].marks.get(key, False) != is_done
    ]
    UnitMark.objects.bulk_create(new)
    if new:
        record(verb="mark_units", subject=row, by=by, after={"lines": len(new), "source": str(source)})
    return attended, len(new)


def options(place: Registration | None, session: CourseSession) -> tuple[str, ...]:
    """What may be noted of a place now; nothing before the doors open."""
    if place is None or not takes_attendance(session.event, timezone.now()):
        return ()
    return tuple(str(one) for one in marks_offered(place.state))


def _people(learners: list[Enrolment]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=[row.person_id for row in learners if row.person_id])


def _places(
    found: Grid, seen: list[Enrolment]
) -> tuple[dict[int, dict[int, Registration]], dict[int, dict[int, str]]]:
    by_person = {row.person_id: row.pk for row in seen if row.person_id}
    by_email = {row.email.lower(): row.pk for row in seen if row.email and not row.person_id}
    places: dict[int, dict[int, Registration]] = {}
    states: dict[int, dict[int, str]] = {}
    sessions = {one.event_id: one.pk for one in found.sessions}
    noted = {event: attendance_of(one.event) for event, one in ((s.event_id, s) for s in found.sessions)}
    for place in Registration.objects.filter(event__in=sessions, state__in=_ON_LIST).order_by("pk"):
        whose = by_person.get(place.person_id) if place.person_id else by_email.get(place.email.lower())
        if whose is not None:
            session = sessions[place.event_id]
            places.setdefault(whose, {})[session] = place
            if state := noted[place.event_id].get(place.pk):
                states.setdefault(whose, {})[session] = state
    return places, states


def _marks(seen: list[Enrolment]) -> dict[int, dict[int, bool]]:
    found: dict[int, dict[int, bool]] = {}
    rows = UnitMark.objects.filter(enrolment__in=[row.pk for row in seen])
    for learner, unit, is_done in rows.values_list("enrolment", "unit", "is_done"):
        found.setdefault(learner, {})[unit] = is_done
    return found


def _works(seen: list[Enrolment]) -> dict[int, list[Work]]:
    """The last version of each work."""
    last: dict[tuple[int, int], Work] = {}
    rows = Work.objects.filter(enrolment__in=[row.pk for row in seen]).select_related("assignment__module")
    for work in rows:
        last[work.enrolment_id, work.assignment_id] = work
    found: dict[int, list[Work]] = {}
    for (learner, _assignment), work in sorted(last.items()):
        found.setdefault(learner, []).append(work)
    return found


def at_risk(found: Grid) -> list[tuple[Row, bool]]:
    """Who can no longer complete it (True), or is one absence away from that (False)."""
    told = []
    for row in found.rows:
        missed = risk_of(row.enrolment, found.edition.version.rule, row.facts)
        if missed is not None:
            told.append((row, missed))
    return told
