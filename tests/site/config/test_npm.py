"""What is served of node_modules is an allow-list, and what is brought there is pinned."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from config import npm_install
from config.npm import ALLOWED, NpmFinder

ROOT = Path(__file__).resolve().parents[3]


def test_nothing_but_the_allowed_files_is_found() -> None:
    finder = NpmFinder()
    for path in (
        "npm/",
        "npm/force-graph/package.json",
        "force-graph/dist/force-graph.min.js",
        "../package.json",
    ):
        assert finder.find(path) == []
    assert {name for name, _storage in finder.list([])} <= set(ALLOWED)
    assert finders.find("npm/other.js") is None


def test_every_package_is_pinned_by_its_content_and_by_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages["node_modules/force-graph"]["version"] == "1.52.0"
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]


def test_without_npm_one_is_told_what_is_lost_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "package-lock.json").write_text("{}", "utf-8")
    monkeypatch.setattr(npm_install.shutil, "which", lambda name: None)
    monkeypatch.setattr(npm_install, "run", lambda command, root: "sin conexión")
    assert npm_install.main(tmp_path) is False
    assert "todo lo demás funciona" in capsys.readouterr().out
    assert not (tmp_path / "node_modules").exists()


def test_an_old_node_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm_install.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(npm_install, "run", lambda command, root: "")
    monkeypatch.setattr(npm_install, "version", lambda node: 18)
    assert npm_install.npm_command(tmp_path)[1] == "-c"
    monkeypatch.setattr(npm_install, "version", lambda node: 20)
    assert npm_install.npm_command(tmp_path) == ["/bin/npm"]
