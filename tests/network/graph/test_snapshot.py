from dataclasses import replace
from datetime import date

import pytest

from network.graph.snapshot import Context, Membership, Node, Snapshot, Undated

A, B, C = Node("a", "A"), Node("b", "B"), Node("c", "C")


def context(name, *members, layer="groups", **dates):
    seats = tuple(Membership(m) if isinstance(m, str) else m for m in members)
    return Context(f"{layer}:{name}", layer, name, seats, **dates)


def ids(snapshot):
    return [c.id for c in snapshot.contexts]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2018, 12, 31), False),
        (date(2019, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_a_context_counts_from_its_first_day_to_its_last_both_included(day, counts):
    world = Snapshot((A,), (context("x", "a", begins=date(2019, 1, 1), ends=date(2020, 12, 31)),))
    assert ids(world.restricted(as_of=day)) == (["groups:x"] if counts else [])


@pytest.mark.parametrize(
    ("day", "members"),
    [(date(2018, 12, 31), ["b"]), (date(2019, 1, 1), ["a", "b"]), (date(2020, 1, 1), ["b"])],
)
def test_a_membership_counts_by_its_own_dates_inside_an_undated_context(day, members):
    seat = Membership("a", begins=date(2019, 1, 1), ends=date(2019, 12, 31))
    world = Snapshot((A, B), (context("x", seat, "b"),)).restricted(as_of=day)
    assert [m.node_id for m in world.contexts[0].members] == members


def test_what_has_no_end_goes_on_and_what_has_no_date_always_counts():
    world = Snapshot((A,), (context("open", "a", begins=date(1990, 1, 1)), context("undated", "a")))
    assert ids(world.restricted(as_of=date(2999, 1, 1))) == ["groups:open", "groups:undated"]
    assert ids(world.restricted(as_of=date(1900, 1, 1))) == ["groups:undated"]


def test_what_began_on_an_unknown_day_stops_counting_after_its_end():
    world = Snapshot((A,), (context("x", "a", ends=date(2019, 12, 31)),))
    assert ids(world.restricted(as_of=date(2019, 12, 31))) == ["groups:x"]
    assert ids(world.restricted(as_of=date(2020, 1, 1))) == []


def test_without_a_date_everything_counts():
    past = context("past", "a", begins=date(1990, 1, 1), ends=date(1991, 1, 1))
    future = context("future", "a", begins=date(2990, 1, 1))
    assert Snapshot((A,), (past, future)).restricted() == Snapshot((A,), (past, future))


def test_undated_is_counted_and_a_party_to_a_dated_context_is_dated_by_it():
    dated = context("dated", "a", "b", begins=date(2019, 1, 1))
    undated = context("undated", "a", Membership("b", begins=date(2020, 1, 1)), "c")
    assert Snapshot((A, B, C), (dated, undated, context("empty"))).undated() == Undated(1, 2, 2, 5)


def test_actors_taken_out_are_gone_from_nodes_and_contexts_and_emptied_contexts_disappear():
    world = Snapshot((A, B, C), (context("x", "a", "b"), context("y", "a"), context("z", "b", "c")))
    rest = world.restricted(without=["a"])
    assert rest == Snapshot((B, C), (context("x", "b"), context("z", "b", "c")))


def test_restricting_layers_keeps_actors_that_are_left_without_a_tie():
    world = Snapshot((A, B), (context("x", "a"), context("y", "b", layer="agreements")))
    rest = world.restricted(layers=["agreements"])
    assert ids(rest) == ["agreements:y"]
    assert rest.untied() == (A,)
    assert ids(world.restricted(layers=[])) == []


def test_layers_and_removals_may_be_given_as_iterators():
    world = Snapshot((A, B), (context("x", "a", "b"), context("y", "a", "b")))
    rest = world.restricted(layers=iter(["groups"]), without=iter(["a"]))
    assert rest == Snapshot((B,), (context("x", "b"), context("y", "b")))


def test_inferred_memberships_can_be_left_out():
    world = Snapshot((A, B), (context("x", Membership("a", "inferred"), "b"),))
    assert world.restricted(stated_only=True).contexts == (context("x", "b"),)


def test_digest_is_the_same_in_any_order():
    world = Snapshot(
        (Node("a", "A", {"sector": "public", "region": "X"}), B, C),
        (context("x", "a", "b", "c"), context("y", "b", "c")),
    )
    turned = Snapshot(
        (C, Node("a", "A", {"region": "X", "sector": "public"}), B),
        (context("y", "c", "b"), context("x", "c", "a", "b")),
    )
    assert world.digest == turned.digest
    assert len(world.digest) == 64


@pytest.mark.parametrize(
    "changed",
    [
        Snapshot((A, B), (context("x", "a"),)),
        Snapshot((A, replace(B, label="Z")), (context("x", "a", "b"),)),
        Snapshot((A, replace(B, attributes={"sector": "public"})), (context("x", "a", "b"),)),
        Snapshot((A, B), (context("x", "a", "b", begins=date(2020, 1, 1)),)),
        Snapshot((A, B), (context("x", "a", Membership("b", "inferred")),)),
        Snapshot((A, B), (context("x", "a", Membership("b", ends=date(2020, 1, 1))),)),
        Snapshot((A, B), (context("x", "a", "b", layer="agreements"),)),
        Snapshot((A, B, C), (context("x", "a", "b"),)),
    ],
)
def test_digest_changes_with_any_part_of_the_content(changed):
    assert changed.digest != Snapshot((A, B), (context("x", "a", "b"),)).digest


def test_nodes_can_be_kept_in_a_set():
    assert len({A, B, Node("a", "A")}) == 2
