"""A small map of an institution's surroundings: it, those it meets most, and how these meet beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.graph.layout import positions
from network.graph.projection import one_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import Mode
from network.vocabulary.panels import SharedContext

from .drawing import UNKNOWN, Drawing, Paper, composed, radii
from .ties import ties_of

NEAREST = 20
PAPER = Paper(width=520, height=380, labels=12, letter=9.6, line=18)
OWN = "own"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The drawing, how many neighbours it holds and how many more there are."""

    drawing: Drawing
    drawn: int
    more: int


def surroundings(own: str, called: str, shared: Sequence[SharedContext]) -> Surroundings | None:
    """Made of the contexts that the dossier tells of, and so of nothing that its reader may not see.

    Two neighbours are tied where they meet in a context of this institution; what they share
    elsewhere is not drawn.
    """
    met = Counter(context.neighbour.package_id for context in shared)
    ranked = sorted(met.items(), key=lambda item: (-item[1], item[0]))
    near = {node: float(times) for node, times in ranked[:NEAREST]}
    if not near:
        return None
    drawn = [context for context in shared if context.neighbour.package_id in near]
    names = {own: called} | {c.neighbour.package_id: c.neighbour.called or c.neighbour.name for c in drawn}
    kinds = {c.neighbour.package_id: c.neighbour.sector or UNKNOWN for c in drawn} | {own: OWN}
    snapshot = _snapshot(own, drawn, names)
    places, ties = positions(one_mode(snapshot)), ties_of(snapshot, Mode.ONE)
    drawing = composed(places, ties, names, kinds, radii(near | {own: max(near.values())}), PAPER)
    return Surroundings(drawing, len(near), len(met) - len(near))


def _snapshot(own: str, shared: Sequence[SharedContext], names: Mapping[str, str]) -> Snapshot:
    seats: dict[tuple[str, str, str, str], set[Membership]] = defaultdict(set)
    for context in shared:
        basis = "inferred" if context.is_inferred else "stated"
        seats[context.layer, context.kind, context.title, context.url] |= {
            Membership(own),
            Membership(context.neighbour.package_id, basis),
        }
    contexts = tuple(
        Context(f"{key[0]}:{place}", key[0], key[2], tuple(sorted(members, key=lambda seat: seat.node_id)))
        for place, (key, members) in enumerate(sorted(seats.items()))
    )
    return Snapshot(tuple(Node(node, name) for node, name in sorted(names.items())), contexts)
