"""Who is to be at a session and who was: those seated that day, whoever else came, and who sits for each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.models import Person
from network.people.queries import current_affiliations, in_care_of
from network.people.queries import visible_to as people_visible_to
from network.vocabulary.partial_date import PartialDate, in_force_on
from network.vocabulary.words import folded

from .enums import Attendance, SeatRole
from .models import GroupSession, Seat, SessionAttendance
from .session_queries import attendance_visible_to


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may come for an institution, by a name that the viewer may read."""

    person: Person
    name: str
    post: str
    is_seated: bool
    came: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An institution at a session. Without a state nothing is noted of it yet."""

    institution: Institution
    role: str
    state: str
    people: tuple[Known, ...]

    @property
    def is_present(self) -> bool:
        return self.state == Attendance.PRESENT

    @property
    def who_came(self) -> tuple[Known, ...]:
        return tuple(one for one in self.people if one.came)


def day_of(session: GroupSession) -> dt.date:
    """The day by which it is asked who is seated: a month or a year by its last, without a date today's."""
    return PartialDate(session.happens_on).last_day if session.happens_on else timezone.localdate()


def attendance_rows(session: GroupSession, viewer: Viewer) -> list[Row]:
    """Every institution seated that day or noted since, leads first; people whom she may name with it."""
    seats = list(
        Seat.objects.filter(in_force_on(day_of(session)), group=session.group_id).select_related(
            "institution"
        )
    )
    noted = list(
        attendance_visible_to(SessionAttendance.objects.filter(session=session), viewer).select_related(
            "institution"
        )
    )
    institutions: dict[int, Institution] = {one.institution_id: one.institution for one in seats}
    institutions |= {one.institution_id: one.institution for one in noted}
    roles = {one.institution_id: one.role for one in noted if one.person_id is None}
    roles |= {one.institution_id: one.role for one in seats if one.person_id is None}
    states = {one.institution_id: one.state for one in noted if one.person_id is None}
    people = _known(seats, noted, list(institutions), viewer)
    # One where somebody sits for an institution that is not seated itself stands in no list.
    found = [Row(institutions[key], roles[key], states.get(key, ""), people.get(key, ())) for key in roles]
    order = ["", *SeatRole.values]
    found.sort(key=lambda row: (order.index(row.role) or len(order), folded(row.institution.name)))
    return found


def _known(
    seats: Sequence[Seat], noted: Sequence[SessionAttendance], institutions: list[int], viewer: Viewer
) -> dict[int, tuple[Known, ...]]:
    seated = {(one.institution_id, one.person_id) for one in seats if one.person_id}
    came = {(one.institution_id, one.person_id) for one in noted if one.person_id}
    works = set(
        current_affiliations().filter(institution__in=institutions).values_list("institution", "person")
    )
    pairs = seated | came | works
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    people = people_visible_to(
        Person.objects.filter(Q(pk__in={person for _institution, person in pairs}), pk__in=cared_for), viewer
    )
    by_key = {one.pk: one for one in people if one.sees_name}  # type: ignore[attr-defined]
    found: dict[int, list[Known]] = {}
    for institution, key in pairs:
        if person := by_key.get(key):
            pair = (institution, key)
            found.setdefault(institution, []).append(
                Known(person, person.name, person.post_title, pair in seated, pair in came)
            )
    return {
        key: tuple(sorted(some, key=lambda one: (not one.is_seated, folded(one.name))))
        for key, some in found.items()
    }
