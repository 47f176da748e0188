"""Communities and places are the same for the same snapshot: in any order, in any process."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from network.graph.communities import communities
from network.graph.layout import positions
from network.graph.projection import Mode, project
from network.graph.snapshot import Context, Membership, Node, Snapshot

ROOT = Path(__file__).resolve().parents[3]


def world(order: int) -> Snapshot:
    """One network, its rows in the order that the number gives."""
    made, shuffled = random.Random(5), random.Random(order)
    nodes = [Node(f"i{n:03d}", f"Institution {n}", {"sector": "public"}) for n in range(120)]
    contexts = []
    for n in range(80):
        first = made.randrange(0, 110)
        members = [Membership(f"i{first + step:03d}") for step in sorted(made.sample(range(10), 4))]
        shuffled.shuffle(members)
        contexts.append(Context(f"groups:{n}", "groups", f"G{n}", tuple(members)))
    shuffled.shuffle(nodes)
    shuffled.shuffle(contexts)
    return Snapshot(tuple(nodes), tuple(contexts))


def drawn(order: int) -> str:
    snapshot = world(order)
    graphs = [project(snapshot, mode) for mode in Mode]
    return json.dumps([[communities(graph).tolist(), positions(graph)] for graph in graphs])


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert len({drawn(order) for order in range(4)}) == 1


def test_another_process_with_another_hash_seed_finds_the_same() -> None:
    code = "from tests.network.graph.test_same_everywhere import drawn; print(drawn(9))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {drawn(0)}
