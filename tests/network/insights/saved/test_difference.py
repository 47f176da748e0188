"""What separates a kept answer from today's."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.insights.saved.difference import Figure, Names, Outcome, Shift, Told, Version, difference, same

NAMES = {"a": "Aldea", "b": "Barrio", "c": "Ciudad", "d": "Distrito", "groups:m": "Mesa"}


def analysis(ties, untied=(), density=0.5):
    """`ties` are (id, degree, articulation, community)."""
    rows = [
        {"id": node, "degree": degree, "articulation": articulation, "community": community}
        for node, degree, articulation, community in ties
    ]
    return {
        "snapshot": {"untied": list(untied)},
        "graph": {"edges": len(ties), "density": density},
        "nodes": rows,
    }


KEPT = analysis([("a", 2, 1, 1), ("b", 1, 0, 1), ("c", 1, 0, 2)], ["d"])


def told(document=KEPT, question="analysis", digest="d1", **more):
    given = {"parameters": {"capas": ["groups"]}, "engines": {"igraph": "0.11"}, "names": NAMES}
    return Told(question=question, digests=(digest,), document=document, **{**given, **more})


def test_the_same_data_and_answer_say_that_nothing_changed():
    found = difference(told(), told(copy.deepcopy(KEPT)))
    assert (found.outcome, found.figures, found.lists, found.shifts) == (Outcome.NOTHING, (), (), ())


def test_other_data_with_the_same_answer_are_told_apart_from_a_change():
    assert difference(told(), told(digest="d2")).outcome is Outcome.DATA_ONLY


def test_the_same_data_told_otherwise_by_another_engine_blame_the_engine():
    other = analysis([("a", 2, 1, 1), ("b", 1, 0, 1), ("c", 1, 0, 2)], ["d"], density=0.4)
    found = difference(told(), told(other, engines={"igraph": "0.12"}))
    assert (found.outcome, found.engines) == (Outcome.ENGINES, (Version("igraph", "0.11", "0.12"),))
    assert found.figures == (Figure("density", 0.5, 0.4),)


def test_another_engine_with_other_data_is_a_change_that_names_both():
    other = analysis([("a", 2, 1, 1)], [])
    found = difference(told(), told(other, digest="d2", engines={"igraph": "0.12"}))
    assert (found.outcome, len(found.engines)) == (Outcome.CHANGED, 1)


def test_names_come_and_go_by_list_and_those_that_left_keep_the_name_that_was_kept():
    now = analysis([("a", 3, 1, 1), ("d", 1, 1, 1), ("c", 1, 0, 2)], [])
    today = told(now, digest="d2", names={"a": "Aldea", "c": "Ciudad", "d": "Distrito Nuevo"})
    found = difference(told(), today)
    assert found.lists == (
        Names("part", ("Distrito Nuevo",), ("Barrio",)),
        Names("untied", (), ("Distrito",)),
        Names("breaking", ("Distrito Nuevo",), ()),
    )
    assert found.shifts == (Shift("Aldea", 2, 3),)


def test_communities_are_told_apart_by_their_company_and_not_by_their_number():
    renumbered = analysis([("a", 2, 1, 5), ("b", 1, 0, 5), ("c", 1, 0, 4)], ["d"])
    assert difference(told(), told(renumbered)).regrouped == ()
    moved = analysis([("a", 2, 1, 1), ("b", 1, 0, 1), ("c", 1, 0, 1)], ["d"])
    assert difference(told(), told(moved)).regrouped == ("Ciudad",)


def test_how_many_points_there_are_is_told_once_where_they_are_the_institutions():
    before, now = copy.deepcopy(KEPT), copy.deepcopy(KEPT)
    before["graph"] |= {"nodes": 3, "institutions": 3}
    now["graph"] |= {"nodes": 4, "institutions": 4}
    assert difference(told(before), told(now)).figures == (Figure("institutions", 3, 4),)


def test_a_question_that_is_understood_otherwise_says_so():
    assert difference(told(), told(parameters={"capas": ["groups", "events"]})).same_question is False


def resilience(cut_off, depending=()):
    shape = {"nodes": 4, "components": 1, "largest_component": 4, "isolates": 0}
    return {
        "snapshot": {},
        "gone": {"institutions": ["a"]},
        "before": shape,
        "after": shape | {"components": 1 + len(cut_off)},
        "left_alone": [],
        "cut_off": cut_off,
        "depending": {"commitments": [{"id": key, "title": title, "facts": []} for key, title in depending]},
        "single_points_of_failure": [{"id": "a", "fall": 2, "pieces": 2, "left_alone": 0}],
    }


def test_what_hangs_on_them_is_named_by_its_own_title():
    before = told(resilience([]), "resilience")
    found = difference(before, told(resilience([["b", "c"]], [("k", "Formar")]), "resilience", digest="d2"))
    assert found.figures == (
        Figure("after.components", 1, 2),
        Figure("cut_off", 0, 2),
        Figure("depending.commitments", 0, 1),
    )
    assert found.lists == (
        Names("cut_off", ("Barrio", "Ciudad"), ()),
        Names("depending.commitments", ("Formar",), ()),
    )


def test_records_beside_the_ties_make_a_change_of_their_own():
    before, now = resilience([]), resilience([], [("k", "Formar")])
    found = difference(told(before, "resilience"), told(now, "resilience"))
    assert (found.outcome, found.same_data) == (Outcome.CHANGED, True)


def changes(lost=(), gained=(), digest="x"):
    moment = {"as_of": "2019-12-31", "digest": digest, "graph": {"edges": 1}, "communities": {}}
    return {
        "snapshot": {},
        "before": moment,
        "after": moment,
        **{name: [] for name in ("institutions_gained", "institutions_lost", "moved")},
        **{name: [] for name in ("contexts_begun", "contexts_ended", "contexts_begun_and_ended")},
        "ties_gained": [{"a": a, "b": b, "reasons": []} for a, b in gained],
        "ties_lost": [{"a": a, "b": b, "reasons": []} for a, b in lost],
        **dict.fromkeys(("institutions_kept", "ties_kept", "undated_ties"), 0),
    }


def test_a_tie_is_named_by_both_its_ends():
    found = difference(told(changes([("a", "b")]), "changes"), told(changes(), "changes", digest="d2"))
    assert found.lists == (Names("ties_lost", (), ("Aldea – Barrio",)),)


def test_the_digest_of_a_day_is_no_part_of_the_answer():
    one, other = told(changes(), "changes"), told(changes(digest="y"), "changes", digest="d2")
    assert difference(one, other).outcome is Outcome.DATA_ONLY


@pytest.mark.parametrize(
    ("before", "now", "equal"),
    [
        (None, None, True),
        (None, 0, False),
        (0, None, False),
        (1, 1.0, True),
        (0.1 + 0.2, 0.3, True),
        (3, 4, False),
    ],
)
def test_what_rounding_makes_is_no_difference_and_nothing_is_not_zero(before, now, equal):
    assert same(before, now) is equal


NODES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 9), st.integers(0, 1), st.integers(1, 3)),
    unique_by=lambda row: row[0],
)


@given(NODES, NODES)
def test_there_and_back_the_same_is_gained_and_lost(one, other):
    there = difference(told(analysis(one)), told(analysis(other)))
    back = difference(told(analysis(other)), told(analysis(one)))
    assert [(n.name, n.gained, n.lost) for n in there.lists] == [
        (n.name, n.lost, n.gained) for n in back.lists
    ]
    assert {(s.name, s.before, s.now) for s in there.shifts} == {
        (s.name, s.now, s.before) for s in back.shifts
    }
    assert difference(told(analysis(one)), told(analysis(one))).outcome is Outcome.NOTHING
