"""The tree itself: short files, plain names, nothing of a third party, no machine's path, our licence."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".in", ".json", ".yaml", ".po", ".csv", ""}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
# A hashed lock is written by a tool, and a catalogue by translators; neither is read from top to bottom.
LONG_BY_NATURE = re.compile(r"requirements/\w+\.txt|.*\.po|.*\.csv|LICENSE")
MACHINE_PATH = re.compile(r"(?<![\w.\-/])/(?:work|farm|root|opt|mnt|Users|home/\w+)/")
REGISTRY = re.compile(r"(?:files\.pythonhosted|pypi|registry\.npmjs|registry\.yarnpkg)\.(?:org|com)", re.I)


def tracked() -> list[str]:
    try:
        said = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no clone: git does not know the tree")
    return [name for name in said.splitlines() if (ROOT / name).is_file()]


def texts(names: Iterable[str]) -> dict[str, str]:
    this = Path(__file__).relative_to(ROOT).as_posix()
    wanted = [name for name in names if Path(name).suffix in TEXT and name != this]
    return {name: (ROOT / name).read_text("utf-8") for name in wanted}


def test_no_file_is_longer_than_400_lines() -> None:
    files = {n: t for n, t in texts(tracked()).items() if not LONG_BY_NATURE.fullmatch(n)}
    assert {name for name, text in files.items() if text.count("\n") > 400} == set()


def test_no_file_is_a_drawer() -> None:
    assert [name for name in tracked() if DRAWERS & set(Path(name).with_suffix("").parts)] == []


def test_nothing_of_a_third_party_is_in_the_tree() -> None:
    foreign = re.compile(
        r"\.min\.(?:js|css)$|(?:^|/)(?:vendor|node_modules|third_party)/|\.(?:woff2?|ttf|otf)$"
    )
    assert [name for name in tracked() if foreign.search(name)] == []


def test_no_link_is_in_the_tree() -> None:
    """A kept link called .venv or node_modules replaces whoever's own directory at the next merge."""
    tracked()  # skips where this is no clone
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []


def test_no_path_of_a_machine_and_no_host_of_a_registry_is_in_the_tree() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts(tracked()).items()
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in [pattern.search(text)]
        if match
    ]
    assert found == []


@pytest.mark.parametrize("text", ["see /work/main/x", 'open("/root/.cache")', "= /home/ana/x"])
def test_a_path_of_a_machine_is_recognised(text: str) -> None:
    assert MACHINE_PATH.search(text)


def test_site_is_a_source_root_and_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_the_licence_is_declared_and_carried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text("utf-8")


def test_nothing_is_left_open_in_the_code() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|raise NotImplemented" + r"Error)\b")
    code = [name for name in tracked() if Path(name).suffix in {".py", ".html", ".js", ".css"}]
    assert [name for name, text in texts(code).items() if marks.search(text)] == []
