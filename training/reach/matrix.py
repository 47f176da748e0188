"""Institutions by contents: how many of their people have learned each, are at it, or had it once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.models import Person
from network.people.queries import current_affiliations
from network.ties.queries import appointments_visible_to, current_appointments

from ..enums import EditionState, EnrolmentState
from ..models import CurriculumContent, Edition, Enrolment, Learned
from ..queries import editions_kept_by
from .people import told_people


class Reached(StrEnum):
    """What is said of an institution and a content, the best that holds."""

    TRAINED = "trained"
    IN_COURSE = "in_course"
    LAPSED = "lapsed"
    NOBODY = "nobody"
    UNTOLD = "untold"  # it has no person of whom this viewer may be told


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people, each counted once: under `in_course` or `lapsed` only who is not trained."""

    trained: int = 0
    in_course: int = 0
    lapsed: int = 0
    is_told: bool = True

    @property
    def state(self) -> Reached:
        if not self.is_told:
            return Reached.UNTOLD
        if self.trained:
            return Reached.TRAINED
        if self.in_course:
            return Reached.IN_COURSE
        return Reached.LAPSED if self.lapsed else Reached.NOBODY


@dataclass(frozen=True, slots=True)
class Row:
    """An institution. `people` of it are told of; `gaps` are contents that none of them has today."""

    pk: int
    package_id: str
    name: str
    region: str
    municipality: str
    people: int
    gaps: int

    @property
    def place(self) -> str:
        return ", ".join(filter(None, (self.municipality, self.region)))


@dataclass(frozen=True, slots=True)
class Summary:
    """How far one content reaches among some rows. Each person counts once, wherever she works."""

    content: CurriculumContent
    institutions: int  # of which somebody has it
    told: int  # of which somebody is told of at all
    people: int


class Reach:
    """What one viewer may know as of a day, in five queries whatever there is.

    People are counted where they work today. Who is at it is told of today alone, to whoever runs that
    edition, and to herself: it says where somebody will be. `post_kind` narrows to who holds such a post, as
    far as this viewer may know who holds which.
    """

    def __init__(
        self,
        viewer: Viewer,
        *,
        day: dt.date | None = None,
        post_kind: str = "",
        only: Institution | None = None,
    ) -> None:
        today = timezone.localdate()
        self.day = min(day or today, today)
        self.contents = list(CurriculumContent.objects.all())
        people = told_people(viewer)
        if post_kind:
            held = current_appointments().filter(post__kind=post_kind, post__closed_on="")
            people = people.filter(pk__in=appointments_visible_to(held, viewer).order_by().values("person"))
        self._people_of = _workplaces(people, only)
        self._valid, self._lapsed, self.years = _learned(people, self.day)
        at_it = _at_it(viewer, people) if self.day == today else {}
        self._at_it = {person: found - self._valid[person] for person, found in at_it.items()}
        for person, found in self._at_it.items():
            self._lapsed[person] -= found

    def rows(self, institutions: Iterable[tuple[int, str, str, str | None, str | None]]) -> list[Row]:
        """In their order: key, package id, name, region, municipality."""
        whole = len(self.contents)
        return [
            Row(
                pk,
                package_id,
                name,
                region or "",
                municipality or "",
                len(self._people_of.get(pk, ())),
                whole - len(self._contents_of.get(pk, ())) if pk in self._people_of else 0,
            )
            for pk, package_id, name, region, municipality in institutions
        ]

    def cells(self, institution: int) -> tuple[Cell, ...]:
        """In the order of the contents."""
        people = self._people_of.get(institution)
        if not people:
            return tuple(Cell(is_told=False) for _each in self.contents)
        trained, at_it, lapsed = (
            _counted(people, known) for known in (self._valid, self._at_it, self._lapsed)
        )
        return tuple(
            Cell(trained.get(one.pk, 0), at_it.get(one.pk, 0), lapsed.get(one.pk, 0)) for one in self.contents
        )

    def has(self, institution: int, content: int) -> bool:
        """Whether somebody of it is told to have that content."""
        return content in self._contents_of.get(institution, ())

    def is_told(self, institution: int) -> bool:
        return institution in self._people_of

    def summaries(self, rows: Iterable[Row]) -> list[Summary]:
        keys = [row.pk for row in rows if row.pk in self._people_of]
        people = set().union(*(self._people_of[key] for key in keys)) if keys else set()
        trained = _counted(people, self._valid)
        reached: dict[int, int] = defaultdict(int)
        for key in keys:
            for content in self._contents_of.get(key, ()):
                reached[content] += 1
        return [
            Summary(one, reached.get(one.pk, 0), len(keys), trained.get(one.pk, 0)) for one in self.contents
        ]

    @cached_property
    def _contents_of(self) -> dict[int, frozenset[int]]:
        return {
            institution: frozenset().union(*(self._valid.get(person, ()) for person in people))
            for institution, people in self._people_of.items()
        }


def _workplaces(people: QuerySet[Person], only: Institution | None) -> dict[int, set[int]]:
    """Institution → the people who work there today."""
    rows = current_affiliations().order_by().filter(person__in=people.values("pk"))
    if only is not None:
        rows = rows.filter(institution=only)
    found: dict[int, set[int]] = defaultdict(set)
    for institution, person in rows.values_list("institution", "person"):
        found[institution].add(person)
    return dict(found)


def _learned(
    people: QuerySet[Person], day: dt.date
) -> tuple[dict[int, set[int]], dict[int, set[int]], list[int]]:
    """Person → contents that she has on that day; those that she had once; in which years."""
    valid: dict[int, set[int]] = defaultdict(set)
    once: dict[int, set[int]] = defaultdict(set)
    years = set()
    rows = Learned.objects.order_by().filter(person__in=people.values("pk"), since__lte=timezone.localdate())
    for person, content, since, until in rows.values_list("person", "content", "since", "until"):
        years.add(since.year)
        if since <= day:
            (valid if until is None or until > day else once)[person].add(content)
    lapsed = defaultdict(set, {person: had - valid[person] for person, had in once.items()})
    return valid, lapsed, sorted(years, reverse=True)


def _at_it(viewer: Viewer, people: QuerySet[Person]) -> dict[int, set[int]]:
    """Person → contents of the editions in which she is and that go on today."""
    today = timezone.localdate()
    going_on = Edition.objects.order_by().filter(
        state=EditionState.OPEN, starts_on__lte=today, ends_on__gte=today
    )
    kept = editions_kept_by(going_on, viewer).values("pk")
    own = Enrolment.objects.filter(person=viewer.person_id, edition__in=going_on.values("pk")).values("pk")
    rows = Enrolment.objects.order_by().filter(state=EnrolmentState.IN, person__in=people.values("pk"))
    found: dict[int, set[int]] = defaultdict(set)
    allowed = rows.filter(edition__in=kept) | rows.filter(pk__in=own)
    for person, content in allowed.values_list("person", "edition__version__modules__units__content"):
        if content is not None:
            found[person].add(content)
    return found


def _counted(people: Iterable[int], known: Mapping[int, set[int]]) -> dict[int, int]:
    """Content → how many of those people."""
    found: dict[int, int] = defaultdict(int)
    for person in people:
        for content in known.get(person, ()):
            found[content] += 1
    return found
