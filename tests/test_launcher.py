"""The launcher's own logic. tests/journeys/test_serving.py starts it for real."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import entramado

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The launcher working on folders of this test's own."""
    monkeypatch.setattr(entramado, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(entramado, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(entramado, "VAR", tmp_path / "var")
    return tmp_path


def test_it_needs_the_standard_library_only() -> None:
    code = "import sys, entramado; print(*(n for n in sys.modules if 'site-packages' in str(sys.modules[n])))"
    said = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (said.returncode, said.stdout.strip(), said.stderr) == (0, "", "")


def test_a_busy_port_is_told_before_anything_is_set_up() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = subprocess.run(
            [sys.executable, "entramado.py", "--port", str(port)], cwd=ROOT, capture_output=True, text=True
        )
    assert (said.returncode, said.stdout) == (1, "")
    assert f"El puerto {port} no se puede usar" in said.stderr
    assert "--port 8001" in said.stderr


def test_the_demo_is_not_loaded_on_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.production")
    with pytest.raises(SystemExit, match=r"docs/operations\.md"):
        entramado.serve([])


def test_scripts_of_a_copied_clone_run_the_copys_python(elsewhere: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(entramado.VENV)], check=True)
    script = entramado.VENV / "bin" / "which-python"
    script.write_text(f"#!{entramado.PYTHON}\nimport sys; print(sys.prefix)\n", "utf-8")
    script.chmod(0o755)
    entramado._forget_where_it_was_made()
    copy = elsewhere / "copy"
    entramado.VENV.rename(copy)
    said = subprocess.run([copy / "bin" / "which-python"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(copy)
    left = [p for p in copy.rglob("*") if p.is_file() and not p.is_symlink() and b".venv" in p.read_bytes()]
    assert left == []


def test_an_environment_without_its_python_is_made_anew(elsewhere: Path) -> None:
    entramado.PYTHON.parent.mkdir(parents=True)
    entramado.PYTHON.symlink_to(elsewhere / "python-of-another-machine")
    assert entramado._venv_works() is False


@pytest.mark.parametrize(
    ("installed", "wanted", "installs"),
    [
        ("test", "runtime", []),
        ("runtime", "runtime", []),
        ("runtime", "test", ["test"]),
        ("", "test", ["test"]),
    ],
)
def test_only_what_is_missing_is_installed(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, installed: str, wanted: str, installs: list[str]
) -> None:
    done: list[str] = []
    monkeypatch.setattr(entramado, "_venv_works", lambda: True)
    monkeypatch.setattr(entramado.shutil, "which", lambda name: None)
    monkeypatch.setattr(entramado, "_by_pip", lambda lock, *, remake: done.append(Path(lock).stem))
    entramado.VENV.mkdir()
    if installed:
        stamp = f"{installed} {entramado.digest(entramado.LOCKS)}\n"
        (entramado.VENV / "entramado-stamp").write_text(stamp, "utf-8")
    entramado.ensure(wanted)
    assert done == installs
    entramado.ensure(wanted)
    assert done == installs


def test_a_step_that_fails_shows_what_it_said(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="No se pudo completar «Un paso»"):
        entramado.must("Un paso", [sys.executable, "-c", "print('el motivo'); raise SystemExit(3)"])
    said = capsys.readouterr().out
    assert "✗ Un paso" in said
    assert "el motivo" in said


def test_what_falls_is_told_and_started_again_and_given_up_after_three_falls(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    falling = [sys.executable, "-c", "raise SystemExit(5)"]
    lasting = [sys.executable, "-c", "import time; time.sleep(60)"]
    commands = {"páginas": lasting, "tareas": falling}
    running = {name: entramado._start(command) for name, command in commands.items()}
    try:
        assert entramado._watch(commands, running) == 1
        assert running["páginas"].poll() is None
    finally:
        entramado._stop(running)
    said = capsys.readouterr().out
    assert said.count("El proceso de tareas terminó (5); se inicia de nuevo.") == 2
    assert "cayó tres veces" in said
    assert all(process.poll() is not None for process in running.values())


def test_an_unknown_measurement_lists_the_known_ones(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entramado, "ensure", lambda kind: None)
    monkeypatch.setattr(entramado, "PYTHON", Path(sys.executable))
    assert entramado.main(["bench", "nothing"]) == 2
    assert "measures" in capfd.readouterr().out


def test_a_network_of_ones_own_never_shares_the_demonstrations_folder(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENTRAMADO_VAR", raising=False)
    demo = elsewhere / "var"
    demo.mkdir()
    (demo / "demo_password").write_text("secreto", "utf-8")
    assert entramado.choose_folder(own=False) is False
    assert demo == entramado.VAR
    assert entramado.choose_folder(own=True) is True
    assert elsewhere / "var-propia" == entramado.VAR
    assert (demo / "demo_password").read_text("utf-8") == "secreto"


def test_a_named_folder_that_holds_the_demonstration_is_refused_and_left_as_it_is(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTRAMADO_VAR", str(elsewhere / "var"))
    (elsewhere / "var").mkdir()
    (elsewhere / "var" / "demo_password").write_text("secreto", "utf-8")
    with pytest.raises(SystemExit, match="Nombre otra carpeta en ENTRAMADO_VAR"):
        entramado.choose_folder(own=True)
    assert [path.name for path in (elsewhere / "var").iterdir()] == ["demo_password"]


@pytest.mark.parametrize(
    ("asked", "marked", "kind"), [(True, False, "--own"), (False, True, "--own"), (False, False, "--demo")]
)
def test_a_folder_of_ones_own_is_never_filled_with_the_demonstration(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, asked: bool, marked: bool, kind: str
) -> None:
    monkeypatch.setenv("ENTRAMADO_VAR", str(elsewhere / "var"))
    done: list[str] = []
    monkeypatch.setattr(entramado, "must", lambda label, command, env: done.append(command[-1]))
    (elsewhere / "var").mkdir()
    if marked:
        (elsewhere / "var" / "red_propia").touch()
    entramado.prepare(own=entramado.choose_folder(own=asked))
    assert done == [kind]


def test_the_address_to_begin_at_is_printed_as_long_as_its_code_is_there(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "var").mkdir()
    (elsewhere / "var" / "red_propia").touch()
    (elsewhere / "var" / "setup_code").write_text("una-clave\n", "ascii")
    entramado._announce(8123, 1.0)
    assert "http://127.0.0.1:8123/empezar/?clave=una-clave\n" in capsys.readouterr().out
    (elsewhere / "var" / "setup_code").unlink()
    entramado._announce(8123, 1.0)
    said = capsys.readouterr().out
    assert "/empezar/" not in said
    assert str(elsewhere / "var") in said
