"""A member finds her peers; a visitor and an analyst do not."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE


def test_a_member_finds_her_peers_on_her_phone(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("integrante", viewport=PHONE)
    page.goto("/integrantes/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Integrantes")
    links = page.locator('main a[href*="/integrantes/"][href$="/"]')
    assert links.count() > 3
    links.nth(1).click()
    expect(page).to_have_url(re.compile(r"/integrantes/[0-9a-f-]{36}/$"))
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_pages_on_people_are_neither_kept_nor_indexed(log_in_as: Callable[..., Page]) -> None:
    answer = log_in_as("integrante").goto("/integrantes/")
    assert answer is not None
    headers = answer.headers
    assert ("no-store" in headers["cache-control"], "noindex" in headers["x-robots-tag"]) == (True, True)


def test_a_coordinator_sees_more_people_than_a_member_and_an_analyst_none(
    log_in_as: Callable[..., Page],
) -> None:
    seen = {}
    for name in ("coordinadora", "integrante"):
        page = log_in_as(name)
        page.goto("/integrantes/")
        seen[name] = int(page.locator("#result-count strong").inner_text())
    assert seen["coordinadora"] > seen["integrante"] > 0
    page = log_in_as("analista")
    page.goto("/integrantes/")
    expect(page.locator("#results")).to_have_count(0)
    assert page.locator('main a[href^="/integrantes/"]').count() == 0


def test_logging_out_closes_the_door(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("integrante")
    page.goto("/cuenta/logout/")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/logout/" not in url)
    page.goto("/integrantes/")
    assert page.url.split("?")[0].endswith("/cuenta/login/")
