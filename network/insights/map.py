"""The map of the network: which points and ties it shows, where, how large and in what colour.

Places come from all that the viewer may see of the standing layers, whatever she chose to look at: an
institution stands where it stood before a layer was switched on or off, a date chosen or another
institution taken out. What other layers alone bring is put beside what it is tied to.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.graph.coarse import Block, Coarse, coarse
from network.graph.communities import communities
from network.graph.joining import joined
from network.graph.numbering import Integers
from network.graph.projection import project
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode, TieGraph
from network.institutions.enums import Level, Sector
from network.vocabulary.terms import terms

from .drawing import CONTEXT, arranged, radii
from .queries import layers, standing
from .selection import Selection
from .services import analyse, answer_key, is_heavy, kept_measures, places
from .ties import Tie, ties_of

COLOURS = ("sector", "kind", "level", "region", "community")
EQUAL, DEGREE = "equal", "degree"
SIZES = (DEGREE, "weighted_degree", "betweenness", "closeness", "eigenvector", "effective_size", EQUAL)
SLOTS = 6
REST, LACKING, BLOCK = "rest", "none", "block"
BLOCKS_FROM = 5_000
"""From this many points on, communities are drawn first and opened on demand."""


@dataclass(frozen=True, slots=True)
class View:
    """A question of the network and how its answer is drawn. `opened` are communities of a great one."""

    selection: Selection
    colour: str = "sector"
    size: str = DEGREE
    opened: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What a colour and a shape stand for, and how many points bear them."""

    slot: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """An institution, a context, or a whole community that is closed (`block`, its number)."""

    id: str
    name: str
    short: str
    slot: str
    group: str
    ties: int
    value: float | int | None
    block: Block | None = None


