"""Newcomers to a drawing: beside those they are tied to, and nobody moves."""

from network.graph.joining import joined
from network.graph.projection import one_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot


def graph(*pairs: str):
    names = sorted(set("".join(pairs)))
    contexts = (Context(f"t:{p}", "t", p, tuple(Membership(name) for name in p)) for p in pairs)
    return one_mode(Snapshot(tuple(Node(name, name) for name in names), tuple(contexts)))


def test_nobody_who_has_a_place_moves() -> None:
    placed = {"a": (0.1, 0.2), "z": (0.9, 0.9)}
    found = joined(placed, graph("ab", "bc"))
    assert {node: found[node] for node in placed} == placed
    assert set(found) == {"a", "b", "c", "z"}


def test_amid_two_one_stands_half_way_and_beside_one_it_does_not_hide_it() -> None:
    placed = {"a": (0.2, 0.4), "b": (0.6, 0.8)}
    assert joined(placed, graph("ac", "bc"))["c"] == (0.4, 0.6)
    assert 0 < abs(joined(placed, graph("ac"))["c"][0] - 0.2) < 0.1


def test_many_of_one_parent_stand_apart_round_it_and_within_the_drawing() -> None:
    many = "bcdefghijklmnopqrstuvwxyz"
    found = joined({"a": (0.0, 1.0)}, graph(*(f"a{one}" for one in many)))
    assert len({found[one] for one in many}) == len(many)
    assert all(0 < value < 1 for one in many for value in found[one])


def test_who_is_tied_to_nobody_with_a_place_stands_above_the_drawing() -> None:
    found = joined({"a": (0.5, 0.5)}, graph("ab", "cd"))
    assert found["c"][1] < 0.03 > found["d"][1]
    assert found["c"] != found["d"]
