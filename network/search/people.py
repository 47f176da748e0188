"""The list of people: only those whom the viewer may see, by only what she may see of each."""

from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person, TaggedPerson
from network.people.queries import by_shown_name, current_affiliations, visible_to, with_what_is_shown
from network.vocabulary.models import Theme

from .facets import Chosen, Facet, all_but, facet
from .queries import Found, search, suggestions

INSTITUTION, REGION, THEME, TAG = "institucion", "region", "tema", "etiqueta"
FACETS = (INSTITUTION, REGION, THEME, TAG)

_ThemeOfPerson = Person.themes.through


class PersonList:
    """What she asked for. A limited person counts nowhere by an institution that she does not show."""

    def __init__(self, viewer: Viewer, text: str = "", chosen: Chosen | None = None) -> None:
        self.text = text
        self.chosen: Chosen = {name: values for name, values in (chosen or {}).items() if values}
        self._visible = visible_to(Person.objects.order_by(), viewer)
        self.found: Found[Person] = search(self._visible, text)
        self._conditions = {name: _condition(name, values) for name, values in self.chosen.items()}

    @cached_property
    def count(self) -> int:
        return self._kept().count()

    @cached_property
    def facets(self) -> list[Facet]:
        return [
            self._by_affiliation(INSTITUTION, _("Institution"), "package_id", "name"),
            self._by_affiliation(REGION, _("Territory"), "region__name", "region__name"),
            self._themes(),
            self._tags(),
        ]

    def rows(self) -> QuerySet[Person]:
        """The people in their order: as found, then by the name under which each is shown."""
        named = by_shown_name(self.found.ranked(self._kept()))
        return named.order_by("rank", "shown_name", "uid") if self.found.sought else named  # type: ignore[misc]

    def shown(self, rows: QuerySet[Person]) -> list[Person]:
        """Those rows with what `people.rules.seen` reads."""
        return list(with_what_is_shown(rows))

    def suggestions(self) -> list[Person]:
        return suggestions(with_what_is_shown(self._visible), self.text)

    def _kept(self, but: str = "") -> QuerySet[Person]:
        return self.found.rows.filter(all_but(self._conditions, but))

    def _by_affiliation(self, name: str, title: str, value: str, label: str) -> Facet:
        placed = self._kept(name).filter(Q(sees_institution=True)).values("pk")
        counted = (
            current_affiliations()
            .filter(person__in=placed, **{f"institution__{value}__isnull": False})
            .order_by()
            .values_list(f"institution__{value}", f"institution__{label}")
            .annotate(number=Count("person", distinct=True))
        )
        counts = {value: (label, number) for value, label, number in counted}
        labels = {value: label for value, (label, _number) in counts.items()}
        numbers = {value: number for value, (_label, number) in counts.items()}
        return facet(name, title, numbers, labels, self.chosen)

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


def _condition(name: str, values: tuple[str, ...]) -> Q:
    if name == THEME:
        return Q(pk__in=_ThemeOfPerson.objects.filter(theme__code__in=values).values("person"))
    if name == TAG:
        return Q(pk__in=TaggedPerson.objects.filter(tag__name__in=values).values("content_object"))
    column = "package_id" if name == INSTITUTION else "region__name"
    here = current_affiliations().filter(**{f"institution__{column}__in": values}).order_by()
    return Q(pk__in=here.values("person"), sees_institution=True)
