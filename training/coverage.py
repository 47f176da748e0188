"""The coverage matrix: trainings that institutions gave and received, which name nobody; and, for members,
how far the contents reach into each, told of people of whom the viewer may be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.coverage import Activity, Cell, Column, State
from network.vocabulary.layers import first_day

from .given.totals import number_lines
from .models import GivenTraining
from .reach.matrix import Cell as Reached
from .reach.matrix import Reach
from .reach.words import cell_words


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


def reach(viewer: Viewer, *, year: str = "") -> dict[int, Cell]:
    """What it gave and what its people received, with their numbers, never added across kinds.

    With a year only what began in it.
    """
    given: dict[int, dict[int, _Row]] = defaultdict(dict)
    received: dict[int, dict[int, _Row]] = defaultdict(dict)
    for row in _trainings():
        if not row.started.startswith(year):
            continue
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
    facts = [_("given: %(number)s") % {"number": words} for words in number_lines(given)]
    facts += [_("received: %(number)s") % {"number": words} for words in number_lines(received)]
    return Cell(State.SOLVED, ", ".join(parts), len(given) + len(received), tuple(facts))


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has neither given nor received a training on record",
        "%(n)s have neither given nor received a training on record",
        number,
    )
    return words % {"n": number}


def people_reached(viewer: Viewer) -> dict[int, Cell]:
    """Of how many contents somebody there is trained, of those of whom the viewer may be told."""
    told = Reach(viewer)
    keys = Institution.objects.order_by().values_list("pk", "package_id")
    return {pk: _reach_cell(told, pk, package_id) for pk, package_id in keys}


def _reach_cell(told: Reach, pk: int, package_id: str) -> Cell:
    cells = told.cells(pk)
    if not told.is_told(pk) or not cells:
        return Cell(State.UNKNOWN, _("Nobody you may be told of"))
    page = ("training_reach_institution", package_id)
    number = sum(cell.trained > 0 for cell in cells)
    facts = tuple(
        f"{content.order}. {content}: {cell_words(cell)}"
        for content, cell in zip(told.contents, cells, strict=True)
        if cell != Reached()
    )
    if not number:
        return Cell(State.GAP, _("Nobody trained"), 1, facts, page)
    words = ngettext("%(n)s of %(total)s contents", "%(n)s of %(total)s contents", number)
    return Cell(State.SOLVED, words % {"n": number, "total": len(cells)}, number, facts, page)


def _unreached(number: int) -> str:
    words = ngettext(
        "%(n)s has nobody trained in any content, among the people of whom you may be told",
        "%(n)s have nobody trained in any content, among the people of whom you may be told",
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
    Column(
        name="alcance",
        label=gettext_lazy("Training reach"),
        meaning=gettext_lazy(
            "In how many contents of the network somebody who works there today is trained, counting only "
            "people of whom you may be told. It is told to members, never to the public."
        ),
        absent=gettext_lazy("Nobody trained"),
        order=31,
        anchor="formacion",
        cells=people_reached,
        lacking=_unreached,
        is_for=lambda viewer: viewer.is_member,
    ),
)
