"""What holds without us? The network with and without some institutions, and what hangs on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.accounts.viewer import Viewer
from network.graph.measures import Measures
from network.graph.projection import one_mode
from network.graph.robustness import Failure, Removal, failures, without
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import TieGraph
from network.insights.selection import Selection
from network.insights.services import Analysis
from network.vocabulary.contributions import contributions
from network.vocabulary.dependents import Dependents

from .gone import Gone


@dataclass(frozen=True, slots=True)
class Resilience:
    """`world` is the network before; `untied` are those taken out that had no part in it anyway.

    `failures` tells of every institution taken out alone, the worst first.
    """

    selection: Selection
    gone: Gone
    world: Snapshot
    graph: TieGraph
    removal: Removal
    untied: tuple[str, ...]
    failures: tuple[Failure, ...]
    dependents: tuple[Dependents, ...]

    @property
    def breaking(self) -> tuple[Failure, ...]:
        """Those without whom others would be cut off."""
        return tuple(failure for failure in self.failures if failure.pieces > 1)

    @property
    def analysis(self) -> Analysis:
        """The same question as the analysis puts it, for what tells of both alike."""
        return Analysis(self.selection, self.world, Measures({}, []))


def resilience(snapshot: Snapshot, selection: Selection, gone: Gone, *, viewer: Viewer) -> Resilience:
    """`snapshot` is the viewer's; `selection` takes nobody out of it, `gone` does."""
    world = selection.applied_to(snapshot)
    graph = one_mode(world)
    tied = [key for key in gone.ids if key in graph.index]
    return Resilience(
        selection=selection,
        gone=gone,
        world=world,
        graph=graph,
        removal=without(graph, tied),
        untied=tuple(key for key in gone.ids if key not in graph.index),
        failures=tuple(worst_first(failures(graph))),
        dependents=tuple(_dependents(gone, viewer, selection)),
    )


def worst_first(found: Iterable[Failure]) -> list[Failure]:
    """Whoever breaks off most comes first; of equal ones, whoever leaves more pieces, more alone."""
    return sorted(found, key=lambda one: (-one.fall, -one.pieces, -one.left_alone, one.id))


def _dependents(gone: Gone, viewer: Viewer, selection: Selection) -> list[Dependents]:
    found = [
        kind
        for module in contributions("dependents")
        for kind in module.dependents(gone.ids, viewer, selection.as_of)
    ]
    return sorted(found, key=lambda kind: kind.order)
