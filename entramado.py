#!/usr/bin/env python3
"""Entramado: sets itself up, runs, tests and measures itself. Needs Python 3.11 or newer, nothing else.

  python3 entramado.py [--port N]     set up, fill with the demo, serve pages, worker and scheduled work
  python3 entramado.py --vacia        the same without the demo: a network of your own, begun in the browser
  python3 entramado.py test [ARGS]    the suite (arguments go to pytest)
  python3 entramado.py check          style, types, floors, migrations, translations, templates, deployment
  python3 entramado.py prove [ARGS]   the heavy proofs (docs/proofs.md)
  python3 entramado.py bench [NAME…]  measurements (docs/benchmarks.md); without a name, lists them
  python3 entramado.py manage …       Django's commands
  python3 entramado.py lock           write the hashed requirement locks anew (needs uv)

Everything it makes lies inside the clone, in .venv/, node_modules/ and var/ (var-propia/ with --vacia).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("ENTRAMADO_VAR") or ROOT / "var").resolve()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MANAGE = [str(PYTHON), str(ROOT / "site" / "manage.py")]
MAP_LIBRARY = str(ROOT / "site" / "config" / "npm_install.py")  # brings it, or says what is lost without it
KINDS = ("runtime", "production", "test")  # each lock holds the one before it
LOCKS = [ROOT / "requirements" / f"{kind}.txt" for kind in KINDS]
DEMO_ACCOUNTS = ("integrante", "enlace", "coordinadora", "analista", "administradora")


def environment(settings: str | None = None, **more: str) -> dict[str, str]:
    """Ours plus where our code lies. Without `settings`, the caller's choice or the embedded run."""
    chosen = settings or os.environ.get("DJANGO_SETTINGS_MODULE") or "config.settings.embedded"
    ours = {
        "DJANGO_SETTINGS_MODULE": chosen,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        "PYTHONUTF8": "1",
        "ENTRAMADO_VAR": str(VAR),
    }
    return {**os.environ, **ours, **more}


def fail(text: str) -> NoReturn:
    sys.exit(f"\n✗ {text}")


