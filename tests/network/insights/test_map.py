"""The map: places and colours that stay, rows and canvas alike, and answers that can be checked by hand."""

import re
from pathlib import Path

import networkx as nx
import pytest

from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import Mode
from network.insights import map as map_module
from network.insights import map_answers, map_files, map_twin
from network.insights.map import View, network_map
from network.insights.queries import layers
from network.insights.selection import Selection
from tests.network.graph.test_same_everywhere import world

TOKENS = Path(__file__).resolve().parents[3] / "site" / "static" / "css" / "tokens.css"
LAYERS = ("agreements", "groups")

pytestmark = pytest.mark.django_db  # the names of kinds come from the vocabulary


def context(name: str, *members: str, begins=None, ends=None, layer="groups") -> Context:
    return Context(
        f"{layer}:{name}", layer, name.title(), tuple(Membership(m) for m in members), begins, ends
    )


def snapshot(*contexts: Context) -> Snapshot:
    names = sorted({seat.node_id for one in contexts for seat in one.members})
    sectors = ("public", "private", "")
    nodes = (Node(n, n.upper(), {"sector": sectors[place % 3]}) for place, n in enumerate(names))
    return Snapshot(tuple(nodes), contexts)


def view(snapshot: Snapshot, **fields: object) -> map_module.NetworkMap:
    chosen = {key: fields.pop(key) for key in ("colour", "size", "opened") if key in fields}
    return network_map(snapshot, View(Selection(**{"layers": LAYERS, **fields}), **chosen))  # type: ignore[arg-type]


CHAIN = snapshot(
    context("one", "a", "b"), context("two", "b", "c"), context("three", "c", "d", layer="agreements")
)


@pytest.mark.parametrize("mode", list(Mode))
def test_rows_and_canvas_hold_the_same_points_and_ties(mode) -> None:
    drawn = view(world(1), layers=("groups",), mode=mode)
    data = map_twin.payload(drawn)
    by_layer = layers()
    rows = [map_twin.point_row(drawn, point, by_layer) for point in drawn.points]
    assert [point[0] for point in data["points"]] == [row.id for row in rows]
    assert [point[7] for point in data["points"]] == [row.ties for row in rows]
    flat, ids = data["ties"], [row.id for row in rows]
    ties = {(ids[flat[n]], ids[flat[n + 1]], flat[n + 2]) for n in range(0, len(flat), 4)}
    told = {(tie.a, tie.b, tie.weight) for tie in map_twin.ranked_ties(drawn)}
    assert ties == told
    assert len(told) == drawn.graph.edges == len(flat) // 4


def test_who_stays_stands_where_it_stood() -> None:
    whole, less = (
        view(world(1), layers=("groups",)),
        view(world(2), layers=("groups",), without=("i005", "i050")),
    )
    assert less.places == {node: spot for node, spot in whole.places.items() if node in less.graph.index}
    assert len(less.places) > 50


def test_a_colour_stands_for_the_same_whatever_is_switched_off() -> None:
    whole, less = view(CHAIN), view(CHAIN, without=("a",))
    assert {node: slot for node, slot in whole.slots.items() if node != "a"} == less.slots
    assert whole.slots["a"][0] == "1"
    assert whole.slots["c"][0] == "none"


def test_the_largest_values_get_the_largest_marks() -> None:
    drawn = view(CHAIN)
    assert [point.id for point in drawn.points] == ["b", "c", "a", "d"]
    assert drawn.radii["b"] == drawn.radii["c"] > drawn.radii["a"]
    assert len(set(view(CHAIN, size="equal").radii.values())) == 1


def test_the_way_tells_the_reason_of_each_step() -> None:
    found = map_answers.way(view(CHAIN), "a", "d")
    assert found.nodes == ("a", "b", "c", "d")
    assert [[reason.name for reason in leg.reasons] for leg in found.legs] == [["One"], ["Two"], ["Three"]]


@pytest.mark.parametrize(
    ("one", "other", "without", "words"),
    [
        ("a", "a", (), "A"),
        ("a", "d", ("b",), "participa en nada"),
        ("b", "d", ("c",), "participa en nada"),
    ],
)
def test_where_no_way_leads_a_sentence_says_so(one, other, without, words) -> None:
    found = map_answers.way(view(CHAIN, without=without, layers=("groups",)), one, other)
    assert found.legs == ()
    assert words in found.sentence


def test_what_falls_apart_is_counted_as_networkx_counts_it() -> None:
    everything = world(3)
    gone = ("i010", "i011", "i040")
    found = map_answers.loss(view(everything, layers=("groups",), without=gone))
    oracle = view(everything, layers=("groups",)).graph.networkx()
    before = nx.number_connected_components(oracle)
    oracle.remove_nodes_from(gone)
    after = nx.number_connected_components(oracle)
    assert found is not None
    assert found.rows[0][1:] == (before, after)
    assert found.removal.after.largest_component == max(map(len, nx.connected_components(oracle)))


def test_nothing_taken_out_is_no_loss_and_who_was_not_there_changes_nothing() -> None:
    assert map_answers.loss(view(CHAIN)) is None
    found = map_answers.loss(view(CHAIN, layers=("agreements",), without=("a",)))
    assert found is not None
    assert found.rows[0][1] == found.rows[0][2]


@pytest.mark.parametrize(
    "contexts", [(), (context("alone", "a"),), (context("pair", "a", "b"),)], ids=["none", "one", "two"]
)
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("colour", map_module.COLOURS)
@pytest.mark.parametrize("size", map_module.SIZES)
def test_the_smallest_graphs_are_drawn_without_a_number_that_is_none(contexts, mode, colour, size) -> None:
    drawn = view(snapshot(*contexts), mode=mode, colour=colour, size=size)
    data = map_twin.payload(drawn)
    assert "nan" not in str(data).lower()
    assert len(data["points"]) == drawn.graph.nodes
    assert all(0 <= value <= 1 for point in data["points"] for value in point[4:6])
    assert map_answers.sentences(drawn)
    for kind in ("graphml", "gexf"):
        assert map_files.graph_file(drawn, kind).startswith(b"<?xml")
    assert map_files.picture(drawn).height > 800


def test_a_great_network_is_drawn_by_its_communities_and_opened_on_demand(monkeypatch) -> None:
    monkeypatch.setattr(map_module, "BLOCKS_FROM", 50)
    closed = view(world(1), layers=("groups",))
    assert all(point.block for point in closed.points)
    assert sum(point.block.size for point in closed.points if point.block) == closed.graph.nodes
    opened = view(world(1), layers=("groups",), opened=(1,))
    members = {node for node, part in zip(opened.graph.ids, opened.parts.tolist(), strict=True) if part == 1}
    assert {point.id for point in opened.points if not point.block} == members
    data = map_twin.payload(opened)
    assert len(data["ties"]) // 4 == len(opened.ties) > 0
    assert set(opened.places) == {point.id for point in opened.points}


def test_the_files_colours_are_the_light_themes() -> None:
    light = TOKENS.read_text("utf-8").split("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    expected = {str(n): tokens[f"data-{n}"] for n in range(1, 7)}
    expected |= {"rest": tokens["data-rest"], "context": tokens["data-rest"]}
    expected |= {"none": tokens["surface"], "block": tokens["violet-wash"]}
    assert expected == map_files.FILLS
    assert (tokens["ink"], tokens["ink-soft"], tokens["surface"]) == (
        map_files.INK,
        map_files.SOFT,
        map_files.PAPER_COLOUR,
    )
