"""Everything that one person did in trainings, as plain values: for her page, her paper and her file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from events.after.attended import CAME, hours_of
from events.enums import EventState
from events.models import Event, Presence
from network.people.models import Person

from ..enums import EnrolmentState, ExternalState
from ..models import Enrolment, ExternalTraining, Facilitator, Learned


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition in which she enrolled. `hours` are of the sessions in which she was; None: not noted."""

    uid: str
    title: str
    edition: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    state: str
    state_words: str
    completed_on: dt.date | None
    hours: float | None


@dataclass(frozen=True, slots=True)
class Taught:
    """An edition in which she facilitated. `hours` as the office wrote them."""

    title: str
    edition: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    modules: tuple[str, ...]
    hours: float | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A training outside of this network, as she told it. `contents` are those that count once verified."""

    uid: str
    title: str
    provider: str
    started: str
    ended: str
    hours: float | None
    state: str
    state_words: str
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A content that she has learned. `where` names the training it stands on."""

    order: int
    content: str
    since: dt.date
    until: dt.date | None
    is_valid: bool
    how: str
    how_words: str
    where: str


@dataclass(frozen=True, slots=True)
class History:
    """Hours of one kind are added, never those of different kinds. None where nothing was noted."""

    name: str
    made_on: dt.date
    taken: tuple[Taken, ...]
    taught: tuple[Taught, ...]
    elsewhere: tuple[Elsewhere, ...]
    held: tuple[Held, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.taken or self.taught or self.elsewhere or self.held)

    @property
    def hours_taken(self) -> float | None:
        return _sum(one.hours for one in self.taken)

    @property
    def hours_taught(self) -> float | None:
        return _sum(one.hours for one in self.taught)

    @property
    def hours_elsewhere(self) -> float | None:
        """Those of verified ones alone."""
        return _sum(one.hours for one in self.elsewhere if one.state == ExternalState.VERIFIED)


def history_of(person: Person, *, on: dt.date | None = None) -> History:
    """As of that day, which is today; in a number of queries that does not grow. For herself alone."""
    day = on or timezone.localdate()
    learned = Learned.objects.filter(person=person).select_related(
        "content", "external", "enrolment__edition__version__curriculum"
    )
    return History(
        name=person.name,
        made_on=day,
        taken=tuple(_taken(person)),
        taught=tuple(_taught(person)),
        elsewhere=tuple(_elsewhere(person)),
        held=tuple(
            _held(row, day) for row in sorted(learned, key=lambda row: (row.content.order, row.since, row.pk))
        ),
    )


def _taken(person: Person) -> Iterable[Taken]:
    hours = _hours_attended(person)
    rows = Enrolment.objects.filter(person=person).select_related("edition__version__curriculum")
    for row in rows.order_by("-edition__starts_on", "-pk"):
        state = EnrolmentState(row.state)
        yield Taken(
            uid=str(row.uid),
            title=str(row.edition.version.curriculum),
            edition=row.edition.title,
            starts_on=row.edition.starts_on,
            ends_on=row.edition.ends_on,
            state=state.value,
            state_words=str(state.label),
            completed_on=row.completed_on,
            hours=hours.get(row.edition_id),
        )


def _hours_attended(person: Person) -> dict[int, float]:
    """Of each edition the hours of its sessions that are over and in which she was, by the last mark."""
    now, last = timezone.now(), {}
    marks = Presence.objects.filter(
        registration__person=person,
        registration__event__course_session__isnull=False,
        registration__event__state=EventState.PUBLISHED,
        registration__event__ends_at__lte=now,
    ).select_related("registration__event__course_session")
    for mark in marks.order_by("at", "pk"):
        last[mark.registration_id] = mark
    found: dict[int, float] = defaultdict(float)
    for mark in last.values():
        event: Event = mark.registration.event
        found[event.course_session.edition_id] += (hours_of(event) or 0) if mark.state in CAME else 0
    return dict(found)


def _taught(person: Person) -> Iterable[Taught]:
    rows = Facilitator.objects.filter(person=person).select_related("edition__version__curriculum")
    for row in rows.prefetch_related("modules").order_by("-edition__starts_on", "-pk"):
        yield Taught(
            title=str(row.edition.version.curriculum),
            edition=row.edition.title,
            starts_on=row.edition.starts_on,
            ends_on=row.edition.ends_on,
            modules=tuple(str(module) for module in row.modules.all()),
            hours=_number(row.hours),
        )


def _elsewhere(person: Person) -> Iterable[Elsewhere]:
    rows = ExternalTraining.objects.filter(person=person).prefetch_related("learned__content", "contents")
    for row in rows:
        state = ExternalState(row.state)
        if state == ExternalState.VERIFIED:
            contents = [one.content for one in row.learned.all()]
        else:
            contents = list(row.contents.all())
        yield Elsewhere(
            uid=str(row.uid),
            title=row.title,
            provider=row.provider,
            started=row.started,
            ended=row.ended,
            hours=_number(row.hours),
            state=state.value,
            state_words=str(state.label),
            contents=tuple(str(one) for one in sorted(contents, key=lambda one: one.order)),
        )


def _held(row: Learned, day: dt.date) -> Held:
    if row.external is not None:
        where = f"{row.external.title}, {row.external.provider}"
    elif row.enrolment is not None:
        where = str(row.enrolment.edition.version.curriculum)
    else:
        where = ""
    return Held(
        order=row.content.order,
        content=str(row.content),
        since=row.since,
        until=row.until,
        is_valid=row.is_valid(day),
        how=row.how,
        how_words=str(row.get_how_display()),
        where=where,
    )


def validity_words(held: Held) -> str:
    """Whether it counts today, in words."""
    if held.is_valid:
        return _("in force, without a day on which it lapses") if held.until is None else _("in force")
    return _("lapsed") if held.until is not None and held.since < held.until else _("not yet in force")


def _number(hours: Decimal | None) -> float | None:
    return None if hours is None else float(hours)


def _sum(hours: Iterable[float | None]) -> float | None:
    told = [one for one in hours if one is not None]
    return sum(told) if told else None
