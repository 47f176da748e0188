"""What holds without some of the actors."""

from collections.abc import Iterable
from dataclasses import dataclass

import igraph as ig

from network.graph.tiegraph import Mode, TieGraph


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of a graph hangs together. All are counts of nodes, but ``components``."""

    nodes: int
    components: int
    largest_component: int
    isolates: int


@dataclass(frozen=True, slots=True)
class Removal:
    """The shape before and after, and the ids of the nodes that lose all their ties, sorted.

    ``cut_off`` holds the pieces that fall off, the largest first: of each component that loses a
    node, all that is left but its largest piece (of two equal ones, the one that holds the first
    id stays). Those left alone are pieces of one.
    """

    before: Shape
    after: Shape
    left_alone: tuple[str, ...]
    cut_off: tuple[tuple[str, ...], ...]


def without(graph: TieGraph, removed: Iterable[str]) -> Removal:
    """The effect of taking nodes out of a graph.

    One-mode: their former neighbours stay, as isolates if they have no other tie, which is the
    graph of ``snapshot.restricted(without=…)``. Two-mode: a node that is left with no tie leaves
    the graph too, since an actor without contexts and a context without members are no nodes
    there; ``left_alone`` still names it. Weights are not used. Source: Wasserman & Faust 1994,
    4.2 (cutpoints and cutsets); Albert, Jeong & Barabási 2000. Raises ``KeyError`` for an unknown
    id.

    >>> from network.graph.examples import kite
    >>> effect = without(kite(), ["Heather"])
    >>> effect.after
    Shape(nodes=9, components=2, largest_component=7, isolates=0)
    >>> without(kite(), ["Ike"]).left_alone
    ('Jane',)
    >>> without(kite(), ["Heather"]).cut_off
    (('Ike', 'Jane'),)
    """
    gone = {graph.index[node] for node in removed}
    kept = [node for node in range(graph.nodes) if node not in gone]
    rest = graph.igraph.induced_subgraph(kept)
    lonely = [place for place, ties in enumerate(rest.degree()) if ties == 0]
    left_alone = tuple(graph.ids[kept[place]] for place in lonely if graph.degree[kept[place]] > 0)
    cut_off = _fallen(graph, kept, rest, gone)
    if graph.mode is Mode.TWO:
        rest.delete_vertices(lonely)
    return Removal(_shape(graph.igraph), _shape(rest), left_alone, cut_off)


def _fallen(graph: TieGraph, kept: list[int], rest: ig.Graph, gone: set[int]) -> tuple[tuple[str, ...], ...]:
    hit = {int(graph.component[node]) for node in gone}
    left: dict[int, list[tuple[str, ...]]] = {}
    for piece in rest.connected_components() if kept else ():
        own = int(graph.component[kept[piece[0]]])
        if own in hit:
            left.setdefault(own, []).append(tuple(graph.ids[kept[place]] for place in piece))
    fallen = [piece for pieces in left.values() for piece in sorted(pieces, key=_large_first)[1:]]
    return tuple(sorted(fallen, key=_large_first))


def _large_first(piece: tuple[str, ...]) -> tuple[int, str]:
    return -len(piece), piece[0]


def _shape(graph: ig.Graph) -> Shape:
    sizes = graph.connected_components().sizes() if graph.vcount() else []
    return Shape(
        nodes=graph.vcount(),
        components=len(sizes),
        largest_component=max(sizes, default=0),
        isolates=sum(size == 1 for size in sizes),
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """What taking out one node alone does to the others.

    ``fall``: how many nodes fewer the largest component has, the node itself among them.
    ``pieces``: into how many its own component breaks (0 for an isolate, 1 where it holds).
    ``left_alone``: neighbours that have no other tie.
    """

    id: str
    fall: int
    pieces: int
    left_alone: int


def failures(graph: TieGraph) -> list[Failure]:
    """The effect of each node of a one-mode graph taken out alone, exact, in the order of their ids.

    Read from the tree of blocks and cutpoints (Hopcroft & Tarjan 1973): without a cutpoint, each
    block that holds it becomes the root of a piece. One pass over the graph instead of one per
    node. Weights are not used.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> failures(graph)[graph.index["Heather"]]
    Failure(id='Heather', fall=3, pieces=2, left_alone=0)
    >>> failures(graph)[graph.index["Ike"]]
    Failure(id='Ike', fall=2, pieces=2, left_alone=1)
    """
    sizes = graph.component_sizes
    broken = _pieces_by_cutpoint(graph)
    hanging = _hanging(graph)
    found = []
    for node, (own, degree) in enumerate(zip(graph.component.tolist(), graph.degree.tolist(), strict=True)):
        pieces = broken.get(node) or ([int(sizes[own - 1]) - 1] if degree else [])
        elsewhere = int(sizes[1 if own == 1 else 0]) if len(sizes) > 1 else 0
        fall = int(sizes[0]) - max(elsewhere, *pieces, 0)
        found.append(Failure(graph.ids[node], fall, len(pieces), hanging[node]))
    return found


def _pieces_by_cutpoint(graph: TieGraph) -> dict[int, list[int]]:
    """For each cutpoint, the sizes of the pieces that its component breaks into."""
    blocks, cutpoints = graph.igraph.biconnected_components(return_articulation_points=True)
    if not cutpoints:
        return {}
    cuts = set(cutpoints)
    members = [sorted(cuts.intersection(block)) for block in blocks]
    around: dict[int, list[int]] = {cut: [] for cut in cutpoints}
    for block, held in enumerate(members):
        for cut in held:
            around[cut].append(block)
    weight = [len(block) - len(held) for block, held in zip(blocks, members, strict=True)]
    sizes = graph.component_sizes.tolist()
    pieces: dict[int, list[int]] = {cut: [] for cut in cutpoints}
    below = dict.fromkeys(cutpoints, 1)  # itself and all that hangs from it, seen from the root
    parent_of_block: dict[int, int] = {}
    parent_of_cut: dict[int, int] = {}
    for root in cutpoints:
        if root in parent_of_cut:
            continue
        parent_of_cut[root] = -1
        order = [root]
        for cut in order:  # grows while it is read: breadth first
            for block in around[cut]:
                if block != parent_of_cut[cut]:
                    parent_of_block[block] = cut
                    for further in members[block]:
                        if further != cut:
                            parent_of_cut[further] = block
                            order.append(further)
        for cut in reversed(order):
            for block in around[cut]:
                if block != parent_of_cut[cut]:
                    hanging = weight[block] + sum(below[c] for c in members[block] if c != cut)
                    pieces[cut].append(hanging)
                    below[cut] += hanging
            if cut != root:
                pieces[cut].append(int(sizes[int(graph.component[cut]) - 1]) - below[cut])
    return pieces


def _hanging(graph: TieGraph) -> list[int]:
    """For each node, how many neighbours have no tie but the one to it."""
    found = [0] * graph.nodes
    degree = graph.degree
    for near, far in ((graph.sources, graph.targets), (graph.targets, graph.sources)):
        for node in near[degree[far] == 1].tolist():
            found[node] += 1
    return found
