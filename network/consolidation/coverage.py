"""A column of the coverage matrix: how many of the five conditions under which a mechanism lasts are met."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.enums import OWES_EQUALITY_POLICY
from network.institutions.models import Institution
from network.vocabulary.coverage import Cell, Column, State

from .enums import Condition
from .queries import tallies
from .rules import Tally

_NOTHING = Tally(0, 0, 0)


def conditions(viewer: Viewer) -> dict[int, Cell]:
    """Of its own mechanisms the one that meets most. Without a mechanism there is nothing to last yet."""
    own: dict[int, list[tuple[int, str]]] = {}
    cells: dict[int, Cell] = {}
    without = Cell(State.NOT_APPLICABLE, _("No mechanism of its own"))
    everyone = Institution.objects.order_by("mechanisms__name", "mechanisms__pk")
    for institution, pk, name in everyone.values_list("pk", "mechanisms__pk", "mechanisms__name"):
        if pk is None:
            cells[institution] = without
        else:
            own.setdefault(institution, []).append((pk, name))
    told = tallies([pk for rows in own.values() for pk, _name in rows], viewer)
    for institution, rows in own.items():
        best = max((told.get(pk, _NOTHING) for pk, _name in rows), key=lambda one: (one.met, one.partly))
        facts = tuple(f"{name}: {told.get(pk, _NOTHING).words}" for pk, name in rows)
        cells[institution] = Cell(state_of(best), _words(best), best.met, facts)
    return cells


def state_of(found: Tally) -> State:
    """A gap is a condition that is not met, or in part; what nobody has noted is not known."""
    if found.met == len(Condition):
        return State.SOLVED
    return State.GAP if found.partly or found.unmet else State.UNKNOWN


def _words(found: Tally) -> str:
    if not found.known:
        return _("No data")
    return _("%(n)s of %(total)s met") % {"n": found.met, "total": len(Condition)}


def _lacking(number: int) -> str:
    words = ngettext(
        "%(n)s has a mechanism that does not meet the five conditions",
        "%(n)s have a mechanism that does not meet the five conditions",
        number,
    )
    return words % {"n": number}


columns = (
    Column(
        name="condiciones",
        label=gettext_lazy("Conditions"),
        meaning=gettext_lazy(
            "How many of the five conditions under which a mechanism lasts are met: place in the hierarchy, "
            "own budget, institutional culture, link to the national mechanism and to other municipalities. "
            "A condition that is not met, or in part, is a gap; of which there is no data, it is not known."
        ),
        absent=gettext_lazy("Without record"),
        order=15,
        anchor="mecanismos",
        cells=conditions,
        lacking=_lacking,
        expected_of=OWES_EQUALITY_POLICY,
    ),
)
