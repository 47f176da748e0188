"""A column of the coverage matrix: whether the post of a liaison or focal point is covered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.enums import LIAISON_KINDS, OWES_EQUALITY_POLICY
from network.institutions.models import Post
from network.vocabulary.coverage import Cell, Column, State
from network.vocabulary.words import without_liaison

from .queries import COVERED, UPDATING, VACANT, WITHIN_NETWORK, with_coverage

_BEST_FIRST = (COVERED, VACANT, WITHIN_NETWORK, UPDATING)  # of several posts, as in the directory


def liaisons(viewer: Viewer) -> dict[int, Cell]:
    """Of several posts the covered one counts; reserved ones never tell and never count."""
    posts = Post.objects.filter(kind__in=LIAISON_KINDS).order_by()
    best: dict[int, int] = {}
    told = with_coverage(posts, viewer).values_list("institution", "coverage")  # type: ignore[misc]
    for institution, coverage in told:
        place = _BEST_FIRST.index(coverage)
        best[institution] = min(place, best.get(institution, place))
    cells = {
        COVERED: Cell(State.SOLVED, _("Liaison designated")),
        VACANT: Cell(State.GAP, without_liaison().capitalize(), rank=1),
        WITHIN_NETWORK: Cell(State.UNKNOWN, _("Told within the network"), rank=1),
        UPDATING: Cell(State.UNKNOWN, _("Being updated")),
    }
    return {institution: cells[_BEST_FIRST[place]] for institution, place in best.items()}


def _lacking(number: int) -> str:
    words = ngettext("%(n)s has no liaison designated", "%(n)s have no liaison designated", number)
    return words % {"n": number}


columns = (
    Column(
        name="enlace",
        label=gettext_lazy("Liaison"),
        meaning=gettext_lazy(
            "Whether the post of a liaison or focal point is covered, by the post's own publication."
        ),
        absent=gettext_lazy("No post recorded"),
        order=20,
        anchor="puestos",
        cells=liaisons,
        lacking=_lacking,
        expected_of=OWES_EQUALITY_POLICY,
    ),
)