def digest(paths: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()[:32]


def run(label: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[bool, str]:
    """Run one step, showing its seconds and its latest line; whether it went well, and what it said."""
    log = VAR / "log" / (re.sub(r"\W+", "-", label.lower()).strip("-") + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    live = sys.stdout.isatty()
    print(f"  {label} …", end="" if live else "\n", flush=True)
    started, shown = time.monotonic(), 0
    with log.open("w", encoding="utf-8") as to:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=to, stderr=to)
        try:
            while process.poll() is None:
                time.sleep(0.1)
                seconds = int(time.monotonic() - started)
                if live:
                    line = f"  {label} … {seconds} s  {_latest(log)}"
                    print("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], end="", flush=True)
                elif seconds >= shown + 10:
                    shown = seconds
                    print(f"    … {seconds} s  {_latest(log)[:90]}", flush=True)
        except BaseException:
            process.kill()
            raise
    well, first = process.returncode == 0, "\r\033[K" if live else ""
    print(f"{first}  {'✓' if well else '✗'} {label}: {time.monotonic() - started:.1f} s", flush=True)
    return well, log.read_text("utf-8", "replace").rstrip()


def _latest(log: Path) -> str:
    with log.open("rb") as source:
        source.seek(max(0, log.stat().st_size - 2000))
        return next(iter(source.read().decode("utf-8", "replace").split("\n")[-2:]), "").strip()


def must(label: str, command: Sequence[str], remedy: str = "", env: Mapping[str, str] | None = None) -> None:
    well, text = run(label, command, env)
    if not well:
        print(*text.splitlines()[-40:], sep="\n")
        fail(f"No se pudo completar «{label}». {remedy}".rstrip())


def ensure(kind: str) -> None:
    """Have the packages of that kind in .venv: by uv where it is on PATH, else by venv and pip."""
    wanted, stamp = digest(LOCKS), VENV / "entramado-stamp"
    have = stamp.read_text("utf-8").split() if stamp.exists() else []
    works = bool(have) and _venv_works()
    if works and have[1] == wanted and KINDS.index(have[0]) >= KINDS.index(kind):
        return
    if works:
        kind = max(kind, have[0], key=KINDS.index)
    print(f"Preparando el entorno ({kind}) en .venv:")
    lock = str(ROOT / "requirements" / f"{kind}.txt")
    uv = shutil.which("uv")
    if not (uv and _by_uv(uv, lock, remake=not works)):
        _by_pip(lock, remake=not works)
    stamp.write_text(f"{kind} {wanted}\n", "utf-8")


def _venv_works() -> bool:
    """False for one that was copied from a machine whose Python is not here, or is too old."""
    probe = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    try:
        said = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True).stdout
    except OSError:
        return False
    newer, _, prefix = said.strip().partition(" ")
    return newer == "True" and Path(prefix).resolve() == VENV.resolve()


def _by_uv(uv: str, lock: str, *, remake: bool) -> bool:
    install = [uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "--no-deps", "-r", lock]
    create = [uv, "venv", "--relocatable", "--python", sys.executable, str(VENV)]
    if remake:
        shutil.rmtree(VENV, ignore_errors=True)
    for label, command in (("Crear el entorno con uv", create), ("Instalar paquetes con uv", install)):
        trusting = {"UV_NATIVE_TLS": "1", **os.environ}  # certificates of this machine, as offices need
        well, text = (True, "") if command is create and not remake else run(label, command, trusting)
        if not well:
            print(*text.splitlines()[-5:], "  uv no pudo; se sigue con venv y pip.", sep="\n")
            shutil.rmtree(VENV, ignore_errors=True)
            return False
    return True


def _by_pip(lock: str, *, remake: bool) -> None:
    if remake or not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        remedy = "Falta venv o ensurepip. En Debian o Ubuntu: sudo apt install python3-venv. "
        remedy += "También sirve instalar uv y ponerlo en el PATH."
        must("Crear el entorno", [sys.executable, "-m", "venv", str(VENV)], remedy)
    quiet = ["--disable-pip-version-check", "--no-input", "--no-compile", "--progress-bar", "off"]
    remedy = "Revise la conexión a Internet (o su índice de paquetes en la configuración de pip) y repita."
    install = [str(PYTHON), "-m", "pip", "install", *quiet, "--require-hashes", "--no-deps", "-r", lock]
    must("Instalar paquetes", install, remedy)
    _forget_where_it_was_made()


def _forget_where_it_was_made() -> None:
    """Take the clone's own path out of the scripts, so that a copy never runs the original."""
    relative = b'#!/bin/sh\n\'\'\'exec\' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"\n\' \'\'\'\n'
    if os.name == "nt":
        return
    for script in (path for path in PYTHON.parent.iterdir() if path.is_file() and not path.is_symlink()):
        first, _, rest = script.read_bytes().partition(b"\n")
        if script.name.lower().startswith("activate"):
            script.unlink()
        elif first.startswith(b"#!" + os.fsencode(VENV)):
            script.write_bytes(relative + rest)
    config = VENV / "pyvenv.cfg"
    lines = config.read_text("utf-8").splitlines()
    config.write_text("\n".join(line for line in lines if not line.startswith("command")) + "\n", "utf-8")


def _what_prepare_reads() -> list[Path]:
    """A change in any of these prepares the demo anew."""
    rooms = [path for name in ("network", "training", "events", "site") for path in (ROOT / name).rglob("*")]
    return sorted(p for p in rooms if p.suffix in {".csv", ".po"} or p.match("migrations/*.py"))


def prepare(*, own: bool) -> None:
    stamp, wanted = VAR / "prepared", digest(_what_prepare_reads())
    if (VAR / "entramado.sqlite3").exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print(f"Preparando la base de datos en {VAR.name}/:")
    label, kind = ("Tablas y páginas", "--own") if own else ("Tablas, red abierta y demostración", "--demo")
    must(label, [*MANAGE, "prepare", kind], env=environment())
    stamp.write_text(wanted, "utf-8")


def choose_folder(*, own: bool) -> bool:
    """Whether a network of one's own is served. It never shares its folder with the demonstration."""
    global VAR
    if own and not os.environ.get("ENTRAMADO_VAR"):
        VAR = VAR.with_name(VAR.name + "-propia")
    if own and (VAR / "demo_password").exists():
        fail(f"En {VAR} está la demostración y ahí se queda. Nombre otra carpeta en ENTRAMADO_VAR.")
    return own or (VAR / "red_propia").exists()


def serve(arguments: Sequence[str]) -> int:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="entramado.py", description=__doc__, formatter_class=raw)
    parser.add_argument("--port", type=int, default=8000, help="puerto local (8000)")
    parser.add_argument("--vacia", action="store_true", help="una red propia, sin la demostración")
    chosen = parser.parse_args(arguments)
    port, own, started = int(chosen.port), choose_folder(own=chosen.vacia), time.monotonic()
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"):
        fail("Sin argumentos se carga la demostración. En un servidor siga docs/operations.md.")
    _need_free(port)
    ensure("runtime")
    subprocess.run([str(PYTHON), MAP_LIBRARY], env=environment())
    prepare(own=own)
    (VAR / "static").mkdir(exist_ok=True)  # WhiteNoise looks there, and warns where it is missing
    print("Encendiendo páginas y tareas …", flush=True)
    web = ["-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--log-level", "warning", "--no-access-log", "--lifespan", "off", "--ws-max-size", "1024"]
    web.append("--no-proxy-headers")  # nobody stands in front: X-Forwarded-For is what a visitor made up
    commands = {
        "páginas": [str(PYTHON), *web],
        "tareas": [*MANAGE, "db_worker", "--no-startup-delay", "--verbosity", "0"],
        "avisos y plazos": [*MANAGE, "run_scheduled", "--every", "3600", "--verbosity", "0"],
    }
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            running[name] = _start(command)
        _wait_for_page(port, running["páginas"])
        _announce(port, time.monotonic() - started)
        return _watch(commands, running)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)


