"""The cells of the matrix in words. It says "reach", never "covered": that is said of posts."""

from django.utils.translation import gettext_lazy, ngettext

from .matrix import Cell, Reached

_STATES = {
    Reached.TRAINED: gettext_lazy("with people trained"),
    Reached.IN_COURSE: gettext_lazy("in course"),
    Reached.LAPSED: gettext_lazy("lapsed"),
    Reached.NOBODY: gettext_lazy("nobody trained"),
    Reached.UNTOLD: gettext_lazy("nobody you may be told of"),
}


def state_words(state: Reached) -> str:
    return str(_STATES[state])


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
