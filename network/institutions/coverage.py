"""Columns of the coverage matrix: whether an institution has a mechanism, and how far it has come."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.vocabulary.coverage import Cell, Column, State

from .enums import OWES_EQUALITY_POLICY, Stage
from .models import Institution, Mechanism

_IS_ONE = "womens_institute"  # the kind of institution that is a mechanism itself


def mechanisms(viewer: Viewer) -> dict[int, Cell]:
    """The stage of the most advanced of its own mechanisms."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    own = Mechanism.objects.order_by("name")
    for institution, stage, name in own.values_list("institution", "stage", "name"):
        found[institution].append((Stage.values.index(stage), name))
    themselves = Institution.objects.filter(kind=_IS_ONE).order_by().values_list("pk", flat=True)
    cells = {pk: Cell(State.NOT_APPLICABLE, _("It is an equality body itself")) for pk in themselves}
    return cells | {pk: _cell(rows) for pk, rows in found.items()}


def _cell(rows: list[tuple[int, str]]) -> Cell:
    furthest = max(place for place, _name in rows)
    label = str(Stage(Stage.values[furthest]).label)
    return Cell(State.SOLVED, label, furthest, tuple(name for _place, name in rows))


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has no gender mechanism recorded", "%(n)s have no gender mechanism recorded", number
    )
    return words % {"n": number}


columns = (
    Column(
        name="mecanismo",
        label=gettext_lazy("Mechanism"),
        meaning=gettext_lazy("Whether it has a gender mechanism of its own, and how far that has come."),
        absent=gettext_lazy("Without record"),
        order=10,
        anchor="mecanismos",
        cells=mechanisms,
        lacking=_lacking,
        expected_of=OWES_EQUALITY_POLICY,
    ),
)
