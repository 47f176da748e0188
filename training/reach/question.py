"""Which part of the matrix is asked for: the same for page, file and paper. An unknown value is as none."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.terms import terms
from network.vocabulary.words import folded

from ..models import CurriculumContent
from .matrix import Reach, Row

TERRITORY, POST, YEAR, GAP, WHICH, ORDER = "territorio", "puesto", "anio", "falta", "cuales", "orden"
WITH_PEOPLE, EVERY = "con", "todas"
BY_GAPS, BY_NAME = "brechas", "nombre"
NAMES = (TERRITORY, POST, YEAR, GAP, WHICH, ORDER, "q")
_FIELDS = ("pk", "package_id", "name", "region__name", "municipality__name")

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReachQuestion:
    """`asked` is the value of each filter, empty where none is set. `among` are the rows of that territory
    and name, and `rows` those that are shown of them, in order."""

    reach: Reach
    offered: dict[str, Options]
    asked: dict[str, str]
    text: str
    among: list[Row]
    rows: list[Row]


def reach_question(parameters: Mapping[str, str], viewer: Viewer) -> ReachQuestion:
    year = parameters.get(YEAR, "")
    kinds = terms("post_kind")
    post = parameters.get(POST, "") if parameters.get(POST, "") in kinds else ""
    reach = Reach(viewer, day=_day(year), post_kind=post)
    every = reach.rows(Institution.objects.order_by("name", "pk").values_list(*_FIELDS))
    offered: dict[str, Options] = {
        TERRITORY: _territories(every),
        POST: sorted(kinds.items(), key=lambda kind: folded(kind[1])),
        YEAR: [(str(one), str(one)) for one in _years(reach.years)],
        GAP: [(str(one.order), f"{one.order}. {one}") for one in reach.contents],
        WHICH: [(WITH_PEOPLE, _("Of which I may be told of somebody")), (EVERY, _("Every institution"))],
        ORDER: [(BY_GAPS, _("Most contents without anybody first")), (BY_NAME, _("By name"))],
    }
    asked = {name: _known(parameters.get(name, ""), options) for name, options in offered.items()}
    asked[WHICH], asked[ORDER] = asked[WHICH] or WITH_PEOPLE, asked[ORDER] or BY_GAPS
    text = parameters.get("q", "").strip()[:120]
    among = _narrowed(every, asked[TERRITORY], text)
    rows = [row for row in among if row.people or asked[WHICH] == EVERY]
    if content := next((one for one in reach.contents if str(one.order) == asked[GAP]), None):
        rows = _without(rows, reach, content)
    if asked[ORDER] == BY_GAPS:
        rows = sorted(rows, key=lambda row: (not row.people, -row.gaps))
    return ReachQuestion(reach, offered, asked, text, among, rows)


def territory_options(institutions: list[tuple[str | None, str | None]]) -> Options:
    names = {name for pair in institutions for name in pair if name}
    return [(name, name) for name in sorted(names, key=folded)]


def _territories(rows: list[Row]) -> Options:
    return territory_options([(row.region, row.municipality) for row in rows])


def _day(year: str) -> dt.date | None:
    """The last day of that year; none for what is no year."""
    return dt.date(int(year), 12, 31) if year.isdigit() and 1900 <= int(year) <= 9998 else None


def _years(found: list[int]) -> list[int]:
    """This one is today, which is what stands without a choice."""
    this = timezone.localdate().year
    return list(range(this - 1, min(found, default=this) - 1, -1))


def _narrowed(rows: list[Row], territory: str, text: str) -> list[Row]:
    words = folded(text).split()
    return [
        row
        for row in rows
        if (not territory or territory in (row.region, row.municipality))
        and (not words or all(word in folded(row.name) for word in words))
    ]


def _without(rows: list[Row], reach: Reach, content: CurriculumContent) -> list[Row]:
    return [row for row in rows if row.people and not reach.has(row.pk, content.pk)]


def _known(value: str, options: Options) -> str:
    return value if value in dict(options) else ""
