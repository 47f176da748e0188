"""`manage answer` on the real network, against networkx straight from its files."""

import io
import json
from datetime import date
from io import StringIO

import networkx as nx
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pypdf import PdfReader

from network.accounts.viewer import PUBLIC
from network.exchange.services import import_package
from network.insights.answers.reports import QUESTIONS, ask
from network.paper.pdf import as_pdf
from tests.network.insights.oracle import LAYERS, PACKAGE, first_day, last_day, rows, straight_from_the_files

UNION = ("groups", "agreements", "milestones")
CENTRE = {"mmeg", "sernameg"} | {
    row["id"] for row in rows("institutions") if row["id"].startswith("seremi-mujer-")
}
TERRITORY = {
    row["id"]
    for row in rows("institutions")
    if (row["municipality"], row["level"], row["sector"]) == ("Peñalolén", "municipal", "public")
}


@pytest.fixture
def answered(db, tmp_path):
    import_package(path=PACKAGE)

    def run(*arguments):
        path = tmp_path / "answer.json"
        call_command("answer", *arguments, "--json", str(path), stderr=StringIO())
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)

    return run


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no number")


def shape(graph):
    sizes = [len(part) for part in nx.connected_components(graph)]
    return {
        "nodes": len(graph),
        "components": len(sizes),
        "largest_component": max(sizes, default=0),
        "isolates": sizes.count(1),
    }


def test_what_holds_without_the_centre_is_what_networkx_says(answered):
    for arguments, gone, layers, as_of in (
        (["--without", ",".join(sorted(CENTRE)), "--layers", ",".join(UNION)], CENTRE, UNION, ""),
        (["--without", "mmeg", "--as-of", "2020"], {"mmeg"}, LAYERS, "2020"),
        (["--territory", "Peñalolén", "--as-of", "2021-06"], TERRITORY, LAYERS, "2021-06"),
    ):
        found = answered("resilience", *arguments)
        before, _ = straight_from_the_files(layers, as_of=as_of)
        after = before.copy()
        after.remove_nodes_from(gone)
        assert found["gone"]["institutions"] == sorted(gone)
        assert found["gone"]["without_part"] == sorted(gone - set(before))
        assert found["before"] == shape(before)
        assert found["after"] == shape(after)
        assert found["left_alone"] == sorted(n for n in after if not after.degree(n) and before.degree(n))
        _same_failures(found, before)
        again, _ = straight_from_the_files(layers, as_of=as_of, without=gone)
        assert set(again.edges) == set(after.edges) or nx.utils.graphs_equal(again, after)


def _same_failures(found, graph):
    cuts = set(nx.articulation_points(graph))
    worst = found["single_points_of_failure"]
    assert {one["id"] for one in worst if one["pieces"] > 1} == cuts
    size = shape(graph)["largest_component"]
    for one in worst:
        rest = graph.subgraph(set(graph) - {one["id"]})
        assert one["fall"] == size - shape(rest)["largest_component"]
    assert [one["fall"] for one in worst] == sorted((one["fall"] for one in worst), reverse=True)


def test_what_is_left_hanging_without_the_centre_stands_in_the_files(answered):
    found = answered("resilience", "--without", ",".join(sorted(CENTRE)))["depending"]
    leads: dict[str, set[str]] = {row["id"]: {row["lead_institution_id"]} - {""} for row in rows("groups")}
    members: dict[str, set[str]] = {}
    for row in rows("group_members"):
        members.setdefault(row["group_id"], set()).add(row["institution_id"])
        if row["role"] == "lead":
            leads[row["group_id"]].add(row["institution_id"])
    assert ids(found["groups_without_lead"]) == {
        f"groups:{g}" for g, who in leads.items() if who and who <= CENTRE
    }
    assert ids(found["groups_without_company"]) == {
        f"groups:{g}" for g, who in members.items() if who & CENTRE and len(who - CENTRE) < 2
    }
    assert len(found["seats"]) == sum(row["institution_id"] in CENTRE for row in rows("group_members"))
    parties: dict[str, set[str]] = {}
    for row in rows("agreement_parties"):
        parties.setdefault(row["agreement_id"], set()).add(row["institution_id"])
    assert ids(found["agreements"]) == {
        f"agreements:{a}" for a, who in parties.items() if who & CENTRE and len(who - CENTRE) < 2
    }
    open_ones = [row for row in rows("commitments") if row["status"] != "done"]
    assert ids(found["commitments_owed"]) == {
        f"commitments:{row['id']}" for row in open_ones if row["debtor_id"] in CENTRE
    }
    assert ids(found["commitments_due"]) == {
        f"commitments:{row['id']}"
        for row in open_ones
        if row["creditor_id"] in CENTRE and row["debtor_id"] not in CENTRE
    }
    assert ids(found["programmes"]) == {
        f"programmes:{row['id']}"
        for row in rows("programmes")
        if {row["institution_id"], row["host_unit"]} & CENTRE
    }
    assert ids(found["posts"]) == {f"posts:{r['id']}" for r in rows("posts") if r["institution_id"] in CENTRE}


