"""Which trainings already given are asked for: the same for page, file and paper."""

from collections import Counter, defaultdict
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
_FEW = 12

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class GivenAsked:
    """`rows` are those asked for, latest first, with all that is shown of them fetched along.

    `counts` says how many each audience that is offered would leave of what else was asked for; `is_partial`
    that there are others, which are found by their words.
    """

    offered: dict[str, Options]
    asked: dict[str, str]
    text: str
    rows: QuerySet[GivenTraining]
    counts: dict[str, int]
    is_partial: bool

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
    text = parameters.get("q", "").strip()[:120]
    if words := typed_words(text):
        found = having(rows.order_by(), words, "title", "audience")
        rows = rows.filter(pk__in=set(found.values_list("pk", flat=True)))
    said, condition = _audience(every, parameters.get(AUDIENCE, ""))
    offered[AUDIENCE], counts, is_partial = _audiences(rows, said)
    asked[AUDIENCE] = said
    rows = rows.filter(condition)
    rows = rows.select_related("theme", "audience_institution").prefetch_related("providers", "territories")
    return GivenAsked(offered, asked, text, rows.order_by("-started", "title", "pk"), counts, is_partial)


def _audience(every: QuerySet[GivenTraining], said: str) -> tuple[str, Q]:
    """What was asked for, if any training is for it, and which those are; whatever its accents and case."""
    if said.startswith(_OF):
        of = Q(audience_institution__package_id=said.removeprefix(_OF))
        return (said, of) if every.filter(of).exists() else ("", Q())
    if not said:
        return "", Q()
    texts = every.order_by().values_list("audience", flat=True).distinct()
    alike = [text for text in texts if text and folded(text) == folded(said)]
    if not alike:
        return "", Q()
    return (said if said in alike else alike[0]), Q(audience__in=alike)


def _audiences(rows: QuerySet[GivenTraining], said: str) -> tuple[Options, dict[str, int], bool]:
    """Whose people they were for, and texts: all that occur where they are few, else those that occur more
    than once, for most are told of one training alone and are found by their words."""
    bodies: Counter[int] = Counter()
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, body in rows.order_by().values_list("audience", "audience_institution"):
        if body is not None:
            bodies[body] += 1
        if text:
            texts[folded(text)][text] += 1
    asked_body = Q(package_id=said.removeprefix(_OF)) if said.startswith(_OF) else Q(pk__in=())
    found = Institution.objects.filter(Q(pk__in=bodies) | asked_body)
    of = {f"{_OF}{one.package_id}": (_("People of %(name)s") % {"name": one.called}, bodies[one.pk])
          for one in found}  # fmt: skip
    least = 1 if len(texts) <= _FEW else 2
    told = {}
    for same in texts.values():
        if same.total() >= least:
            value = max(same, key=lambda text: (text == said, same[text], text))
            told[value] = (_short(value), same.total())
    if said and not said.startswith(_OF) and said not in told:
        told[said] = (_short(said), texts[folded(said)].total())
    every = of | told
    options = [*_sorted([(value, label) for value, (label, _n) in of.items()]),
               *_sorted([(value, label) for value, (label, _n) in told.items()])]  # fmt: skip
    is_partial = any(same.total() < least for same in texts.values())
    return options, {value: number for value, (_label, number) in every.items()}, is_partial


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
    return {
        YEAR: [(year, year) for year in sorted(years, reverse=True)],
        THEME: _sorted([(theme.code, theme.label) for theme in themes]),
        TERRITORY: _sorted(list({(name, name) for name in places})),
        KIND: [(code, label) for code, label in terms("training_kind").items() if code in kinds],
    }


def _sorted(options: Options) -> Options:
    return sorted(options, key=lambda option: folded(option[1]))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
