"""No change of a policy goes unnoticed by the tests of that policy (at least 95 of 100 changes)."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.figures import sampled

from .changes import ROOT, changes
from .policies import BY_VIEWER, JUDGES, POLICIES, WHOLE

NOTICED, NOTICED_OF_FEW = 95, 85
OURS = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
RAN = re.compile(r"^VERDICT (\S+): (\d+) of (\d+) noticed \S+ in (\d+) s$", re.MULTILINE)


@pytest.mark.prove
def test_changes_of_the_policies_are_noticed(figure: Callable[[str], None]) -> None:
    """In a process of its own, with the tables in memory, which forks once for each change.

    A sample takes few changes of each fourth module, as running the judges of all takes its time: too
    few of any to say a share of it.
    """
    modules = POLICIES[:: sampled(1, 4)]
    command = [sys.executable, "-m", "tests.safety.mutants", "--every", str(sampled(1, 23)), *modules]
    away = {"DATABASE_URL", "REDIS_URL"}
    ours = {name: value for name, value in os.environ.items() if name not in away} | OURS
    ran = subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    found = {module: (int(noticed), int(made)) for module, noticed, made, _seconds in RAN.findall(ran.stdout)}
    noticed, made = (sum(column) for column in zip(*found.values(), strict=True))
    figure(f"{noticed} of {made} in {len(found)} modules")
    assert 100 * noticed >= sampled(NOTICED, NOTICED_OF_FEW) * made, ran.stdout
    few = [one for one, (noticed, made) in found.items() if 100 * noticed < sampled(NOTICED, 0) * made]
    assert not few, ran.stdout
    assert set(found) <= set(modules)
    assert len(found) >= sampled(len(POLICIES), len(modules) // 2)


def test_every_policy_and_each_of_its_judges_is_there() -> None:
    assert [path for path in (*POLICIES, *JUDGES) if not (ROOT / path).is_file()] == []
    assert not set(WHOLE) & set(BY_VIEWER)


def test_no_room_has_a_door_that_is_not_proven() -> None:
    """Whatever chooses rows for a Viewer under the name of a door stands among the policies."""
    door = re.compile(r"^def (\w*(visible|told)_to|may_\w+)\([^)]*\bviewer: Viewer", re.MULTILINE)
    found = {
        str(path.relative_to(ROOT))
        for wing in ("network", "training", "events")
        for path in (ROOT / wing).rglob("*.py")
        if "web" not in path.parts and door.search(path.read_text("utf-8"))
    }
    assert len(found) > 20
    assert found - set(POLICIES) == set()


def test_a_change_is_put_in_place_for_whoever_imported_it() -> None:
    """The control of the proof itself: a change really acts, in functions, properties and tables."""
    code = """
import django; django.setup()
from network.accounts import viewer
from network.people import fields, rules
from tests.safety.grafting import put_in_place
source = open(fields.__file__).read()
put_in_place(fields, source.replace('f"shows_{self.name}"', '"changed"').replace(
    'ProfileField("city", _("City"), is_searched=True),', ""))
assert fields.ProfileField("x", "x").switch == "changed"
assert "city" not in rules.BY_NAME and "city" not in fields.BY_NAME
put_in_place(fields, source.replace("if is_under_alias and not field.under_alias", "if True"))
assert rules.shows(None, rules.BY_NAME["photo"], "own", is_under_alias=False) is False
before = viewer.PUBLIC
put_in_place(viewer, open(viewer.__file__).read())
assert viewer.PUBLIC is not before and viewer.PUBLIC == before == viewer.Viewer()
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | OURS, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr


def test_changes_leave_words_for_people_alone() -> None:
    found = [change.what for change in changes("network/people/fields.py")]
    assert len(found) > 50
    assert not any("→ _(" in what and "XX" in what for what in found)


def test_of_a_module_that_counts_too_only_what_takes_a_viewer_and_what_that_calls_is_changed() -> None:
    within = {change.within for change in changes("network/groups/queries.py")}
    assert within == {
        "visible_to",
        "inside",
        "kept_by",
        "_from_inside",
        "_kept",
        "seats_beside",
        "groups_led",
    }
    within = {change.within for change in changes("network/agreements/queries.py")}
    assert {"visible_to", "parties_beside"} <= within
    assert "programmes_of" not in within


def test_a_change_says_what_it_is_and_has_a_source_of_its_own() -> None:
    found = list(changes("network/institutions/rules.py"))
    assert [change.within for change in found].count("is_closed_to") == 4
    assert len({change.source for change in found}) == len(found)
