"""The cells of the matrix in words. It says "reach", never "covered": that is said of posts."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .matrix import Cell, Reached


def state_words(state: Reached) -> str:
    return {
        Reached.TRAINED: _("with people trained"),
        Reached.IN_COURSE: _("in course"),
        Reached.LAPSED: _("lapsed"),
        Reached.NOBODY: _("nobody trained"),
        Reached.UNTOLD: _("nobody you may be told of"),
    }[state]


def cell_words(cell: Cell) -> str:
    """For instance "3 formadas, 1 en curso"; of a gap what it is."""
    parts = []
    if cell.trained:
        parts.append(ngettext("%(n)s trained", "%(n)s trained", cell.trained) % {"n": cell.trained})
    if cell.in_course:
        parts.append(ngettext("%(n)s in course", "%(n)s in course", cell.in_course) % {"n": cell.in_course})
    if cell.lapsed:
        parts.append(ngettext("%(n)s lapsed", "%(n)s lapsed", cell.lapsed) % {"n": cell.lapsed})
    return ", ".join(parts) or state_words(cell.state)
