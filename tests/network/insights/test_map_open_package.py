"""The map of the real network falls apart as networkx says, straight from the files; and so does its twin."""

import io
import json
import re
from html import unescape

import networkx as nx
import pytest
from django.test import Client

from network.exchange.services import import_package
from network.web import map as map_page
from tests.network.graph.formats import gexf_faults, graphml_faults

from .oracle import LAYERS, PACKAGE, rows, straight_from_the_files

CENTRE = (
    "mmeg",
    "sernameg",
    *sorted(r["id"] for r in rows("institutions") if r["id"].startswith("seremi-mujer-")),
)
UNION = ("agreements", "groups", "milestones")
NAMES = {row["id"]: row["name"] for row in rows("institutions")}
EVERY = (*LAYERS, "hierarchy", "posts")


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The open package for all tests of this module: they read and change nothing."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        import_package(path=PACKAGE)
        yield
        transaction.set_rollback(True)


def address(layers, without=(), mode="one", **more) -> str:
    asked = [("ver", "1"), ("modo", mode), *(("capas", name) for name in layers), *more.items()]
    return "?" + "&".join(f"{key}={value}" for key, value in [*asked, ("sin", ",".join(without))])


def drawn(query: str) -> tuple[nx.Graph, dict]:
    """What the canvas is given, as a graph."""
    data = json.loads(Client().get(f"/red/datos.json{query}").content)
    graph, ids = nx.Graph(), [point[0] for point in data["points"]]
    graph.add_nodes_from(ids)
    flat = data["ties"]
    graph.add_weighted_edges_from(
        (ids[flat[n]], ids[flat[n + 1]], flat[n + 2]) for n in range(0, len(flat), 4)
    )
    return graph, data


def shape(graph: nx.Graph) -> dict:
    """How it has fallen apart: who is with whom, and who is alone."""
    return {
        "pieces": sorted(sorted(part) for part in nx.connected_components(graph)),
        "alone": sorted(nx.isolates(graph)),
        "ties": sorted((*sorted(edge), weight) for *edge, weight in graph.edges(data="weight")),
    }


CASES = [
    (LAYERS, (), "one"),
    (UNION, CENTRE, "one"),
    (LAYERS, CENTRE, "one"),
    (LAYERS, CENTRE, "two"),
    (EVERY, CENTRE, "one"),
    (EVERY, CENTRE, "two"),
    (("hierarchy",), ("mmeg",), "one"),
    (("posts",), (), "two"),
]


@pytest.mark.usefixtures("opened")
class TestTheMap:
    @pytest.mark.parametrize(("layers", "without", "mode"), CASES)
    def test_it_falls_apart_as_networkx_says(self, db, layers, without, mode) -> None:
        found, data = drawn(address(layers, without, mode))
        oracle, _ = straight_from_the_files(layers, without=without, two_mode=mode == "two")
        assert shape(found) == shape(oracle)
        assert {point[0]: point[7] for point in data["points"]} == dict(oracle.degree)
        assert all(0 <= place <= 1 for point in data["points"] for place in point[4:6])

    @pytest.mark.parametrize(("layers", "mode"), [(UNION, "one"), (EVERY, "two")])
    def test_so_does_its_twin_over_all_its_pages(self, db, monkeypatch, layers, mode) -> None:
        monkeypatch.setattr(map_page, "ROWS", 2_000)
        monkeypatch.setattr(map_page, "TIES", 20_000)
        oracle, _ = straight_from_the_files(layers, without=CENTRE, two_mode=mode == "two")
        html = Client().get(f"/red/{address(layers, CENTRE, mode, vinculos='1')}").content.decode()
        listed = re.findall(r'data-point="([^"]+)"', html)
        assert sorted(listed) == sorted(oracle)
        assert len(listed) == len(set(listed))
        ties = html.split('id="red-vinculos"')[1].split("<tbody>")[1].split("</tbody>")[0]
        rows_of_ties = re.findall(r"<tr>(.*?)</tr>", ties, re.S)
        assert len(rows_of_ties) == oracle.number_of_edges()
        if mode == "one":
            told = {tuple(sorted(_names(row))) for row in rows_of_ties}
            assert told == {tuple(sorted(NAMES[end] for end in edge)) for edge in oracle.edges}

    @pytest.mark.parametrize(("layers", "mode"), [(LAYERS, "one"), (EVERY, "two")])
    def test_its_files_keep_every_rule_of_their_formats(self, db, layers, mode) -> None:
        oracle, _ = straight_from_the_files(layers, without=CENTRE, two_mode=mode == "two")
        query = address(layers, CENTRE, mode)
        ml, gexf = (Client().get(f"/red/red.{kind}{query}").content for kind in ("graphml", "gexf"))
        assert (graphml_faults(ml), gexf_faults(gexf)) == ([], [])
        for read in (nx.read_graphml(io.BytesIO(ml)), nx.read_gexf(io.BytesIO(gexf))):
            assert shape(read) == shape(oracle)

    def test_the_figures_beside_it_are_those_of_networkx(self, db) -> None:
        before, _ = straight_from_the_files(UNION)
        after, _ = straight_from_the_files(UNION, without=CENTRE)
        html = Client().get(f"/red/{address(UNION, CENTRE)}").content.decode()
        table = html.split('class="map-loss"')[1].split("</table>")[0]
        figures = [int(cell) for cell in re.findall(r'<td class="numeric">(\d+)</td>', table)]
        # Who is in a space with nobody left but those taken out is alone after, and was there before.
        kept = before.copy()
        kept.remove_nodes_from(CENTRE)
        sizes = [[len(part) for part in nx.connected_components(graph)] for graph in (before, kept)]
        assert figures == [
            *(len(found) for found in sizes),
            *(max(found) for found in sizes),
            *(found.count(1) for found in sizes),
        ]
        assert set(after) == set(kept)

    def test_who_was_there_stays_where_it_was_whatever_is_switched_on(self, db) -> None:
        for mode in ("one", "two"):
            _, usual = drawn(address(LAYERS, mode=mode))
            places = {point[0]: point[4:6] for point in usual["points"]}
            for layers in (EVERY, (*LAYERS, "posts"), ("hierarchy",)):
                graph, data = drawn(address(layers, mode=mode))
                found = {point[0]: point[4:6] for point in data["points"]}
                assert {node: found[node] for node in found if node in places} == {
                    node: places[node] for node in found if node in places
                }
                assert len(found) == len(graph)
            _, every = drawn(address(EVERY, mode=mode))
            found = {point[0]: tuple(point[4:6]) for point in every["points"]}
            new = {node: place for node, place in found.items() if node not in places}
            assert new
            assert len(set(new.values())) == len(new)  # no newcomer hides another


def _names(row: str) -> list[str]:
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)[:2]
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
