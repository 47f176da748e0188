"""A column of the coverage matrix: whether a plan of an institution is in force today."""

from collections import defaultdict
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.graph.snapshot import in_force
from network.institutions.enums import OWES_EQUALITY_POLICY
from network.vocabulary.coverage import Cell, Column, State, in_force_words, over_words
from network.vocabulary.layers import first_day, last_day
from network.vocabulary.partial_date import PartialDate

from .models import Plan

_NO_PLAN = ("diagnostico", "informe")  # an assessment or a report plans nothing
Row = tuple[str, str, str]  # begins, ends, title


def current_plans(viewer: Viewer) -> dict[int, Cell]:
    """A plan begun by today and not over. One without any date is not known to be in force."""
    found: dict[int, list[Row]] = defaultdict(list)
    rows = Plan.objects.exclude(institution=None).exclude(kind__in=_NO_PLAN).order_by("title", "pk")
    for institution, starts_on, ends_on, title in rows.values_list(
        "institution", "starts_on", "ends_on", "title"
    ):
        found[institution].append((starts_on, ends_on, title))
    today = timezone.localdate()
    return {institution: _cell(rows, today) for institution, rows in found.items()}


def _cell(rows: list[Row], today: date) -> Cell:
    dated = [row for row in rows if row[0] or row[1]]
    current = [row for row in dated if in_force(first_day(row[0]), last_day(row[1]), today)]
    if current:
        return _solved(current)
    undated = [row for row in rows if not row[0] and not row[1]]
    if undated:
        words = ngettext("%(n)s plan without dates", "%(n)s plans without dates", len(undated))
        facts = tuple(title for *_dates, title in undated)
        return Cell(State.UNKNOWN, words % {"n": len(undated)}, len(undated), facts)
    over = [end for _start, end, _title in dated if end and PartialDate(end).last_day < today]
    return Cell(State.GAP, over_words(over), 2) if over else Cell(State.GAP, _("None now: not yet begun"), 1)


def _solved(current: list[Row]) -> Cell:
    words = in_force_words(len(current), [end for _start, end, _title in current if end])
    return Cell(State.SOLVED, words, len(current), tuple(title for *_dates, title in current))


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has no plan that may be in force", "%(n)s have no plan that may be in force", number
    )
    return words % {"n": number}


columns = (
    Column(
        name="plan",
        label=gettext_lazy("Current plan"),
        meaning=gettext_lazy(
            "Whether a plan, agenda or instrument is in force today by its dates. Assessments and reports "
            "are not plans, and one without dates is not known to be in force."
        ),
        absent=gettext_lazy("Without record"),
        order=40,
        anchor="planes",
        cells=current_plans,
        lacking=_lacking,
        expected_of=OWES_EQUALITY_POLICY,
    ),
)
