"""What our wrapper costs: ``measure()`` against the bare calls of the engines, in the same run.

``python -m tests.bench.measures`` grows an affiliation network of 2,000 people in groups of
heavy-tailed sizes, times both in turns and prints, per mode, a row of a markdown table with the
best of each and their ratio. The bare calls are given what is expensive for us to get: ids already
numbered, memberships already in arrays. They compute the same measures and store nothing.
"""

import argparse
import random
import time
from collections.abc import Callable

import igraph as ig
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import eigsh

from network.graph.communities import SEED
from network.graph.measures import ENGINE_VERSIONS, measure
from network.graph.projection import Mode
from network.graph.snapshot import Context, Membership, Node, Snapshot

GOAL = 1.3


def world(people: int, *, seed: int = 1) -> Snapshot:
    """People × groups: sizes after Pareto (2 to 60), three groups for every four people."""
    chance = np.random.default_rng(seed)
    sectors, regions = ("public", "private", "academia", "civil_society"), ("north", "centre", "south", "")
    nodes = tuple(
        Node(
            f"p{i:06d}",
            f"Person {i}",
            {"sector": sectors[int(chance.integers(4))], "region": regions[int(chance.integers(4))]},
        )
        for i in range(people)
    )
    sizes = np.clip((chance.pareto(1.6, size=people * 3 // 4) * 2 + 2).astype(int), 2, min(60, people))
    contexts = []
    for number, size in enumerate(sizes.tolist()):
        members = chance.choice(people, size=size, replace=False).tolist()
        seats = tuple(Membership(nodes[member].id) for member in members)
        contexts.append(Context(f"groups:{number}", "groups", f"Group {number}", seats))
    return Snapshot(nodes, tuple(contexts))


def numbered(snapshot: Snapshot) -> tuple[sparse.csr_array, dict[str, NDArray[np.int64]]]:
    """The memberships as a matrix without actors in no context, and the attributes as numbers."""
    seated = sorted({seat.node_id for context in snapshot.contexts for seat in context.members})
    place = {node_id: number for number, node_id in enumerate(seated)}
    pairs = [
        (row, place[seat.node_id])
        for row, context in enumerate(snapshot.contexts)
        for seat in context.members
    ]
    rows, columns = np.array(pairs, dtype=np.int64).T
    matrix = sparse.csr_array(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(snapshot.contexts), len(seated))
    )
    about = {node.id: node.attributes for node in snapshot.nodes}
    codes = {}
    for attribute in ("sector", "region"):
        values = sorted({about[node_id][attribute] for node_id in seated} - {""})
        codes[attribute] = np.array(
            [values.index(v) if (v := about[node_id][attribute]) else -1 for node_id in seated]
        )
    return matrix, codes


def bare(matrix: sparse.csr_array, codes: dict[str, NDArray[np.int64]], mode: Mode) -> None:
    """Projection, graph and every measure, called on the engines directly."""
    if mode is Mode.ONE:
        n = matrix.shape[1]
        pairs = sparse.triu(matrix.T @ matrix, k=1, format="coo")
        sources, targets, weights = *pairs.coords, pairs.data
    else:
        n = sum(matrix.shape)
        cells = matrix.tocoo()
        targets, sources = cells.coords[0] + matrix.shape[1], cells.coords[1]
        weights = cells.data
        codes = {name: np.r_[own, np.full(matrix.shape[0], -1)] for name, own in codes.items()}
    graph = ig.Graph(n=n, edges=np.column_stack((sources, targets)), edge_attrs={"weight": weights.tolist()})
    both = np.r_[sources, targets], np.r_[targets, sources]
    adjacency = sparse.csr_array((np.r_[weights, weights], both), shape=(n, n))
    adjacency.sum(axis=1)
    graph.connected_components()
    graph.betweenness(directed=False)
    graph.closeness()
    graph.path_length_hist(directed=False)
    graph.constraint()
    graph.constraint(weights="weight")
    if mode is Mode.ONE:
        graph.transitivity_local_undirected(mode="zero")
    graph.coreness()
    graph.articulation_points()
    graph.bridges()
    eigsh(adjacency.astype(bool).astype(float), k=1, which="LA")
    ig.set_random_number_generator(random.Random(SEED))
    graph.community_leiden(objective_function="modularity", n_iterations=-1)
    ig.set_random_number_generator(random)
    for own in codes.values():
        across = own[sources] != own[targets]
        np.bincount(both[0], weights=np.r_[across, across], minlength=n)
        graph.modularity((own + 1).tolist())


def best_in_turns(repeats: int, *jobs: Callable[[], object]) -> list[float]:
    """The shortest of several runs of each job, taken in turns so that a busy machine hits all."""
    best = [float("inf")] * len(jobs)
    for _ in range(repeats):
        for number, job in enumerate(jobs):
            started = time.perf_counter()
            job()
            best[number] = min(best[number], time.perf_counter() - started)
    return best


def main() -> int:
    """Print the table; the exit code says whether the goal is met in both modes."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--people", type=int, default=2_000)
    options.add_argument("--repeats", type=int, default=5)
    asked = options.parse_args()
    snapshot = world(asked.people)
    matrix, codes = numbered(snapshot)
    print(" ".join(f"{name} {version}" for name, version in ENGINE_VERSIONS.items()))
    print("| mode | nodes | edges | measure() | bare engine calls | ratio | goal |")
    print("|---|---|---|---|---|---|---|")
    met = True
    for mode in Mode:
        found = measure(snapshot, mode).graph
        ours, theirs = best_in_turns(
            asked.repeats,
            lambda mode=mode: measure(snapshot, mode),
            lambda mode=mode: bare(matrix, codes, mode),
        )
        met = met and ours / theirs <= GOAL
        print(
            f"| {mode} | {found['nodes']:,} | {found['edges']:,} | {ours:.3f} s | {theirs:.3f} s "
            f"| {ours / theirs:.2f} | ≤ {GOAL} |"
        )
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
