"""Which trainings already given are asked for: the same for page, file and paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.vocabulary.folding import having, typed_words
from network.vocabulary.models import Territory, Theme
from network.vocabulary.terms import terms
from network.vocabulary.words import folded

from ..models import GivenTraining

YEAR, THEME, TERRITORY, KIND, AUDIENCE = "anio", "tema", "territorio", "tipo", "audiencia"
NAMES = (YEAR, THEME, TERRITORY, KIND, AUDIENCE, "q")
_OF = "i:"  # before the id of an institution whose people a training was for
_LONGEST = 70

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class GivenAsked:
    """`rows` are those asked for, latest first, with all that is shown of them fetched along."""

    offered: dict[str, Options]
    asked: dict[str, str]
    text: str
    rows: QuerySet[GivenTraining]

    @property
    def year(self) -> str:
        return self.asked[YEAR]

    @property
    def narrowed_by(self) -> list[tuple[str, str]]:
        """The filters in words."""
        labels = {
            YEAR: _("Year"),
            THEME: _("Theme"),
            TERRITORY: _("Territory"),
            KIND: _("Kind"),
            AUDIENCE: _("Audience"),
        }
        found = [
            (label, dict(self.offered[name])[self.asked[name]])
            for name, label in labels.items()
            if self.asked[name]
        ]
        return [*found, (_("Words"), self.text)] if self.text else found


def asked_of(parameters: Mapping[str, str]) -> GivenAsked:
    """An unknown value of a filter is as good as none."""
    every = GivenTraining.objects.all()
    offered = _offered(every)
    asked = {
        name: parameters.get(name, "") if parameters.get(name, "") in dict(options) else ""
        for name, options in offered.items()
    }
    rows = every.filter(in_year(asked[YEAR])) if asked[YEAR] else every
    rows = rows.filter(theme__code=asked[THEME]) if asked[THEME] else rows
    rows = rows.filter(kind=asked[KIND]) if asked[KIND] else rows
    if asked[TERRITORY]:
        through = GivenTraining.territories.through.objects.filter(territory__name=asked[TERRITORY])
        rows = rows.filter(pk__in=through.values("giventraining"))
    if audience := asked[AUDIENCE]:
        of = Q(audience_institution__package_id=audience.removeprefix(_OF))
        rows = rows.filter(of if audience.startswith(_OF) else Q(audience=audience))
    text = parameters.get("q", "").strip()[:120]
    if words := typed_words(text):
        found = having(rows.order_by(), words, "title", "audience")
        rows = rows.filter(pk__in=set(found.values_list("pk", flat=True)))
    rows = rows.select_related("theme", "audience_institution").prefetch_related("providers", "territories")
    return GivenAsked(offered, asked, text, rows.order_by("-started", "title", "pk"))


def in_year(year: str) -> Q:
    """Begun in that year, or going on in it."""
    return Q(started__startswith=year) | (Q(started__lt=year, ended__gte=year) & ~Q(started=""))


def _offered(every: QuerySet[GivenTraining]) -> dict[str, Options]:
    """Only what occurs."""
    rows = every.order_by()
    years = rows.exclude(started="").values_list(Left("started", 4), flat=True).distinct()
    themes = Theme.objects.filter(pk__in=rows.values("theme"))
    places = Territory.objects.filter(
        pk__in=GivenTraining.territories.through.objects.values("territory")
    ).values_list("name", flat=True)
    kinds = set(rows.values_list("kind", flat=True).distinct())
    bodies = Institution.objects.filter(pk__in=rows.values("audience_institution"))
    texts = rows.exclude(audience="").values_list("audience", flat=True).distinct()
    audiences = [(f"{_OF}{one.package_id}", _("People of %(name)s") % {"name": one.called}) for one in bodies]
    return {
        YEAR: [(year, year) for year in sorted(years, reverse=True)],
        THEME: _sorted([(theme.code, theme.label) for theme in themes]),
        TERRITORY: _sorted(list({(name, name) for name in places})),
        KIND: [(code, label) for code, label in terms("training_kind").items() if code in kinds],
        AUDIENCE: [*_sorted(audiences), *_sorted([(text, _short(text)) for text in texts])],
    }


def _sorted(options: Options) -> Options:
    return sorted(options, key=lambda option: folded(option[1]))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
