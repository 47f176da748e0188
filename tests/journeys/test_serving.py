"""The launcher started for real, on a filled folder: it serves, restarts a fallen worker, ends all three."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

from .conftest import ROOT, World, free_port

# The packages are those of this run and the folder is filled, so both set-ups are left out.
START = (
    "import sys, entramado; entramado.ensure = entramado.prepare = lambda *_, **__: None;"
    "entramado.PYTHON = sys.executable; entramado.MANAGE[0] = sys.executable;"
    "sys.exit(entramado.main(sys.argv[1:]))"
)


def children(pid: int) -> list[int]:
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(word) for word in said.split()]


def word_of(pid: int) -> str:
    """What tells that process from the others."""
    words = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout
    return next(word for word in words.split() if word[0] != "-" and "/" not in word and word != "uvicorn")


def wait_for(condition: object, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < limit
        time.sleep(0.1)


def test_it_serves_restarts_what_falls_and_ends_all_three(world: World) -> None:
    port, output = free_port(), world.folder / "launcher.log"
    with output.open("w") as log:
        launcher = subprocess.Popen(
            [sys.executable, "-c", START, "--port", str(port)],
            cwd=ROOT,
            env=world.environment,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(lambda: "Para apagar" in output.read_text("utf-8") or launcher.poll() is not None)
        said = output.read_text("utf-8")
        assert f"http://127.0.0.1:{port}/" in said
        assert "coordinadora@ejemplo.invalid" in said
        assert world.password in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/instituciones/", timeout=30) as answer:
            assert answer.status == 200

        started = children(launcher.pid)
        assert [word_of(pid) for pid in started] == ["config.asgi:application", "db_worker", "run_scheduled"]
        os.kill(started[1], signal.SIGKILL)
        wait_for(
            lambda: "El proceso de tareas terminó (-9); se inicia de nuevo." in output.read_text("utf-8")
        )
        wait_for(lambda: len(children(launcher.pid)) == 3)
        all_three = children(launcher.pid)
    finally:
        launcher.send_signal(signal.SIGTERM)
        assert launcher.wait(20) == 0
    wait_for(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in all_three), seconds=5)
