"""The list of institutions: what was typed and ticked, the facets with their counts, the rows in order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.enums import LIAISON_KINDS, Level, Publication, Sector, Stage
from network.institutions.models import Institution, Mechanism, Post
from network.ties.queries import COVERED, UPDATING, VACANT, WITHIN_NETWORK, with_coverage
from network.vocabulary.models import Territory, Theme
from network.vocabulary.search_document import PUBLIC
from network.vocabulary.terms import terms
from network.vocabulary.words import without_liaison

from .facets import Chosen, Facet, all_but, facet
from .models import Entry, InstitutionTheme
from .queries import Found, search, suggestions

KIND, SECTOR, LEVEL, REGION = "tipo", "sector", "nivel", "region"
THEME, MECHANISM, LIAISON = "tema", "mecanismo", "enlace"
FACETS = (KIND, SECTOR, LEVEL, REGION, THEME, MECHANISM, LIAISON)

BY_NAME, BY_KIND, BY_REGION = ORDERS = ("nombre", "tipo", "region")  # else what matches best

NONE = "ninguno"  # no mechanism, or no post of a liaison, is recorded
STAGES = (NONE, *Stage.values)  # from no mechanism to a consolidated one
_COLUMNS = {KIND: "kind", SECTOR: "sector", LEVEL: "level", REGION: "region"}  # of the cube


def stage_labels() -> dict[str, str]:
    return {stage.value: str(stage.label) for stage in reversed(Stage)} | {NONE: _("No mechanism recorded")}


def liaison_labels() -> dict[str, str]:
    return {
        COVERED: _("Liaison designated"),
        VACANT: without_liaison().capitalize(),
        UPDATING: _("Being updated"),
        WITHIN_NETWORK: _("Told within the network"),
        NONE: _("No liaison post recorded"),
    }


def with_stage(institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    """Annotate `stage_reached`: the place in `STAGES` of its most advanced mechanism, 0 without any."""
    reached = (
        Mechanism.objects.filter(institution=OuterRef("pk"))
        .order_by()
        .values("institution")
        .annotate(furthest=Max(Case(*(When(stage=s, then=Value(n)) for n, s in enumerate(STAGES) if n))))
        .values("furthest")
    )
    return institutions.annotate(stage_reached=Coalesce(Subquery(reached), 0))


def with_liaison(institutions: QuerySet[Institution], viewer: Viewer) -> QuerySet[Institution]:
    """Annotate `liaison`: whether the post of a liaison or focal point is covered, as the viewer may know.

    Reserved posts never tell: where there is no other, the state is "being updated". Of several posts
    the first word in the alphabet counts, which is the order wanted: covered, vacant, within_network.
    """
    posts = Post.objects.filter(institution=OuterRef("pk"), kind__in=LIAISON_KINDS).order_by()
    told = (
        with_coverage(posts.exclude(publication=Publication.RESERVED), viewer)
        .values("institution")
        .annotate(best=Min("coverage"))
        .values("best")
    )
    untold = Case(When(Exists(posts), then=Value(UPDATING)), default=Value(NONE))
    return institutions.annotate(liaison=Coalesce(Subquery(told), untold, output_field=CharField()))


class InstitutionList:
    """What a visitor asked for. Every number in it counts institutions, which are public."""

    def __init__(self, viewer: Viewer, text: str = "", chosen: Chosen | None = None) -> None:
        self.viewer = viewer
        self.text = text
        self.chosen: Chosen = {name: values for name, values in (chosen or {}).items() if values}
        self.found: Found[Institution] = search(Institution.objects.order_by(), text)
        self._conditions = {name: _condition(name, values) for name, values in self.chosen.items()}

    @cached_property
    def count(self) -> int:
        return sum(number for *_row, number in self._matching())

    @cached_property
    def facets(self) -> list[Facet]:
        regions = dict(Territory.objects.filter(kind=Territory.Kind.REGION).values_list("pk", "name"))
        return [
            self._facet(KIND, _("Kind"), self._counts(KIND), terms("institution_kind")),
            self._facet(
                REGION, _("Territory"), {regions.get(pk, ""): n for pk, n in self._counts(REGION).items()}
            ),
            self._facet(SECTOR, _("Sector"), self._counts(SECTOR), _labels(Sector), in_order=True),
            self._facet(LEVEL, _("Level"), self._counts(LEVEL), _labels(Level), in_order=True),
            self._themes(),
            self._mechanisms(),
            self._liaisons(),
        ]

    def rows(self, order: str = "") -> QuerySet[Institution]:
        """The institutions in their order, as keys only: ask `shown` for those of a page."""
        orders: dict[str, list[Any]] = {
            BY_KIND: [_by_label("kind", terms("institution_kind"))],
            BY_REGION: [Coalesce("region__name", Value("~"))],
            BY_NAME: [],
        }
        first = orders.get(order, ["rank"] if self.found.sought else [])
        return self.found.ranked(self._kept()).order_by(*first, _folded_name(), "pk")

    def shown(self, keys: list[int]) -> list[Institution]:
        """Those rows with all that a line of the list tells, in the order of the keys."""
        rows = with_liaison(with_stage(Institution.objects.filter(pk__in=keys)), self.viewer)
        by_key = {row.pk: row for row in rows.select_related("parent", "region", "municipality")}
        return [by_key[key] for key in keys]

    def suggestions(self) -> list[Institution]:
        return suggestions(Institution.objects.order_by(), self.text)

    def _kept(self, but: str = "") -> QuerySet[Institution]:
        """What all facets but that one let through. Only what is asked for is annotated."""
        rows = self.found.rows
        if MECHANISM in self._conditions and but != MECHANISM:
            rows = with_stage(rows)
        if LIAISON in self._conditions and but != LIAISON:
            rows = with_liaison(rows, self.viewer)
        return rows.filter(all_but(self._conditions, but))

    @cached_property
    def _cube(self) -> list[tuple[Any, ...]]:
        """How many there are of each combination of plain columns: four facets from one query."""
        kept = self.found.rows
        derived = {name: condition for name, condition in self._conditions.items() if name not in _COLUMNS}
        if MECHANISM in derived:
            kept = with_stage(kept)
        if LIAISON in derived:
            kept = with_liaison(kept, self.viewer)
        rows = kept.filter(all_but(derived)).values_list(*_COLUMNS.values())
        return list(rows.annotate(number=Count("pk")).order_by())

    def _matching(self, but: str = "") -> Iterator[tuple[Any, ...]]:
        asked = [
            (place, set(self._values(name)))
            for place, name in enumerate(_COLUMNS)
            if name != but and name in self.chosen
        ]
        for row in self._cube:
            if all(row[place] in values for place, values in asked):
                yield row

    def _counts(self, name: str) -> Counter[Any]:
        place = list(_COLUMNS).index(name)
        counts: Counter[Any] = Counter()
        for row in self._matching(but=name):
            counts[row[place]] += row[-1]
        return counts

    def _values(self, name: str) -> Sequence[Any]:
        return self._region_ids if name == REGION else self.chosen[name]

    @cached_property
    def _region_ids(self) -> list[int]:
        found = Territory.objects.filter(kind=Territory.Kind.REGION, name__in=self.chosen[REGION])
        return list(found.order_by().values_list("pk", flat=True))

    def _facet(self, name: str, title: str, counts: Any, labels: Any = None, **more: Any) -> Facet:
        return facet(name, title, counts, labels or {}, self.chosen, **more)

    def _themes(self) -> Facet:
        worked_on = InstitutionTheme.objects.order_by()
        if self.found.sought or self._conditions.keys() - {THEME}:
            worked_on = worked_on.filter(institution__in=self._kept(THEME).values("pk"))
        counts = dict(worked_on.values_list("theme").annotate(number=Count("pk")))
        themes = list(Theme.objects.all())
        return self._facet(
            THEME,
            _("Theme"),
            {theme.code: counts[theme.pk] for theme in themes if theme.pk in counts},
            {theme.code: theme.label for theme in themes},
            note=_("Themes of its public milestones, commitments, trainings, materials and routes."),
        )

    def _mechanisms(self) -> Facet:
        grouped = with_stage(self._kept(MECHANISM)).order_by().values_list("stage_reached")  # type: ignore[misc]
        return self._facet(
            MECHANISM,
            _("Gender mechanism"),
            {STAGES[place]: number for place, number in grouped.annotate(number=Count("pk"))},
            stage_labels(),
            in_order=True,
            note=_("By the stage of the most advanced one of each institution."),
        )

    def _liaisons(self) -> Facet:
        grouped = with_liaison(self._kept(LIAISON), self.viewer).order_by().values_list("liaison")  # type: ignore[misc]
        return self._facet(
            LIAISON,
            _("Liaison"),
            dict(grouped.annotate(number=Count("pk"))),
            liaison_labels(),
            in_order=True,
            note=_("Posts of liaisons and focal points, by their own publication."),
        )


def _condition(name: str, values: tuple[str, ...]) -> Q:
    if name == THEME:
        worked_on = InstitutionTheme.objects.filter(theme__code__in=values).order_by()
        return Q(pk__in=worked_on.values("institution"))
    if name == MECHANISM:
        return Q(stage_reached__in=[STAGES.index(value) for value in values if value in STAGES])
    column = {LIAISON: "liaison", REGION: "region__name"}.get(name) or _COLUMNS[name]
    return Q(**{f"{column}__in": values})


def _labels(choices: type[Sector] | type[Level]) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in choices}


def _by_label(column: str, labels: dict[str, str]) -> Case:
    places = enumerate(sorted(labels, key=lambda code: labels[code]))
    return Case(
        *(When(**{column: code}, then=Value(place)) for place, code in places),
        default=Value(len(labels)),
        output_field=IntegerField(),
    )


def _folded_name() -> Coalesce:
    """By name without regard to accents, which SQLite does not know how to sort."""
    names = Entry.objects.filter(institution=OuterRef("pk"), audience=PUBLIC).values("names")[:1]
    return Coalesce(Subquery(names), Lower("name"), output_field=TextField())