def ids(items):
    return {item["id"] for item in items}


def test_what_changed_is_what_networkx_says_and_every_change_bears_a_date(answered):
    for start, end in (("2019", "2020"), ("2015", "2021-06"), ("2020-12-31", "2022")):
        _same_changes(answered("changes", "--from", start, "--to", end), start, end)


def _same_changes(found, start, end):
    before, _ = straight_from_the_files(LAYERS, as_of=start)
    after, _ = straight_from_the_files(LAYERS, as_of=end)
    old, new = ({tuple(sorted(edge)) for edge in graph.edges} for graph in (before, after))
    assert {(tie["a"], tie["b"]) for tie in found["ties_gained"]} == new - old
    assert {(tie["a"], tie["b"]) for tie in found["ties_lost"]} == old - new
    assert found["ties_kept"] == len(old & new)
    assert {row["id"] for row in found["institutions_gained"]} == set(after) - set(before)
    assert {row["id"] for row in found["institutions_lost"]} == set(before) - set(after)
    for change in (*found["ties_gained"], *found["ties_lost"], *found["institutions_gained"]):
        assert all(reason["year"] for reason in change["reasons"]), change
    assert found["contexts_begun"] == begun(last_day(start), last_day(end))
    for name, graph in (("before", before), ("after", after)):
        measures = found[name]["graph"]
        assert (measures["nodes"], measures["edges"]) == (len(graph), graph.number_of_edges())
        assert measures["components"] == shape(graph)["components"]
        assert measures["articulation_points"] == len(set(nx.articulation_points(graph)))


def begun(start, end):
    held = {
        "agreements": ("agreement_parties", "agreement_id", "signed_on", "valid_until"),
        "groups": ("group_members", "group_id", "started", ""),
        "milestones": ("milestone_institutions", "milestone_id", "started", ""),
    }
    found = []
    for layer, (members, key, begins, ends) in held.items():
        seated = {row[key] for row in rows(members)}
        for row in rows(layer):
            over = ends and row[ends] and last_day(row[ends]) < end
            if row["id"] in seated and row[begins] and start < first_day(row[begins]) <= end and not over:
                found.append(f"{layer}:{row['id']}")
    return sorted(found)


def test_moved_are_those_outside_the_follower_of_their_community(answered):
    found = answered("changes", "--from", "2019", "--to", "2021")
    old, new = found["before"]["communities"], found["after"]["communities"]
    follower = {match["before"]: match["after"] for match in found["communities"]}
    assert found["moved"] == sorted(node for node in old if node in new and follower[old[node]] != new[node])
    for match in found["communities"]:
        before = {node for node, number in old.items() if number == match["before"]}
        after = {node for node, number in new.items() if number == match["after"]}
        assert (match["size_before"], match["size_after"]) == (len(before), len(after))
        assert match["stayed"] == len(before & after)


BAD_INPUT = (
    (["resilience", "--post", "zeta"], "No hay un puesto con el identificador «zeta»."),
    (["resilience", "--territory", "Atlántida"], "No hay un municipio ni una región «Atlántida»."),
    (["resilience", "--territory", "999999"], "No hay un municipio ni una región «999999»."),
    (["resilience", "--territory", "Jalisco"], "No hay registrada ninguna institución pública propia"),
    (["resilience", "--without", "zeta"], "«zeta» no es una institución del directorio"),
    (["changes", "--from", "2021", "--to", "2020"], "La primera fecha debe ser anterior a la segunda"),
    (["changes", "--from", "2020", "--to", "2020"], "La primera fecha debe ser anterior a la segunda"),
    (["changes", "--from", "1900", "--to", "2020"], "«1900» está fuera de lo que se puede comparar."),
    (["changes", "--from", "2020", "--to", "2120"], "«2120» está fuera de lo que se puede comparar."),
    (["changes", "--from", "ayer", "--to", "2020"], "«ayer» no es una fecha."),
    (["changes", "--to", "2020"], "Escriba la primera fecha."),
    (["changes", "--layers", "mesas"], "No hay una capa «mesas»."),
    (["changes", "--layers", "programmes"], "Ningún registro lleva fecha"),
)


def test_bad_input_gets_a_sentence(answered):
    for arguments, sentence in BAD_INPUT:
        with pytest.raises(CommandError) as refused:
            call_command("answer", *arguments)
        assert sentence in str(refused.value)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_report_of_the_whole_network_is_four_sheets_at_most(db, question):
    pytest.importorskip("weasyprint", exc_type=OSError)
    import_package(path=PACKAGE)
    with translation.override("es"):
        sheets = as_pdf(ask(question, {}, PUBLIC).paper(date(2026, 11, 20)))
    assert len(PdfReader(io.BytesIO(sheets)).pages) <= 4
