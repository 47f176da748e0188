"""Keeping answers, ties with their reasons, the drawing, and that nothing measured stays unexplained."""

from datetime import date

import pytest

from network.graph.examples import southern_women
from network.graph.measures import Measures, measure
from network.graph.projection import project
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import Mode
from network.insights import columns, drawing, readings, services
from network.insights.selection import Asked, BadSelectionError, Selection, understood
from network.insights.sentences import SENTENCES, number
from network.insights.ties import Tie, strongest_first, ties_of


def table(name, *members, **dates):
    return Context(f"groups:{name}", "groups", name.title(), tuple(members), **dates)


WORLD = Snapshot(
    tuple(Node(name, name.upper(), {"sector": "public"}) for name in "abcd"),
    (
        table("one", Membership("a"), Membership("b", "inferred")),
        table("two", Membership("a"), Membership("b"), Membership("c", "inferred")),
    ),
)


def test_a_tie_is_stated_once_any_shared_space_ties_both_by_statement():
    assert ties_of(WORLD, Mode.ONE) == [
        Tie("a", "b", ("groups:one", "groups:two"), stated=True),
        Tie("a", "c", ("groups:two",), stated=False),
        Tie("b", "c", ("groups:two",), stated=False),
    ]
    assert [tie.weight for tie in strongest_first(ties_of(WORLD, Mode.ONE))] == [2, 1, 1]


@pytest.mark.parametrize("mode", list(Mode))
def test_ties_are_the_edges_of_the_graph(mode):
    snapshot = southern_women()
    graph = project(snapshot, mode)
    edges = {
        frozenset((graph.ids[a], graph.ids[b])): weight
        for a, b, weight in zip(graph.sources, graph.targets, graph.weights, strict=True)
    }
    assert {frozenset((tie.a, tie.b)): tie.weight for tie in ties_of(snapshot, mode)} == edges


def test_equal_content_shares_an_answer_and_unequal_content_never_does(monkeypatch):
    computed = []
    monkeypatch.setattr(services, "measure_graph", lambda graph: computed.append(graph) or Measures({}, []))
    selection = Selection(("groups",))
    services.analyse(WORLD, selection)
    services.analyse(Snapshot(WORLD.nodes[::-1], WORLD.contexts[::-1]), selection)
    assert len(computed) == 1
    services.analyse(WORLD, Selection(("groups",), mode=Mode.TWO))
    services.analyse(Snapshot(WORLD.nodes, WORLD.contexts[:1]), selection)
    services.analyse(WORLD, Selection(("groups",), without=("c",)))
    assert len(computed) == 4


def test_other_engines_give_another_key(monkeypatch):
    before = services.answer_key(WORLD, Mode.ONE)
    monkeypatch.setitem(services.ENGINE_VERSIONS, "igraph", "0")
    assert services.answer_key(WORLD, Mode.ONE) != before


@pytest.mark.parametrize(("mode", "nodes"), [(Mode.ONE, 3), (Mode.TWO, 5)])
def test_a_graph_is_heavy_by_the_nodes_it_will_have(mode, nodes, monkeypatch):
    monkeypatch.setattr(services, "HEAVY_FROM", nodes)
    assert not services.is_heavy(WORLD, mode)
    monkeypatch.setattr(services, "HEAVY_FROM", nodes - 1)
    assert services.is_heavy(WORLD, mode)


def test_every_measure_has_a_label_a_sentence_and_a_column():
    found = measure(WORLD, Mode.TWO)
    told = readings.chapters(services.Analysis(Selection(("groups",), Mode.TWO), WORLD, found))
    assert {reading.name for chapter in told for reading in chapter.readings} == set(found.graph)
    assert set(SENTENCES) == set(found.graph)
    assert set(columns.COLUMNS) == set(found.nodes[0]) - {"id"}


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("world", [WORLD, Snapshot((), ()), Snapshot(WORLD.nodes, ()), southern_women()])
def test_a_sentence_is_said_exactly_where_a_value_is_defined(world, mode):
    found = measure(world, mode)
    for chapter in readings.chapters(services.Analysis(Selection(("groups",), mode), world, found)):
        for reading in chapter.readings:
            assert bool(reading.sentence) == (found.graph[reading.name] is not None), reading.name


def test_a_negative_number_has_a_minus_of_its_own():
    assert number(-0.3341) == "−0,334"


def test_numbers_are_rounded_not_cut_off_and_never_minus_nothing():
    assert (number(6.9797), number(-0.0001), number(12), number(None)) == ("6,980", "0,000", "12", "")


def test_the_drawing_has_each_node_and_each_tie_once_and_its_names_do_not_overlap():
    snapshot = southern_women()
    graph, ties = project(snapshot, Mode.ONE), ties_of(snapshot, Mode.ONE)
    names = {node.id: node.label for node in snapshot.nodes}
    picture = drawing.draw(graph, services.places(snapshot, graph), ties, names)
    assert sorted(mark.id for _kind, marks in picture.marks for mark in marks) == sorted(graph.ids)
    assert sum(lines.count for lines in picture.lines) == graph.edges
    boxes = []
    for label in picture.labels:
        width = len(label.text) * drawing.PAPER.letter
        left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        boxes.append((left + 1, label.y - 13, left + width - 1, label.y + 3))
    assert boxes
    assert not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for place, a in enumerate(boxes)
        for b in boxes[:place]
    )


def test_a_drawing_bears_so_many_nodes_and_ties_and_takes_the_best_tied(monkeypatch):
    snapshot = southern_women()
    graph = project(snapshot, Mode.ONE)
    assert drawing.drawable(graph) is None
    monkeypatch.setattr(drawing, "MAX_NODES", 5)
    best = drawing.drawable(graph)
    order = sorted(graph.ids, key=lambda node: (-graph.degree[graph.index[node]], node))
    assert best == frozenset(order[:5])
    monkeypatch.setattr(drawing, "MAX_TIES", 3)
    assert drawing.drawable(graph) == frozenset(order[:3])


def asked(**changes):
    return understood(
        Asked(**{"layers": ("groups",), **changes}),
        layers={"agreements": "A", "groups": "G"},
        institutions={"a", "b"},
    )


@pytest.mark.parametrize(
    ("given", "day"), [("2020", date(2020, 12, 31)), ("2020-02", date(2020, 2, 29)), ("", None)]
)
def test_a_partial_date_means_its_last_day(given, day):
    assert asked(as_of=given).as_of == day


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"layers": ()}, "layers"),
        ({"layers": ("groups", "mesas")}, "layers"),
        ({"mode": "three"}, "mode"),
        ({"as_of": "2020-13"}, "as_of"),
        ({"as_of": "ayer"}, "as_of"),
        ({"without": ("a", "z")}, "without"),
    ],
)
def test_a_question_that_cannot_be_answered_says_which_part_is_wrong(wrong, field):
    with pytest.raises(BadSelectionError) as refused:
        asked(**wrong)
    assert [problem.field for problem in refused.value.problems] == [field]
