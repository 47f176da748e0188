"""How soon the map is drawn, and what a frame of panning costs beside a bare canvas doing the same work.

``PYTHONPATH=.:site python -m tests.bench.map`` fills installations in temporary folders, serves them by a
process of their own and looks at them with chromium. It prints markdown tables and ends with 1 where a
figure is missed. ``--nodes`` and ``--visits`` make it smaller.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PAINTED_MS, OVER = 1500.0, 1.5
# Without a limit on frames, else both would wait for the same sixtieth of a second.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
)

GENERATE = """
import random
from network.groups.models import Group, Seat
from network.institutions.models import Institution
chance, nodes = random.Random(11), {nodes}
Institution.objects.bulk_create(
    [Institution(package_id=f"{mark}-i{{n}}", name=f"Institución generada {{n}}", kind="other",
                 sector=chance.choice(["public", "private", "academia", "civil_society"]))
     for n in range(nodes)], batch_size=500)
own = Institution.objects.filter(package_id__startswith="{mark}-i")
ids = list(own.order_by("pk").values_list("pk", flat=True))
groups = [Group(package_id=f"{mark}-m{{n}}", name=f"Mesa generada {{n}}", kind="mesa", is_public=True)
          for n in range(nodes // 2)]
Group.objects.bulk_create(groups, batch_size=500)
seats = []
made = Group.objects.filter(package_id__startswith="{mark}-m").order_by("pk").values_list("pk", flat=True)
for place, pk in enumerate(made):
    size = min(20, 2 + int(chance.paretovariate(1.4)))
    near = place * 2
    members = {{ids[(near + int(chance.gauss(0, 40))) % nodes] for _ in range(size)}}
    seats += [Seat(group_id=pk, institution_id=member, role="member", basis="stated") for member in members]
Seat.objects.bulk_create(seats, batch_size=500)
print(len(seats), "seats")
"""

# Both draw with the functions of map_paint.js: one through force-graph, one on a canvas and nothing else.
PAN = """async ([bare, frames]) => {
  const paint = await import("/static/js/map_paint.js");
  const { Canvas, loadEngine } = await import("/static/js/map_canvas.js");
  if (!window.benchScene) {
    const data = await (await fetch(document.querySelector("#red-datos").dataset.url)).json();
    window.benchScene = () => paint.sceneOf(data);
  }
  const holder = document.createElement("div");
  holder.className = "map-canvas";
  document.querySelector(".map-stage").replaceChildren(holder);
  const scene = window.benchScene();
  const next = () => new Promise(requestAnimationFrame);
  let step;
  if (bare) {
    const canvas = document.createElement("canvas");
    const ratio = devicePixelRatio;
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    holder.append(canvas);
    const ctx = canvas.getContext("2d");
    const colours = paint.palette(holder);
    scene.k0 = Math.min(width / paint.WORLD.width, height / paint.WORLD.height);
    const k = scene.k0 * 2;
    step = (shift) => {
      const [x, y] = [width / 2 - (500 + shift) * k, height / 2 - 360 * k];
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      ctx.setTransform(ratio * k, 0, 0, ratio * k, ratio * x, ratio * y);
      paint.paintTies(ctx, k, scene, colours);
      for (const point of scene.points) paint.paintPoint(ctx, point, k, scene, colours, null);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint.paintLabels(ctx, scene, colours, { x, y, k, width, height, shown: null });
    };
  } else {
    const ForceGraph = window.ForceGraph ?? (await loadEngine("/static/npm/force-graph.js"));
    const canvas = new Canvas(ForceGraph, holder, { onPick() {}, onMoved() {} });
    canvas.show(scene, { refit: false });
    canvas.touched = true; // else its first measuring of itself would undo the view
    canvas.view = [0.5, 0.5, 2];
    step = (shift) => canvas.graph.centerAt(500 + shift, 360, 0);
  }
  for (let frame = 0; frame < 5; frame += 1) { step(frame); await next(); }
  const started = performance.now();
  for (let frame = 0; frame < frames; frame += 1) { step(frame); await next(); }
  return [(performance.now() - started) / frames, scene.points.length, scene.ties.length];
}"""


def environment(folder: Path) -> dict[str, str]:
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
        "ENTRAMADO_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
    }
    return {**os.environ, **ours}


def manage(folder: Path, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True).stdout


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "static").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment(folder))
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def painted(page: Page, seconds: float = 60) -> float:
    """When the map was first painted, in milliseconds since 1970."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        mark = page.evaluate("performance.getEntriesByName('map-painted')[0]?.startTime ?? 0")
        if mark:
            return float(page.evaluate("performance.timeOrigin")) + mark
        time.sleep(0.02)
    raise SystemExit("the map was not painted")


def from_click(page: Page, address: str) -> float:
    page.goto(f"{address}/mesas/")
    link = page.locator('nav a[href="/red/"]:visible')
    clicked = page.evaluate("performance.timeOrigin + performance.now()")
    link.click()
    page.wait_for_url("**/red/")
    return painted(page) - clicked


def rows(arguments: argparse.Namespace, page: Page, folder: Path) -> Iterator[tuple[str, str, bool]]:
    manage(folder, "prepare")
    with served(folder) as address:
        first = from_click(page, address)
        later = statistics.median(from_click(page, address) for _ in range(arguments.visits))
        yield "open package, first visit after start: click to drawing", f"{first:.0f} ms", True
        yield "open package: click to drawing (median)", f"{later:.0f} ms", later <= PAINTED_MS
    manage(folder, "shell", "-c", GENERATE.format(nodes=arguments.nodes, mark="some"))
    with served(folder) as address:
        page.goto(f"{address}/red/?ver=1&capas=groups&modo=one", timeout=120_000)
        painted(page)
        turns = [[page.evaluate(PAN, [bare, arguments.frames]) for bare in (False, True)] for _ in range(3)]
        ours, bare = (min(turn[place][0] for turn in turns) for place in (0, 1))
        _, points, ties = turns[0][0]
        label = f"{points:,} points, {ties:,} ties: a frame of panning, bare canvas {bare:.1f} ms"
        yield label, f"{ours:.1f} ms = {ours / bare:.2f}×", ours <= OVER * bare
    if arguments.great:
        manage(folder, "shell", "-c", GENERATE.format(nodes=arguments.great, mark="great"))
        with served(folder) as address:
            started = time.monotonic()
            page.goto(f"{address}/red/?ver=1&capas=groups&modo=one", timeout=300_000)
            painted(page, 300)
            first = time.monotonic() - started
            started = time.monotonic()
            page.goto(f"{address}/red/?ver=1&capas=groups&modo=one&abre=1", timeout=300_000)
            painted(page, 300)
            opened = time.monotonic() - started
            yield "with 20,000 more, communities first: first visit, places computed", f"{first:.1f} s", True
            yield "the same, one community opened", f"{opened:.1f} s", True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--nodes", type=int, default=5_350, help="generated, beside those of the open package"
    )
    parser.add_argument("--great", type=int, default=20_000, help="generated in the end; 0 leaves it out")
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--frames", type=int, default=60)
    arguments = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no chromium; to get it: sudo apt install chromium (or name one in CHROMIUM)")
        return 2
    worst = 0
    print("| what | found | holds |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for what, found, holds in rows(arguments, page, Path(name)):
            print(f"| {what} | {found} | {'yes' if holds else 'NO'} |", flush=True)
            worst |= not holds
        browser.close()
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
