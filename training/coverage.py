"""The coverage matrix: trainings that institutions gave and received, which name nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.vocabulary.coverage import Activity, Cell, Column, State
from network.vocabulary.layers import first_day
from network.vocabulary.numbers import QualifiedNumber

from .models import GivenTraining


class _Row(NamedTuple):
    """A training beside one of its providers, or beside none."""

    pk: int
    title: str
    started: str
    participants: int | None
    qualifier: str
    count_of: str
    receiver: int | None
    provider: int | None


def reach(viewer: Viewer) -> dict[int, Cell]:
    """What it gave and what its people received, with their numbers, never added across kinds."""
    given: dict[int, dict[int, _Row]] = defaultdict(dict)
    received: dict[int, dict[int, _Row]] = defaultdict(dict)
    for row in _trainings():
        if row.provider is not None:
            given[row.provider][row.pk] = row
        if row.receiver is not None:
            received[row.receiver][row.pk] = row
    return {
        institution: _cell(given[institution].values(), received[institution].values())
        for institution in given.keys() | received.keys()
    }


def activity(viewer: Viewer) -> Iterator[Activity]:
    for row in _trainings():
        for institution in {row.provider, row.receiver} - {None}:
            yield Activity(institution, row.started, row.title)  # type: ignore[arg-type]


def _trainings() -> Iterator[_Row]:
    """Those begun by today, or without a date: what is still to come has reached nobody."""
    rows = GivenTraining.objects.annotate(provider=F("providers__pk")).order_by("pk", "provider")
    today = timezone.localdate()
    fields = ("pk", "title", "started", "participants", "qualifier", "count_of", "audience_institution")
    for values in rows.values_list(*fields, "provider"):
        row = _Row(*values)
        begins = first_day(row.started)
        if begins is None or begins <= today:
            yield row


def _cell(given: Iterable[_Row], received: Iterable[_Row]) -> Cell:
    given, received = list(given), list(received)
    parts = []
    if given:
        parts.append(ngettext("%(n)s given", "%(n)s given", len(given)) % {"n": len(given)})
    if received:
        parts.append(ngettext("%(n)s received", "%(n)s received", len(received)) % {"n": len(received)})
    facts = [_("given: %(number)s") % {"number": words} for words in _numbers(given)]
    facts += [_("received: %(number)s") % {"number": words} for words in _numbers(received)]
    return Cell(State.SOLVED, ", ".join(parts), len(given) + len(received), tuple(facts))


def _numbers(rows: list[_Row]) -> list[str]:
    """The people of those trainings: one number for each kind and qualifier, and how many bear none."""
    sums: dict[tuple[str, str], QualifiedNumber] = {}
    untold = 0
    for row in rows:
        if row.participants is None:
            untold += 1
            continue
        number = QualifiedNumber(row.participants, row.qualifier, row.count_of)
        kind = (row.count_of, row.qualifier)
        sums[kind] = sums[kind] + number if kind in sums else number
    words = [sums[kind].words for kind in sorted(sums)]
    if untold:
        told = ngettext("%(n)s training without a number", "%(n)s trainings without a number", untold)
        words.append(told % {"n": untold})
    return words


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has neither given nor received a training on record",
        "%(n)s have neither given nor received a training on record",
        number,
    )
    return words % {"n": number}


columns = (
    Column(
        name="formacion",
        label=gettext_lazy("Training"),
        meaning=gettext_lazy("Trainings that it gave or that its people received, as others reported them."),
        absent=gettext_lazy("Without record"),
        order=30,
        anchor="formacion",
        cells=reach,
        lacking=_lacking,
    ),
)