def _need_free(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except (OSError, OverflowError):
        fail(f"El puerto {port} no se puede usar; quizá lo ocupa otro programa. Pruebe con --port 8001")


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl+C reaches the launcher alone and both end in order."""
    env, alone = environment(), os.name != "nt"
    return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, start_new_session=alone)


def _wait_for_page(port: int, web: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if web.poll() is not None:
            fail("Las páginas no arrancaron; el motivo está en las líneas de arriba.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).close()
            return
        except OSError as problem:
            if isinstance(problem, urllib.error.HTTPError):
                fail(f"La portada responde con el error {problem.code}; el motivo está arriba.")
            time.sleep(0.2)
    fail("Las páginas no respondieron en 60 segundos.")


def _announce(port: int, seconds: float) -> None:
    password, code = VAR / "demo_password", VAR / "setup_code"
    print(f"\n✓ Entramado está en http://127.0.0.1:{port}/  (lista en {seconds:.0f} s)\n")
    if password.exists():
        print("  Cuentas de demostración, todas con personas ficticias:")
        print("\n".join(f"    {name}@ejemplo.invalid" for name in DEMO_ACCOUNTS))
        print(f"  Contraseña de todas: {password.read_text('utf-8').strip()}\n")
    if code.exists():
        print("  Empiece aquí su red. No comparta esta dirección; sirve hasta que haya administradora:")
        print(f"    http://127.0.0.1:{port}/empezar/?clave={code.read_text('ascii').strip()}\n")
    if (VAR / "red_propia").exists():
        print(f"  Los datos de su red están en {VAR}; cómo respaldarlos: docs/install.md")
    print("  Para apagar: Ctrl+C", flush=True)


def _watch(commands: Mapping[str, Sequence[str]], running: dict[str, subprocess.Popen[bytes]]) -> int:
    """Start again what falls; give up on what falls three times in a minute."""
    falls: dict[str, list[float]] = {name: [] for name in commands}
    while True:
        time.sleep(0.5)
        for name, process in list(running.items()):
            if process.poll() is None:
                continue
            now = time.monotonic()
            falls[name] = [moment for moment in falls[name] if now - moment < 60] + [now]
            if len(falls[name]) >= 3:
                print(f"✗ El proceso de {name} cayó tres veces en un minuto; se apaga todo.", flush=True)
                return 1
            print(f"! El proceso de {name} terminó ({process.returncode}); se inicia de nuevo.", flush=True)
            running[name] = _start(commands[name])


def _stop(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    alive = [process for process in running.values() if process.poll() is None]
    for process in alive:
        process.terminate()
    for process in alive:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    if running:
        print("\nApagado.", flush=True)


def _python_for_tests(module: str, *arguments: str) -> int:
    ensure("test")
    subprocess.run([str(PYTHON), MAP_LIBRARY], env=environment())
    command = [str(PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment("config.settings.test")).returncode


def test(arguments: Sequence[str]) -> int:
    return _python_for_tests("pytest", "-q", "-n", "2", *arguments)


def prove(arguments: Sequence[str]) -> int:
    return _python_for_tests("pytest", "-q", "-m", "prove or long", *arguments)


def _checks() -> Iterator[tuple[str, list[str], dict[str, str]]]:
    python, test_run = str(PYTHON), environment("config.settings.test")
    server = environment(
        "config.settings.production",
        SECRET_KEY=secrets.token_urlsafe(60),
        DATABASE_URL="postgres://entramado:x@127.0.0.1/entramado",
        REDIS_URL="redis://127.0.0.1:6379/0",
    )
    packages = ["network", "training", "events", "site/config", "site/pages", "site/library"]
    floors = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    yield "Estilo (ruff)", [python, "-m", "ruff", "check", "."], test_run
    yield "Formato (ruff)", [python, "-m", "ruff", "format", "--check", "."], test_run
    yield "Tipos (mypy)", [python, "-m", "mypy", *packages, "entramado.py"], test_run
    yield "Pisos (import-linter)", [python, "-c", floors], test_run
    yield "Migraciones", [*MANAGE, "makemigrations", "--check", "--dry-run"], test_run
    yield "Traducciones", [*MANAGE, "messages", "--check"], test_run
    yield "Plantillas (djlint)", [python, "-m", "djlint", "--lint", "--quiet", "templates"], test_run
    yield "Revisión de Django", [*MANAGE, "check", "--fail-level", "WARNING"], test_run
    yield "Revisión de producción", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], server


def check(_arguments: Sequence[str]) -> int:
    ensure("test")
    failed = []
    for label, command, env in _checks():
        well, text = run(label, command, env)
        if not well:
            failed.append(label)
            print(*text.splitlines()[-80:], sep="\n")
    print(f"\n✗ No pasan: {', '.join(failed)}" if failed else "\n✓ Todo en orden")
    return 1 if failed else 0


def bench(names: Sequence[str]) -> int:
    return _python_for_tests("tests.bench", *names)


def manage(arguments: Sequence[str]) -> int:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    ensure("production" if settings.endswith("production") else "runtime")
    return subprocess.run([*MANAGE, *arguments], env=environment()).returncode


def lock(_arguments: Sequence[str]) -> int:
    uv = shutil.which("uv") or fail("Hace falta uv en el PATH para escribir requirements/*.txt.")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    options.append("--no-emit-find-links")
    for kind in KINDS:
        files = [f"requirements/{kind}.in", "-o", f"requirements/{kind}.txt"]
        told = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python3 entramado.py lock"}
        must(f"Candado {kind}", [uv, "pip", "compile", *options, *files], env=told)
    return 0


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    commands = {each.__name__: each for each in (test, check, prove, bench, manage, lock)}
    for name in {"SIGINT", "SIGTERM", "SIGHUP"} & set(dir(signal)):  # what it started ends with it
        signal.signal(getattr(signal, name), _interrupt)
    chosen = commands.get(arguments[0]) if arguments else None
    return chosen(arguments[1:]) if chosen else serve(arguments)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  (told to whoever runs it with an older one)
        sys.exit(f"Entramado necesita Python 3.11 o posterior; este es {sys.version.split()[0]}.")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
