"""The list of people: only those whom the viewer may see, by only what she may see of each."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.enums import FieldAudience, PostLevel
from network.people.fields import listed
from network.people.models import Person, TaggedPerson
from network.people.queries import by_shown_name, current_affiliations, visible_to, with_what_is_shown
from network.vocabulary.models import Territory, Theme
from network.vocabulary.words import folded

from .facets import Chosen, Facet, all_but, facet, most_frequent
from .queries import Found, search, suggestions
from .wanted import offering, wanted

INSTITUTION, REGION, THEME, TAG = "institucion", "region", "tema", "etiqueta"
EXCHANGE, LANGUAGE, LEVEL, CITY = "intercambio", "idioma", "cargo", "ciudad"
FACETS = (EXCHANGE, THEME, TAG, INSTITUTION, REGION, CITY, LEVEL, LANGUAGE)
FOR_ME, OFFERS, SEEKS = "para-mi", "ofrece", "busca"  # of EXCHANGE

_OPENED = {LANGUAGE: "languages", CITY: "city"}  # facets by a field that she opens to members

_Work = tuple[int, int | None, int]  # keys of an institution, its region and a person who works there
_ThemeOfPerson = Person.themes.through


class PersonList:
    """What she asked for. A limited person counts nowhere by an institution that she does not show."""

    def __init__(self, viewer: Viewer, text: str = "", chosen: Chosen | None = None) -> None:
        self.text = text
        self.chosen: Chosen = {name: values for name, values in (chosen or {}).items() if values}
        self._visible = visible_to(Person.objects.order_by(), viewer)
        self.found: Found[Person] = search(self._visible, text)
        self._viewer = viewer
        self._conditions = {name: self._condition(name, values) for name, values in self.chosen.items()}

    @cached_property
    def count(self) -> int:
        return sum(row.number for row in self._all)

    @cached_property
    def facets(self) -> list[Facet]:
        return [
            self._exchange(),
            self._themes(),
            self._tags(),
            self._institutions(),
            self._regions(),
            self._opened(CITY, _("City"), "city"),
            self._levels(),
            self._opened(LANGUAGE, _("Language"), "languages"),
        ]

    @cached_property
    def for_me(self) -> dict[int, frozenset[str]]:
        """Of whom was found, who offers what the viewer says she seeks, with the words of hers that match."""
        own = Person.objects.filter(pk=self._viewer.person_id or 0).values_list("seeks", flat=True).first()
        others = self.found.rows.exclude(pk=self._viewer.person_id or 0)
        return offering(others, wanted(own or ""))

    def rows(self) -> QuerySet[Person]:
        """The people in their order: as found, then by the name under which each is shown."""
        named = by_shown_name(self.found.ranked(self._kept()))
        return named.order_by("rank", "shown_name", "uid") if self.found.sought else named  # type: ignore[misc]

    def shown(self, rows: QuerySet[Person]) -> list[Person]:
        """Those rows with what `people.rules.seen` reads."""
        return list(with_what_is_shown(rows))

    def suggestions(self) -> list[Person]:
        return suggestions(with_what_is_shown(self._visible), self.text)

    def _condition(self, name: str, values: tuple[str, ...]) -> Q:
        if name == EXCHANGE:
            parts = {OFFERS: ~Q(offers=""), SEEKS: ~Q(seeks="")}
            if FOR_ME in values:
                parts[FOR_ME] = Q(pk__in=self.for_me)
            return reduce(or_, (parts[value] for value in values if value in parts), Q(pk__in=()))
        if field := _OPENED.get(name):
            asked = {folded(value) for value in values}
            written = _opening(self._visible, field).values_list(field, flat=True).distinct()
            texts = [text for text in written if asked & {folded(one) for one in _words(field, text)}]
            return Q(**{f"{field}__in": texts, f"shows_{field}": FieldAudience.MEMBERS})
        return _condition(name, values)

    def _kept(self, but: str = "") -> QuerySet[Person]:
        return self.found.rows.filter(all_but(self._conditions, but))

    def _institutions(self) -> Facet:
        counts = Counter(place for place, _region, _person in self._working(INSTITUTION))
        ticked = Q(package_id__in=self.chosen.get(INSTITUTION, ()))
        offered = Institution.objects.filter(Q(pk__in=most_frequent(counts)) | ticked).order_by()
        numbers, labels = {}, {}
        for key, package_id, name in offered.values_list("pk", "package_id", "name"):
            numbers[package_id], labels[package_id] = counts[key], name
        return facet(INSTITUTION, _("Institution"), numbers, labels, self.chosen)

    def _regions(self) -> Facet:
        here = {(region, person) for _place, region, person in self._working(REGION) if region}
        counts = Counter(region for region, _person in here)
        names = dict(Territory.objects.filter(pk__in=counts).order_by().values_list("pk", "name"))
        numbers: Counter[str] = Counter()
        for key, name in names.items():
            numbers[name] += counts[key]
        return facet(REGION, _("Territory"), numbers, {}, self.chosen)

    def _exchange(self) -> Facet:
        counts = {
            FOR_ME: self._number_for_me,
            OFFERS: sum(row.number for row in self._rows(EXCHANGE) if row.offers),
            SEEKS: sum(row.number for row in self._rows(EXCHANGE) if row.seeks),
        }
        labels = {
            FOR_ME: _("Offers what I seek"),
            OFFERS: _("Says what she offers"),
            SEEKS: _("Says what she seeks"),
        }
        counts = {value: number for value, number in counts.items() if number}
        return facet(EXCHANGE, _("Offers and seeks"), counts, labels, self.chosen, in_order=True)

    @property
    def _number_for_me(self) -> int:
        if not self.for_me or self._conditions.keys() <= {EXCHANGE}:  # all of those who were found
            return len(self.for_me)
        return self._kept(EXCHANGE).filter(pk__in=self.for_me).count()

    def _levels(self) -> Facet:
        """The level of her post, which stays away with its title where she is under an alias."""
        counts: Counter[str] = Counter()
        for row in self._rows(LEVEL):
            counts[row.level] += row.number
        labels = {level.value: str(level.label) for level in PostLevel}
        counts = Counter({value: number for value, number in counts.items() if value})
        return facet(LEVEL, _("Post"), counts, labels, self.chosen, in_order=True)

    def _opened(self, name: str, title: str, field: str) -> Facet:
        """By what they wrote in a field that they opened to members."""
        written: Counter[str] = Counter()
        for row in self._rows(name):
            written[getattr(row, field)] += row.number
        counts: Counter[str] = Counter()
        labels: dict[str, str] = {}
        for text, number in sorted(written.items()):
            for word in {folded(one): one for one in _words(field, text)}.items():
                counts[word[0]] += number
                labels.setdefault(*word)
        return facet(name, title, counts, labels, self.chosen)

    @cached_property
    def _all(self) -> list["_Alike"]:
        return _alike(self._kept())

    @cached_property
    def _all_working(self) -> set[_Work]:
        return _working(self._kept())

    def _working(self, name: str) -> set[_Work]:
        """Of the same."""
        return _working(self._kept(name)) if name in self._conditions else self._all_working

    def _rows(self, name: str) -> list["_Alike"]:
        """Those among whom that facet counts: all that are kept, whatever is chosen in it."""
        return _alike(self._kept(name)) if name in self._conditions else self._all

    def _themes(self) -> Facet:
        of = _ThemeOfPerson.objects.filter(person__in=self._kept(THEME).values("pk")).order_by()
        counts = dict(of.values_list("theme").annotate(number=Count("pk")))
        themes = list(Theme.objects.all())
        return facet(
            THEME,
            _("Theme"),
            {theme.code: counts[theme.pk] for theme in themes if theme.pk in counts},
            {theme.code: theme.label for theme in themes},
            self.chosen,
        )

    def _tags(self) -> Facet:
        of = TaggedPerson.objects.filter(content_object__in=self._kept(TAG).values("pk")).order_by()
        counts = dict(of.values_list("tag__name").annotate(number=Count("pk")))
        return facet(TAG, _("Tag"), counts, {}, self.chosen)


@dataclass(frozen=True, slots=True)
class _Alike:
    """So many people of one level, city, … as the viewer reads them; empty where she does not."""

    level: str
    city: str
    languages: str
    offers: bool
    seeks: bool
    number: int


def _condition(name: str, values: tuple[str, ...]) -> Q:
    if name == THEME:
        return Q(pk__in=_ThemeOfPerson.objects.filter(theme__code__in=values).values("person"))
    if name == TAG:
        return Q(pk__in=TaggedPerson.objects.filter(tag__name__in=values).values("content_object"))
    if name == LEVEL:
        return Q(post_level__in=values, sees_name=True)
    column = "package_id" if name == INSTITUTION else "region__name"
    here = current_affiliations().filter(**{f"institution__{column}__in": values}).order_by()
    return Q(pk__in=here.values("person"), sees_institution=True)


def _alike(people: QuerySet[Person]) -> list[_Alike]:
    """In one query, since each looks anew at who may be seen."""
    told = people.order_by().annotate(
        level_told=Case(When(sees_name=True, then="post_level"), default=Value("")),
        city_told=Case(When(shows_city=FieldAudience.MEMBERS, then="city"), default=Value("")),
        languages_told=Case(When(shows_languages=FieldAudience.MEMBERS, then="languages"), default=Value("")),
        offers_any=ExpressionWrapper(~Q(offers=""), output_field=BooleanField()),
        seeks_any=ExpressionWrapper(~Q(seeks=""), output_field=BooleanField()),
    )
    rows = told.values_list("level_told", "city_told", "languages_told", "offers_any", "seeks_any")
    return [_Alike(*row) for row in rows.annotate(number=Count("pk"))]


def _working(people: QuerySet[Person]) -> set[_Work]:
    """Where each works today, as far as the viewer may know."""
    told = people.filter(sees_institution=True).values("pk")  # type: ignore[misc]
    rows = current_affiliations().filter(person__in=told).order_by()
    return set(rows.values_list("institution", "institution__region", "person"))


def _opening(people: QuerySet[Person], field: str) -> QuerySet[Person]:
    """Those who opened that field to members: nobody is counted by what a coordinator alone reads."""
    return people.filter(**{f"shows_{field}": FieldAudience.MEMBERS}).exclude(**{field: ""})


def _words(field: str, text: str) -> tuple[str, ...]:
    """Of languages one writes several; a city may have a comma in its name."""
    return listed(text) if field == "languages" else (" ".join(text.split()),)