@dataclass(frozen=True)
class NetworkMap:
    """What one viewer sees of the network under one view of it."""

    view: View
    everything: Snapshot
    visible: Snapshot
    size: str = field(init=False)
    """The measure that sizes the points: the one asked for, or the number of ties where that is too heavy."""

    def __post_init__(self) -> None:
        wanted = self.view.size
        heavy = wanted not in (EQUAL, DEGREE) and is_heavy(self.visible, self.mode)
        unkept = heavy and kept_measures(answer_key(self.visible, self.mode)) is None
        object.__setattr__(self, "size", DEGREE if unkept else wanted)

    @property
    def mode(self) -> Mode:
        return self.view.selection.mode

    @cached_property
    def graph(self) -> TieGraph:
        return project(self.visible, self.mode)

    @property
    def in_blocks(self) -> bool:
        return self.graph.nodes > BLOCKS_FROM

    @cached_property
    def parts(self) -> Integers:
        """Each node's community; in a great network those of a single node are one part, number 0."""
        found = communities(self.graph)
        if not self.in_blocks:
            return found
        return np.where(np.bincount(found)[found] == 1, 0, found)

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """A place in the unit square for every point drawn, the same whatever is switched off."""
        every = self.every_place
        found = {point.id: every[point.id] for point in self.points if point.block is None}
        if self.in_blocks:
            spots = np.array([every[node] for node in self.graph.ids])
            for point in self.points:
                if point.block is not None:
                    x, y = np.median(spots[self.parts == point.block.part], axis=0).tolist()
                    found[point.id] = (x, y)
        return found

    @cached_property
    def every_place(self) -> dict[str, tuple[float, float]]:
        """The same for every node there is, shown or not."""
        usual = frozenset(standing())
        if all(context.layer in usual for context in self.everything.contexts):
            return arranged(places(self.everything, self._whole))
        ground = self.everything.restricted(layers=usual)
        found = arranged(places(ground, project(ground, self.mode)))
        return joined(found, self._whole) if found else arranged(places(self.everything, self._whole))

    @cached_property
    def _whole(self) -> TieGraph:
        return project(self.everything, self.mode)

    @cached_property
    def names(self) -> dict[str, str]:
        found = {node.id: node.label for node in self.everything.nodes}
        return found | {context.id: context.label for context in self.everything.contexts}

    @cached_property
    def short_names(self) -> dict[str, str]:
        short = {node.id: node.attributes.get("short_name", "") for node in self.everything.nodes}
        return {node: short.get(node) or name for node, name in self.names.items()}

    @cached_property
    def values(self) -> dict[str, float | int | None]:
        """The measure that sizes each node; nothing where it is not defined."""
        graph = self.graph
        if self.size == EQUAL:
            return {}
        if self.size == DEGREE:
            return dict(zip(graph.ids, graph.degree.tolist(), strict=True))
        rows = analyse(self.everything, self.view.selection).measures.nodes
        return {str(row["id"]): row[self.size] for row in rows}  # type: ignore[misc]

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Everything that is drawn, the largest first and then by name."""
        opened = self.nodes_drawn
        found = [
            Point(
                node,
                self.names[node],
                self.short_names[node],
                *self.slots[node],
                int(self.graph.degree[self.graph.index[node]]),
                self.values.get(node),
            )
            for node in opened
        ]
        if self.in_blocks:
            ties = Counter(str(end) for a, b, _w in self._coarse.ties for end in (a, b))
            found += [self._block(block, ties[str(block.part)]) for block in self._coarse.blocks]
        return tuple(sorted(found, key=lambda p: (-_size(p), p.name.casefold(), p.id)))

    @cached_property
    def nodes_drawn(self) -> tuple[str, ...]:
        return self._coarse.nodes if self.in_blocks else self.graph.ids

    @cached_property
    def ties(self) -> list[Tie]:
        """Every tie that is drawn; of a block, how many ties of its members it stands for."""
        if not self.in_blocks:
            return ties_of(self.visible, self.mode)
        return [Tie(_end(a), _end(b), (), stated=True, many=weight) for a, b, weight in self._coarse.ties]

    @cached_property
    def radii(self) -> dict[str, float]:
        if self.size == EQUAL:
            found = {point.id: 6.5 for point in self.points}
        else:
            found = radii({point.id: float(point.value or 0) for point in self.points if point.block is None})
        most = max((point.block.size for point in self.points if point.block), default=1)
        found |= {p.id: 12 + 26 * (p.block.size / most) ** 0.5 for p in self.points if p.block}
        return found

    @cached_property
    def slots(self) -> dict[str, tuple[str, str]]:
        """Slot and label of each node, by what colours it."""
        labels = self._labels
        ranked, spaces = _ranked(self.view.colour, self._coloured, labels), layers()
        slot = {code: str(place) for place, code in enumerate(ranked[:SLOTS], start=1)}
        found = {}
        contexts = dict(zip(self.graph.ids, self.graph.is_context.tolist(), strict=True))
        for node, code in self._codes.items():
            if contexts[node]:
                found[node] = (CONTEXT, str(spaces[node.partition(":")[0]].label))
            elif not code:
                found[node] = (LACKING, _("Not recorded"))
            else:
                found[node] = (slot.get(code, REST), labels.get(code, code))
        return found

    @cached_property
    def legend(self) -> tuple[Group, ...]:
        """The colours in use, in their order."""
        named = {slot: label for slot, label in self.slots.values() if slot != REST}
        others = {label for slot, label in self.slots.values() if slot == REST}
        if len({label for slot, label in self.slots.values() if slot == CONTEXT}) > 1:
            ids = {node.partition(":")[0] for node, (slot, _label) in self.slots.items() if slot == CONTEXT}
            all_spaces = all(layers()[name].is_standing for name in ids)
            named[CONTEXT] = _("Space") if all_spaces else _("Space, hierarchy or post")
        named[REST] = _("Others (%(n)s more)") % {"n": len(others)}
        named[BLOCK] = _("A closed community; choose it to open it")
        counted = Counter(point.slot for point in self.points)
        order = [*(str(n) for n in range(1, SLOTS + 1)), REST, LACKING, CONTEXT, BLOCK]
        return tuple(Group(slot, named[slot], counted[slot]) for slot in order if counted[slot])

    @cached_property
    def _coarse(self) -> Coarse:
        return coarse(self.graph, self.parts, self.view.opened)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """What each node has of the attribute that colours it."""
        if self.view.colour == "community":
            return dict(zip(self.graph.ids, (str(part) for part in self.parts.tolist()), strict=True))
        own = zip(self.graph.ids, self.graph.attributes, strict=True)
        return {node: attributes.get(self.view.colour, "") for node, attributes in own}

    @property
    def _coloured(self) -> Counter[str]:
        """How often each value occurs: of an attribute in the directory, so that colours stay put."""
        if self.view.colour == "community":
            return Counter(code for code in self._codes.values())
        return Counter(node.attributes.get(self.view.colour, "") for node in self.everything.nodes)

    @property
    def _labels(self) -> Mapping[str, str]:
        if self.view.colour == "community":
            return {code: _("Community %(n)s") % {"n": code} for code in set(self._codes.values())}
        return {
            "sector": {str(value): str(label) for value, label in Sector.choices},
            "level": {str(value): str(label) for value, label in Level.choices},
            "kind": terms("institution_kind"),
            "region": {},
        }[self.view.colour]

    def _block(self, block: Block, ties: int) -> Point:
        names = ", ".join(self.short_names[node] for node in block.members)
        if block.part == 0:
            name = _("Without ties to others: %(names)s…") % {"names": names}
        else:
            name = _("Community %(n)s: %(names)s…") % {"n": block.part, "names": names}
        counted = ngettext("%(n)s institution", "%(n)s institutions", block.size) % {"n": block.size}
        best = self.short_names[block.members[0]]
        short = _("%(name)s and %(n)s more") % {"name": best, "n": block.size - 1}
        return Point(block_id(block.part), name, short, BLOCK, counted, ties, block.size, block)


def block_id(part: int) -> str:
    return f"community:{part}"


def _end(name: str | int) -> str:
    return block_id(name) if isinstance(name, int) else name


def _size(point: Point) -> float:
    return (1e9 if point.block else 0) + float(point.value if point.value is not None else point.ties)


def _ranked(colour: str, counted: Counter[str], labels: Mapping[str, str]) -> list[str]:
    """The values in the order in which they get colours: a fixed one for short lists, else by number."""
    present = [code for code in counted if code]
    if colour == "sector":
        order = [str(s) for s in _SECTORS]
        return sorted(present, key=lambda code: order.index(code) if code in order else len(order))
    if colour == "level":
        return [code for code in labels if code in present]
    if colour == "community":
        return sorted(present, key=int)
    return sorted(present, key=lambda code: (-counted[code], code))


# The colours that these sectors have in the other drawings.
_SECTORS: Iterable[Sector] = (
    Sector.PUBLIC,
    Sector.CIVIL_SOCIETY,
    Sector.PRIVATE,
    Sector.ACADEMIA,
    Sector.INTERNATIONAL,
)


def network_map(everything: Snapshot, view: View) -> NetworkMap:
    """The map of what a viewer may see.

    `everything` holds all standing layers, whatever the view chooses, and all others too if it
    chooses any of them.
    """
    return NetworkMap(view, everything, view.selection.applied_to(everything))
