"""The floors hold, and a deliberate breach of any of them is caught."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("network", "training", "events", "site/config", "site/pages", "site/library")
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(root), str(root / "site")))
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house without its data, with one wrong import for each contract."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for wing in WINGS:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv", "static", "locale")
        shutil.copytree(ROOT / wing, house / wing, ignore=ignored)
    return house


def test_the_floors_hold() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout


def test_a_breach_of_each_contract_is_caught(copy: Path) -> None:
    breaches = {
        "network/vocabulary/enums.py": "from network.web import urls\n",
        "network/people/rules.py": "import training.models\n",
        "network/graph/degree.py": "import django\n",
    }
    for name, wrong in breaches.items():
        with (copy / name).open("a", encoding="utf-8") as source:
            source.write(wrong)
    said = lint(copy)
    assert said.returncode == 1
    for contract in (
        "The floors of the whole house BROKEN",
        "The floors of the network wing BROKEN",
        "The graph floor knows no Django BROKEN",
    ):
        assert contract in said.stdout
