"""The real network that comes with the platform, measured by us and, from the same files, by networkx."""

import csv
from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from network.graph.measures import measure
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import Mode
from tests.network.graph import oracle

PACKAGE = Path(__file__).resolve().parents[3] / "network" / "exchange" / "open"
LAYERS = ("groups", "agreements", "milestones", "programmes")
DAY = date(2020, 12, 31)
CENTRE = ("mmeg", "sernameg")


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (PACKAGE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_day(text: str) -> date | None:
    year, month, day = (*map(int, filter(None, text.split("-"))), 0, 0, 0)[:3]
    return date(year, month or 1, day or 1) if text else None


def last_day(text: str) -> date | None:
    year, month, day = (*map(int, filter(None, text.split("-"))), 0, 0, 0)[:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1]) if text else None


@cache
def whole() -> Snapshot:
    """The package as a snapshot: the way in that the measures have."""

    def seats(table: str, key: str) -> dict[str, list[Membership]]:
        held: dict[str, list[Membership]] = {}
        for row in rows(table):
            if not row.get("person_id"):
                dates = first_day(row.get("started", "")), last_day(row.get("ended", ""))
                seat = Membership(row["institution_id"], row.get("basis") or "stated", *dates)
                held.setdefault(row[key], []).append(seat)
        return held

    def contexts(layer, table, title, members, begins=None, ends=None):
        return [
            Context(
                f"{layer}:{row['id']}",
                layer,
                row[title],
                tuple(members.get(row["id"], ())),
                first_day(row[begins]) if begins else None,
                last_day(row[ends]) if ends else None,
            )
            for row in rows(table)
        ]

    partners = {
        row["id"]: [
            Membership(i)
            for i in [row["institution_id"], row["host_unit"], *row["partner_ids"].split(";")]
            if i
        ]
        for row in rows("programmes")
    }
    parties = seats("agreement_parties", "agreement_id")
    done_by = seats("milestone_institutions", "milestone_id")
    return Snapshot(
        tuple(
            Node(row["id"], row["name"], {"sector": row["sector"], "region": row["region"]})
            for row in rows("institutions")
        ),
        (
            *contexts("groups", "groups", "name", seats("group_members", "group_id"), "started"),
            *contexts("agreements", "agreements", "title", parties, "signed_on", "valid_until"),
            *contexts("milestones", "milestones", "title", done_by, "started"),
            *contexts("programmes", "programmes", "name", partners),
        ),
    )


def straight_from_the_files(layers, day: str, without, *, two_mode: bool) -> tuple[nx.Graph, int]:
    """Dates as text, padded to their first or last day, and pairs counted one by one."""

    def counts(begins: str, ends: str) -> bool:
        begun = not begins or begins + "-01-01"[len(begins) - 4 :] <= day
        return not day or (begun and (not ends or ends + "-12-31"[len(ends) - 4 :] >= day))

    seated: list[tuple[str, str]] = []
    if "groups" in layers:
        begun = {row["id"]: row["started"] for row in rows("groups")}
        seated += [
            ("groups:" + row["group_id"], row["institution_id"])
            for row in rows("group_members")
            if counts(begun[row["group_id"]], "") and counts(row["started"], row["ended"])
        ]
    if "agreements" in layers:
        valid = {row["id"]: (row["signed_on"], row["valid_until"]) for row in rows("agreements")}
        seated += [
            ("agreements:" + row["agreement_id"], row["institution_id"])
            for row in rows("agreement_parties")
            if counts(*valid[row["agreement_id"]])
        ]
    if "milestones" in layers:
        begun = {row["id"]: row["started"] for row in rows("milestones")}
        seated += [
            ("milestones:" + row["milestone_id"], row["institution_id"])
            for row in rows("milestone_institutions")
            if counts(begun[row["milestone_id"]], "")
        ]
    if "programmes" in layers:
        for row in rows("programmes"):
            named = f"{row['institution_id']};{row['host_unit']};{row['partner_ids']}".split(";")
            seated += [("programmes:" + row["id"], name) for name in named if name]
    seated = sorted({(context, actor) for context, actor in seated if actor not in without})
    about = {row["id"]: {"sector": row["sector"], "region": row["region"]} for row in rows("institutions")}
    bipartite = nx.Graph()
    bipartite.add_nodes_from((actor, about[actor]) for _, actor in seated)
    bipartite.add_edges_from(seated, weight=1)
    contexts = {context for context, _ in seated}
    if two_mode:
        return bipartite, len(contexts)
    actors = [node for node in bipartite if node not in contexts]
    return nx.bipartite.weighted_projected_graph(bipartite, actors), len(contexts)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("without", [(), CENTRE], ids=["whole", "without-the-centre"])
@pytest.mark.parametrize("day", [None, DAY], ids=["always", "2020"])
@pytest.mark.parametrize("layers", [*((layer,) for layer in LAYERS), LAYERS], ids=[*LAYERS, "union"])
def test_every_measure_of_the_open_package_is_that_of_networkx(layers, day, without, mode):
    snapshot = whole().restricted(layers=layers, as_of=day, without=without)
    two_mode = mode is Mode.TWO
    graph, contexts = straight_from_the_files(
        layers, day.isoformat() if day else "", without, two_mode=two_mode
    )
    assert graph.number_of_edges() > 0
    found = measure(snapshot, mode)
    assert oracle.all_differences(found, graph, contexts=contexts, two_mode=two_mode) == []


def test_most_of_the_package_is_undated_and_says_so():
    groups = whole().restricted(layers=["groups"]).undated()
    assert groups.total_contexts == len({row["group_id"] for row in rows("group_members")})
    assert 0 < groups.contexts <= groups.total_contexts
    assert groups.total_memberships == len(rows("group_members"))


def test_some_institutions_have_no_tie_at_all():
    named = {seat.node_id for context in whole().contexts for seat in context.members}
    assert {node.id for node in whole().untied()} == {row["id"] for row in rows("institutions")} - named
