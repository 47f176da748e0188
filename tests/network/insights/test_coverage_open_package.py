"""The coverage of the real network, against its files read without the program."""

from collections import Counter, defaultdict

import pytest
import time_machine

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.exchange.services import import_package
from network.insights.coverage_matrix import Matrix

from .oracle import LAYERS, PACKAGE, first_day, last_day, rows, straight_from_the_files

ANALYST = Viewer(user_id=1, grants=frozenset({GrantFact(Role.ANALYST)}))


OF_PUBLIC_BODIES = ("mecanismo", "enlace", "plan")


def counts_on(day, begins, ends):
    return (not begins or first_day(begins) <= day) and (not ends or last_day(ends) >= day)


def straight(day, *, insider):
    """Column → institution → state; who is not named has a gap."""
    found = defaultdict(dict)
    for row in rows("institutions"):
        if row["sector"] not in ("", "public", "academia"):
            found |= {name: found[name] | {row["id"]: "not_applicable"} for name in OF_PUBLIC_BODIES}
        if row["kind"] == "womens_institute":
            found["mecanismo"][row["id"]] = "not_applicable"
    found["condiciones"] = {row["id"]: "not_applicable" for row in rows("institutions")}
    for row in rows("mechanisms"):
        found["mecanismo"][row["institution_id"]] = "solved"
        found["condiciones"][row["institution_id"]] = "unknown"  # no file says a word of the conditions
    for row in rows("posts"):
        # Nobody holds a post in the package, so one that tells is vacant.
        if row["kind"] in ("enlace", "focal_point"):
            tells = row["publication"] == "public" or (insider and row["publication"] == "network")
            before = found["enlace"].get(row["institution_id"])
            found["enlace"][row["institution_id"]] = "gap" if tells or before == "gap" else "unknown"
    for row in rows("trainings"):
        if counts_on(day, row["started"], ""):
            for name in {*row["provider_ids"].split(";"), row["audience_institution_id"]} - {""}:
                found["formacion"][name] = "solved"
    for row in rows("plans"):
        name = row["institution_id"]
        if not name or row["kind"] in ("diagnostico", "informe"):
            continue
        if not row["starts_on"] and not row["ends_on"]:
            found["plan"][name] = "solved" if found["plan"].get(name) == "solved" else "unknown"
        elif counts_on(day, row["starts_on"], row["ends_on"]):
            found["plan"][name] = "solved"
        elif found["plan"].get(name) == "not_applicable":
            found["plan"][name] = "gap"  # it had one, and that is over
    until = {row["id"]: row["valid_until"] for row in rows("agreements")}
    for row in rows("agreement_parties"):
        end = until[row["agreement_id"]]
        if not end or last_day(end) >= day:  # none says its state
            found["convenio"][row["institution_id"]] = "unknown"
    for row in rows("group_members"):
        if counts_on(day, row["started"], row["ended"]):
            found["asiento"][row["institution_id"]] = "solved"
    for name, date in activities():
        if not date:
            found["actividad"].setdefault(name, "unknown")
        elif first_day(date) <= day:
            found["actividad"][name] = "solved"
    return found


def activities():
    begun = {row["id"]: row["started"] for row in rows("milestones")}
    signed = {row["id"]: row["signed_on"] for row in rows("agreements")}
    for row in rows("milestone_institutions"):
        yield row["institution_id"], begun[row["milestone_id"]]
    for row in rows("agreement_parties"):
        yield row["institution_id"], signed[row["agreement_id"]]
    for row in rows("trainings"):
        for name in {*row["provider_ids"].split(";"), row["audience_institution_id"]} - {""}:
            yield name, row["started"]


@pytest.mark.django_db
def test_every_cell_and_every_sum_is_that_of_the_files():
    import_package(path=PACKAGE)
    names = sorted(row["id"] for row in rows("institutions"))
    for day in ("2019-12-31", "2021-04-30", "2026-11-20"):
        for viewer in (PUBLIC, ANALYST):
            with time_machine.travel(f"{day}T18:00:00Z", tick=False):
                matrix = Matrix(viewer)
            expected = straight(day, insider=viewer is ANALYST)
            for place, column in enumerate(matrix.columns):
                states = {row.package_id: row.cells[place].state.value for row in matrix.rows}
                wanted = {name: expected[column.name].get(name, "gap") for name in names}
                assert states == wanted, (day, column.name)
                summary = matrix.summaries(matrix.rows)[place]
                sums = Counter(wanted.values())
                assert (summary.gaps, summary.solved, summary.unknown, summary.not_applicable) == (
                    sums["gap"],
                    sums["solved"],
                    sums["unknown"],
                    sums["not_applicable"],
                )


@pytest.mark.django_db
def test_who_has_no_tie_is_who_has_none_in_the_files():
    import_package(path=PACKAGE)
    graph, _contexts = straight_from_the_files(LAYERS)
    tied = {name for name, degree in graph.degree() if degree}
    matrix = Matrix(PUBLIC)
    untied = matrix.untied(matrix.rows)
    assert {one.row.package_id for one in untied} == {row["id"] for row in rows("institutions")} - tied
    assert {one.row.package_id for one in untied if one.alone} == set(graph.nodes) - tied


@pytest.mark.django_db
def test_the_last_activity_is_the_latest_text_of_the_files():
    import_package(path=PACKAGE)
    latest = {}
    for name, date in activities():
        if date:
            latest[name] = max(date, latest.get(name, ""))
    matrix = Matrix(PUBLIC)
    place = matrix.place_of("actividad")
    found = {
        row.package_id: row.cells[place].rank for row in matrix.rows if row.cells[place].state == "solved"
    }
    assert found == {name: int(date.replace("-", "").ljust(8, "0")) for name, date in latest.items()}
