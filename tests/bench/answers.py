"""What the answers cost over 5,000 institutions, beside bare calls of the engine, in the same run.

``python -m tests.bench.answers`` grows a network of institutions in groups, agreements and milestones
of heavy-tailed sizes, dated over ten years, and prints a row of a markdown table per answer: what it
computes (projection included, no database, no page), the best of several runs, and the bare calls of
igraph on a graph that is already built. The exit code says whether every answer stays below the goal.
"""

import argparse
import os
import random
from collections.abc import Callable
from datetime import date

import django
import igraph as ig
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from network.graph.communities import SEED  # noqa: E402
from network.graph.measures import ENGINE_VERSIONS  # noqa: E402
from network.graph.projection import one_mode  # noqa: E402
from network.graph.robustness import failures, without  # noqa: E402
from network.graph.snapshot import Context, Membership, Node, Snapshot  # noqa: E402
from network.insights.answers.changes import changes  # noqa: E402
from network.insights.selection import Selection  # noqa: E402
from tests.bench.measures import best_in_turns  # noqa: E402

GOAL = 3.0
LAYERS = ("agreements", "groups", "milestones")
YEARS = range(2014, 2024)


def world(institutions: int, *, seed: int = 1) -> Snapshot:
    """One context for every two institutions, sizes after Pareto (2 to 60), four of five dated."""
    chance = np.random.default_rng(seed)
    nodes = tuple(
        Node(f"i{i:05d}", f"Institution {i}", {"sector": "public", "region": f"r{int(chance.integers(16))}"})
        for i in range(institutions)
    )
    sizes = np.clip((chance.pareto(1.6, size=institutions // 2) * 2 + 2).astype(int), 2, 60)
    contexts = []
    for number, size in enumerate(sizes.tolist()):
        layer = LAYERS[number % len(LAYERS)]
        began = date(int(chance.choice(YEARS)), 1, 1) if chance.random() < 0.8 else None
        ended = date(began.year + 3, 12, 31) if began and chance.random() < 0.3 else None
        members = chance.choice(institutions, size=size, replace=False).tolist()
        seats = tuple(Membership(nodes[member].id) for member in members)
        contexts.append(Context(f"{layer}:{number}", layer, f"Context {number}", seats, began, ended))
    return Snapshot(nodes, tuple(contexts))


def bare_resilience(graph: ig.Graph) -> None:
    graph.connected_components()
    graph.biconnected_components(return_articulation_points=True)
    graph.induced_subgraph(list(range(5, graph.vcount()))).connected_components()


def bare_changes(graphs: tuple[ig.Graph, ...]) -> None:
    for graph in graphs:
        ig.set_random_number_generator(random.Random(SEED))
        graph.community_leiden(objective_function="modularity", n_iterations=-1)
        ig.set_random_number_generator(random)
        graph.connected_components()
        graph.coreness()
        graph.articulation_points()
        graph.bridges()
        graph.transitivity_local_undirected(mode="zero")
    graphs[0].difference(graphs[0])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--institutions", type=int, default=5_000)
    options.add_argument("--repeats", type=int, default=3)
    asked = options.parse_args()

    snapshot = world(asked.institutions)
    whole = one_mode(snapshot)
    best = sorted(whole.ids, key=lambda node: -whole.degree[whole.index[node]])[:5]
    days = (date(2018, 12, 31), date(2021, 12, 31))
    before, after = (Selection(LAYERS, as_of=day) for day in days)
    moments = tuple(one_mode(snapshot.restricted(as_of=day)) for day in days)

    def resilience() -> None:
        graph = one_mode(snapshot.restricted(layers=LAYERS))
        without(graph, best)
        failures(graph)

    jobs: list[tuple[str, int, int, Callable[[], object], Callable[[], object]]] = [
        (
            "what holds without five",
            whole.nodes,
            whole.edges,
            resilience,
            lambda: bare_resilience(whole.igraph),
        ),
        (
            "what changed in three years",
            moments[1].nodes,
            moments[1].edges,
            lambda: changes(snapshot, before, after),
            lambda: bare_changes(tuple(moment.igraph for moment in moments)),
        ),
    ]
    print(" ".join(f"{name} {version}" for name, version in ENGINE_VERSIONS.items()))
    print("| answer | nodes | ties | ours | bare igraph | goal |")
    print("|---|---|---|---|---|---|")
    met = True
    for name, nodes, ties, job, bare in jobs:
        ours, theirs = best_in_turns(asked.repeats, job, bare)
        met = met and ours < GOAL
        print(f"| {name} | {nodes:,} | {ties:,} | {ours:.2f} s | {theirs:.2f} s | < {GOAL:.0f} s |")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
