"""The open package as a graph, read straight from its files: what the records must give."""

import csv
from calendar import monthrange
from functools import cache
from pathlib import Path

import networkx as nx

PACKAGE = Path(__file__).resolve().parents[3] / "network" / "exchange" / "open"
LAYERS = ("agreements", "groups", "milestones", "programmes")


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (PACKAGE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_day(text: str) -> str:
    return (text + "-01-01")[:10] if len(text) < 10 else text


def last_day(text: str) -> str:
    year, month, day = (*text.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def straight_from_the_files(
    layers, *, as_of: str = "", without=(), stated_only: bool = False, two_mode: bool = False
) -> tuple[nx.Graph, int]:
    """The graph, and how many contexts are in it or were projected."""
    day = last_day(as_of) if as_of else ""

    def counts(begins: str, ends: str = "") -> bool:
        if not day:
            return True
        return (not begins or first_day(begins) <= day) and (not ends or last_day(ends) >= day)

    seats: set[tuple[str, str]] = set()
    if "groups" in layers:
        started = {row["id"]: row["started"] for row in rows("groups")}
        for row in rows("group_members"):
            if row.get("person_id") or (stated_only and row["basis"] == "inferred"):
                continue
            if counts(started[row["group_id"]]) and counts(row["started"], row["ended"]):
                seats.add(("groups:" + row["group_id"], row["institution_id"]))
    if "agreements" in layers:
        valid = {row["id"]: (row["signed_on"], row["valid_until"]) for row in rows("agreements")}
        for row in rows("agreement_parties"):
            if counts(*valid[row["agreement_id"]]):
                seats.add(("agreements:" + row["agreement_id"], row["institution_id"]))
    if "milestones" in layers:
        begun = {row["id"]: row["started"] for row in rows("milestones")}
        for row in rows("milestone_institutions"):
            if counts(begun[row["milestone_id"]]):
                seats.add(("milestones:" + row["milestone_id"], row["institution_id"]))
    if "programmes" in layers:
        for row in rows("programmes"):
            for name in (row["institution_id"], row["host_unit"], *row["partner_ids"].split(";")):
                if name:
                    seats.add(("programmes:" + row["id"], name))
    seats |= _beyond_the_standing(layers, counts)
    seats = {(context, institution) for context, institution in seats if institution not in without}
    about = {row["id"]: {"sector": row["sector"], "region": row["region"]} for row in rows("institutions")}
    graph = nx.Graph()
    graph.add_nodes_from((institution, about[institution]) for _, institution in seats)
    members: dict[str, set[str]] = {}
    for context, institution in seats:
        members.setdefault(context, set()).add(institution)
    if two_mode:
        graph.add_edges_from(seats, weight=1)
        return graph, len(members)
    for together in members.values():
        for one in together:
            for other in together:
                if one < other:
                    weight = graph.edges[one, other]["weight"] + 1 if graph.has_edge(one, other) else 1
                    graph.add_edge(one, other, weight=weight)
    return graph, len(members)


def _beyond_the_standing(layers, counts) -> set[tuple[str, str]]:
    """Who belongs or reports to whom, and the public posts: as anybody may see them."""
    seats: set[tuple[str, str]] = set()
    mechanisms = {row["id"]: row for row in rows("mechanisms")}
    if "hierarchy" in layers:
        pairs = {row["id"]: (row["id"], row["parent_id"]) for row in rows("institutions") if row["parent_id"]}
        told = {frozenset(pair) for pair in pairs.values()}
        for key, row in mechanisms.items():
            pair = frozenset((row["institution_id"], row["reports_to_id"] or row["institution_id"]))
            if len(pair) == 2 and pair not in told and counts(row["created_on"]):
                pairs[f"{key}.reports"] = tuple(pair)
        seats |= {(f"hierarchy:{key}", one) for key, pair in pairs.items() for one in pair}
    if "posts" in layers:
        for row in rows("posts"):
            if row["publication"] == "public":
                served = mechanisms.get(row["mechanism_id"], {}).get("institution_id")
                seats |= {(f"posts:{row['id']}", one) for one in (row["institution_id"], served) if one}
    return seats
