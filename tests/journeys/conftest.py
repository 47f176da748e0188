"""A real browser against a real server process on a database in a file.

Without chromium the journeys are skipped with the command that gets it; `REQUIRE_BROWSER=1` makes that a
failure. No page may ask another host for anything, nor write an error to the browser's console.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.tables import ROOT, environment, put_empty_tables

HERE = Path(__file__).resolve().parent
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=20_000)  # for machines that do other work too
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.long)


@dataclass(frozen=True)
class World:
    """A filled installation in a folder of its own."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder)

    @property
    def password(self) -> str:
        return (self.folder / "demo_password").read_text("utf-8").strip()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout


@pytest.fixture(scope="session")
def chromium() -> str:
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    reason = "no chromium for the journeys; to get it: sudo apt install chromium (or name one in CHROMIUM)"
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def world(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> World:
    prepared = World(tmp_path_factory.mktemp("world"))
    put_empty_tables(prepared.folder)
    prepared.manage("prepare", "--demo")
    return prepared


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(world: World) -> Iterator[str]:
    """The address of a server process of this session's own."""
    port = free_port()
    (world.folder / "static").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log", "--lifespan", "off", "--no-proxy-headers"]
    with (world.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=world.environment, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(15)


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    # Not for the session: a running Playwright keeps other tests of its worker from the database.
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@contextmanager
def visitors(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens pages of visitors of their own; fails where one asks another host, or writes an error."""
    foreign: list[str] = []
    errors: list[str] = []

    with ExitStack() as stack:

        def opened(**options: object) -> Page:
            context: BrowserContext = browser.new_context(
                **{"base_url": site, "locale": "es-MX", "viewport": DESK, **options}  # type: ignore[arg-type]
            )
            stack.callback(context.close)
            context.set_default_timeout(60_000)
            context.on("request", lambda request: _note_foreign(request.url, site, foreign))
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: _note_error(said, errors))
            return page

        yield opened
    assert foreign == [], "requests that left for another host"
    assert errors == [], "errors in the browser's console"


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`visit()` opens a page of a visitor of her own; `visit(viewport=PHONE)` on a phone."""
    with visitors(browser, site) as opened:
        yield opened


def _note_error(said: ConsoleMessage, errors: list[str]) -> None:
    # Chromium calls it an error of the page when the page itself is the one that is not found, or a form
    # that was refused.
    refused = "422" in said.text and said.page is not None and said.location.get("url") == said.page.url
    if said.type == "error" and "404" not in said.text and not refused:
        errors.append(f"{said.text} {said.location.get('url', '')}")


def _note_foreign(url: str, site: str, foreign: list[str]) -> None:
    if not url.startswith((site + "/", "data:", "blob:", "about:")):
        foreign.append(url)


@pytest.fixture
def log_in_as(visit: Callable[..., Page], world: World) -> Callable[..., Page]:
    """`log_in_as("integrante")`: through the form, with a demo account."""

    def logged_in(name: str, **options: object) -> Page:
        page = visit(**options)
        page.goto("/cuenta/login/")
        page.get_by_label("Correo electrónico").fill(f"{name}@ejemplo.invalid")
        page.get_by_label("Contraseña").fill(world.password)
        page.get_by_role("button", name="Entrar").click()
        page.wait_for_url(lambda address: "/login/" not in address)
        return page

    return logged_in
