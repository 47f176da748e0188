"""The ties of an edition's participants and of others, before and after it, as its coordinator may know."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from events.after.attended import CAME, past
from events.models import Event, Presence
from events.queries import kept_by, visible_to
from network.accounts.viewer import Viewer
from network.groups.enums import Attendance, SessionStatus
from network.groups.models import Group, Seat, SessionAttendance
from network.groups.queries import visible_to as groups_visible_to
from network.people.models import Affiliation, Block, Person
from network.ties.collaborations import showing_ties
from network.ties.models import Collaboration
from network.vocabulary.partial_date import PartialDate, in_force_on

from .enums import EditionState, EnrolmentState
from .machine import HELD, LEARNERS
from .models import Edition, Enrolment
from .record.queries import coordinated_people
from .tying import Association, TooFew, Traits, association

DAYS = 180
MOST_TOGETHER = 40
"""Of a meeting of more people than this nobody says that it tied any two of them."""


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Nothing can be said before that day; None: the edition has no days, or was not given."""

    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Window:
    first: dt.date
    last: dt.date

    def meets(self, started: str, ended: str) -> bool:
        """Whether what began and ended so was there then. What is known to the year counts from its end; what
        has no beginning has always been."""
        begins = PartialDate(started).last_day if started else dt.date.min
        ends = PartialDate(ended).last_day if ended else dt.date.max
        return begins <= self.last and ends >= self.first

    def has(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def windows_of(edition: Edition) -> tuple[Window, Window] | None:
    """The half years before its first day and after its last."""
    if edition.starts_on is None or edition.ends_on is None:
        return None
    day = dt.timedelta(days=1)
    before = Window(edition.starts_on - dt.timedelta(days=DAYS), edition.starts_on - day)
    return before, Window(edition.ends_on + day, edition.ends_on + dt.timedelta(days=DAYS))


def did_it_tie(edition: Edition, viewer: Viewer) -> Association | TooFew | TooEarly:
    """For whoever runs it (the page asks that first), of the people of whose ties she may know."""
    windows = windows_of(edition)
    if windows is None or edition.state not in (EditionState.OPEN, EditionState.CLOSED):
        return TooEarly(None)
    if timezone.localdate() <= windows[1].last:
        return TooEarly(windows[1].last + dt.timedelta(days=1))
    known = _Known(viewer)
    taken = _participants(edition) & known.people
    traits = _traits(known, edition.starts_on or windows[0].last)
    others = known.people - _touched(edition, windows)
    before, after = (_ties(known, edition, window) for window in windows)

    def told(people: Iterable[int]) -> list[Traits]:
        return [
            Traits(*traits[one], len(before.get(one, ())), len(after.get(one, ())))
            for one in sorted(people)
            if one in traits
        ]

    return association(told(taken), told(others), seed=edition.uid.int)


class _Known:
    """The people of whose ties the viewer may know: by duty, and those who let members see theirs."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.showing = set(showing_ties(viewer).order_by().values_list("pk", flat=True))
        self.in_care = set(coordinated_people(viewer).values_list("pk", flat=True))
        self.people = self.showing | self.in_care


def _participants(edition: Edition) -> set[int]:
    """Those who completed it or came to a session: an enrolment alone ties nobody."""
    rows = Enrolment.objects.filter(edition=edition, person__isnull=False)
    completed = rows.filter(state=EnrolmentState.COMPLETED).values_list("person", flat=True)
    learners = set(rows.filter(state__in=LEARNERS).values_list("person", flat=True))
    came = {
        person
        for _event, person in _came(
            Presence.objects.filter(registration__event__course_session__edition=edition)
        )
    }
    return set(completed) | (learners & came)


def _touched(edition: Edition, windows: tuple[Window, Window]) -> set[int]:
    """Whoever is compared with participants was neither in it nor in another edition of that time."""
    during = Q(edition__starts_on__lte=windows[1].last, edition__ends_on__gte=windows[0].first)
    rows = Enrolment.objects.filter(
        Q(edition=edition, state__in=HELD) | Q(during, state__in=LEARNERS), person__isnull=False
    )
    return set(rows.values_list("person", flat=True))


def _traits(known: _Known, day: dt.date) -> dict[int, tuple[str, str, str, float | None]]:
    """Where each worked then in the first place, and for how many months she had been a member."""
    since: dict[int, dt.date] = {}
    joined = Person.objects.order_by().filter(account__isnull=False)
    for person, at in joined.values_list("pk", "account__date_joined"):
        since[person] = at.date()
    found = {}
    rows = Affiliation.objects.order_by("is_main", "-pk").filter(in_force_on(day))
    fields = ("person", "started", "institution__kind", "institution__sector", "institution__region")
    for person, started, kind, sector, region in rows.values_list(*fields):
        if person not in known.people:
            continue
        first = PartialDate(started).last_day if started else None
        began = min((one for one in (first, since.get(person)) if one is not None), default=None)
        months = None if began is None or began > day else round((day - began).days / 30.44, 1)
        found[person] = (kind, sector, str(region or ""), months)
    return found


def _ties(known: _Known, edition: Edition, window: Window) -> dict[int, set[int]]:
    """Each person's distinct others: who worked with her, sat beside her, or was where she was."""
    found: dict[int, set[int]] = defaultdict(set)
    for people in _together(known, edition, window):
        if 1 < len(people) <= MOST_TOGETHER:
            for one in people:
                found[one] |= people - {one}
    return found


def _together(known: _Known, edition: Edition, window: Window) -> Iterator[set[int]]:
    between = Block.objects.filter(
        Q(blocker=OuterRef("person_a"), blocked=OuterRef("person_b"))
        | Q(blocker=OuterRef("person_b"), blocked=OuterRef("person_a"))
    )
    agreed = Collaboration.objects.order_by().filter(confirmed_by_a=True, confirmed_by_b=True)
    pairs = agreed.filter(~Exists(between)).values_list("person_a", "person_b", "started", "ended")
    for a, b, started, ended in pairs:
        if {a, b} <= known.people and window.meets(started, ended):
            yield {a, b}
    groups = groups_visible_to(Group.objects.order_by(), known.viewer).values("pk")
    seated: dict[int, set[int]] = defaultdict(set)
    seats = Seat.objects.order_by().filter(person__isnull=False, group__in=groups)
    for group, person, started, ended in seats.values_list("group", "person", "started", "ended"):
        if person in known.people and window.meets(started, ended):
            seated[group].add(person)
    yield from seated.values()
    sat: dict[int, set[int]] = defaultdict(set)
    rows = SessionAttendance.objects.order_by().filter(
        person__isnull=False,
        state=Attendance.PRESENT,
        session__status=SessionStatus.HELD,
        session__group__in=groups,
    )
    for session, person, day in rows.values_list("session", "person", "session__happens_on"):
        if person in known.people and window.has(PartialDate(day).last_day):
            sat[session].add(person)
    yield from sat.values()
    yield from _at_events(known, edition, window)


def _at_events(known: _Known, edition: Edition, window: Window) -> Iterator[set[int]]:
    """Events of that time but the sessions of this edition: of what she runs all whom she knows, of others
    that she sees those alone who let their ties be seen."""
    then = past(Event.objects.order_by()).filter(
        starts_at__date__gte=window.first, starts_at__date__lte=window.last
    )
    then = then.exclude(course_session__edition=edition)
    kept = set(kept_by(then, known.viewer).values_list("pk", flat=True))
    seen = set(visible_to(then, known.viewer).values_list("pk", flat=True))
    there: dict[int, set[int]] = defaultdict(set)
    for event, person in _came(Presence.objects.filter(registration__event__in=then.values("pk"))):
        if person in known.people if event in kept else event in seen and person in known.showing:
            there[event].add(person)
    yield from there.values()


def _came(marks: QuerySet[Presence]) -> Iterator[tuple[int, int]]:
    """Event and person of each place whose last mark says that she was there."""
    last: dict[int, tuple[int, int, str]] = {}
    rows = marks.filter(registration__person__isnull=False).order_by("at", "pk")
    for key, event, person, state in rows.values_list(
        "registration", "registration__event", "registration__person", "state"
    ):
        last[key] = (event, person, state)
    for event, person, state in last.values():
        if state in CAME:
            yield event, person
