"""Values that others have published for famous networks."""

import pytest

from network.graph.examples import florentine, karate, kite, of_ties, southern_women
from network.graph.measures import measure, measure_graph
from network.graph.mixing import ei, modularity
from network.graph.projection import Mode, one_mode


def by_id(found):
    return {row["id"]: row for row in found.nodes}


def test_southern_women_two_mode_density_is_that_of_borgatti_and_everett():
    found = measure(southern_women(), Mode.TWO)
    assert (found.graph["institutions"], found.graph["contexts"], found.graph["edges"]) == (18, 14, 89)
    assert round(found.graph["density"], 3) == 0.353
    assert by_id(found)["events:E8"]["degree"] == 14


def test_southern_women_share_the_events_that_breiger_counted():
    graph = one_mode(southern_women())
    shared = {other: weight for other, weight, _ in graph.neighbours("Evelyn Jefferson")}
    assert (shared["Theresa Anderson"], shared["Laura Mandeville"], shared["Brenda Rogers"]) == (7, 6, 6)
    assert round(measure_graph(graph).graph["density"], 3) == 0.908


def test_the_kite_has_three_different_centres():
    rows = by_id(measure_graph(kite()))
    assert max(rows, key=lambda node: rows[node]["degree"]) == "Diane"
    assert max(rows, key=lambda node: rows[node]["betweenness"]) == "Heather"
    assert round(rows["Heather"]["betweenness"], 3) == 0.389
    assert round(rows["Ike"]["betweenness"], 3) == 0.222
    assert [round(rows[node]["closeness"], 3) for node in ("Fernando", "Garth", "Diane", "Jane")] == [
        0.643,
        0.643,
        0.600,
        0.310,
    ]


def test_the_medici_stand_between_the_other_families():
    found = measure_graph(florentine())
    rows = by_id(found)
    pairs = 15 * 14 / 2
    assert rows["Medici"]["betweenness"] * pairs == pytest.approx(47.5)
    assert rows["Guadagni"]["betweenness"] * pairs == pytest.approx(23 + 1 / 6)
    assert rows["Albizzi"]["betweenness"] * pairs == pytest.approx(19 + 1 / 3)
    assert round(rows["Medici"]["eigenvector"], 3) == 0.430
    assert (found.graph["nodes"], found.graph["edges"], found.graph["isolates"]) == (16, 20, 1)
    assert rows["Pucci"] == {
        "id": "Pucci",
        "degree": 0,
        "weighted_degree": 0,
        "betweenness": 0.0,
        "closeness": 0.0,
        "eigenvector": 0.0,
        "constraint": None,
        "constraint_weighted": None,
        "effective_size": None,
        "clustering": 0.0,
        "core": 0,
        "articulation": 0,
        "component": 2,
        "community": rows["Pucci"]["community"],
        "ei_sector": None,
        "ei_region": None,
    }


def test_the_karate_club_has_its_published_values():
    found = measure_graph(karate())
    whole = found.graph
    assert (whole["nodes"], whole["edges"], whole["diameter"], whole["k_core_max"]) == (34, 78, 5, 4)
    assert round(whole["density"], 3) == 0.139
    assert round(whole["average_path_length"], 3) == 2.408
    assert round(whole["average_clustering"], 3) == 0.571
    assert round(by_id(found)["00"]["betweenness"], 3) == 0.438


def test_leiden_finds_the_karate_clubs_optimum_of_brandes_and_others():
    found = measure_graph(karate())
    assert found.graph["communities"] == 4
    assert round(found.graph["modularity_communities"], 4) == 0.4198


def test_the_split_of_the_karate_club_is_inward_and_modular():
    assert round(modularity(karate(), "club"), 3) == 0.358
    assert ei(karate(), "club") == pytest.approx((11 - 67) / 78)


def test_ei_is_one_where_all_ties_cross_and_minus_one_where_none_does():
    sides = {"a": {"s": "x"}, "b": {"s": "x"}, "c": {"s": "y"}}
    assert ei(one_mode(of_ties([("a", "c"), ("b", "c")], attributes=sides)), "s") == 1.0
    assert ei(one_mode(of_ties([("a", "b")], attributes=sides)), "s") == -1.0


def test_burts_constraint_is_one_over_the_number_of_separate_contacts():
    star = by_id(measure_graph(one_mode(of_ties(("hub", f"leaf{i}") for i in range(5)))))
    assert star["hub"]["constraint"] == pytest.approx(0.2)
    assert star["hub"]["effective_size"] == 5.0
    assert star["leaf0"]["constraint"] == pytest.approx(1.0)
    triangle = by_id(measure_graph(one_mode(of_ties(["ab", "bc", "ac"]))))
    assert triangle["a"]["constraint"] == pytest.approx(1.125)


def test_freeman_centralization_is_one_for_a_star_and_zero_for_a_ring():
    star = measure_graph(one_mode(of_ties(("hub", f"leaf{i}") for i in range(5)))).graph
    ring = measure_graph(one_mode(of_ties(["ab", "bc", "cd", "ad"]))).graph
    assert (star["degree_centralization"], ring["degree_centralization"]) == (1.0, 0.0)
