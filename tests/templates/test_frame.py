"""What surrounds every page: with a request and without one, for each kind of visitor."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from config.stylesheet import NAME
from network.accounts.enums import Role
from network.web.navigation import entries, languages
from pages.services import ensure_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "template", ["base.html", "400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
)
def test_a_page_is_drawn_without_any_request(template: str) -> None:
    html = render_to_string(template)
    assert "</html>" in html
    assert html.count("<h1") == (0 if template == "base.html" else 1)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_language_of_a_page_is_told(language: str) -> None:
    with override(language):
        assert f'<html lang="{language}">' in render_to_string("base.html")


def test_a_shared_link_says_nothing_of_the_page_behind_it() -> None:
    html = Client().get("/cuenta/password/reset/").content.decode()
    assert '<meta property="og:title" content="Entramado">' in html
    assert html.count("og:title") == html.count("og:description") == 1


def test_people_stand_in_the_navigation_of_those_who_may_see_any(log_in: Callable[..., Client]) -> None:
    everyone = entries("/", {"public"})
    member = entries("/", {"public", "members"})
    assert {entry.url for entry in member} - {entry.url for entry in everyone} <= {"/integrantes/"}
    for role, shown in ((None, False), (Role.MEMBER, True), (Role.ANALYST, False)):
        html = log_in(role).get("/cuenta/email/").content.decode()
        assert ('href="/integrantes/"' in html) == (shown and len(member) > len(everyone))


def test_the_entry_one_is_in_is_marked() -> None:
    all_of_them = {"public", "members", "coordinators"}
    for entry in entries("/", all_of_them):
        assert not entry.current
        assert [e.url for e in entries(entry.url + "algo/", all_of_them) if e.current] == [entry.url]


def test_the_language_switch_keeps_the_page_and_its_filters() -> None:
    request = RequestFactory().get("/cuenta/login/?next=/mesas/")
    assert {language.code: language.url for language in languages(request, None)} == {
        "es": "/cuenta/login/?next=/mesas/",
        "en": "/en/cuenta/login/?next=/mesas/",
    }


def test_the_language_switch_leads_to_the_translation_of_a_page() -> None:
    home = ensure_site()
    request = RequestFactory().get("/")
    assert [(language.code, language.url) for language in languages(request, home)] == [
        ("es", "/"),
        ("en", "/en/"),
    ]


def test_the_frame_asks_the_database_nothing_for_a_visitor(django_assert_num_queries: Any) -> None:
    client = Client()
    client.get("/cuenta/login/")
    with django_assert_num_queries(0):
        client.get("/cuenta/login/")


def test_logging_out_is_a_form_that_is_posted(log_in: Callable[..., Client]) -> None:
    html = log_in(Role.MEMBER).get("/cuenta/email/").content.decode()
    assert html.count('<form method="post" action="/cuenta/logout/">') == 2


def test_a_page_carries_no_inline_style_nor_script() -> None:
    html = Client().get("/cuenta/login/").content.decode()
    assert "<style" not in html
    assert 'style="' not in html
    assert html.count("<script") == html.count("<script src=") == 4


def test_a_missing_page_keeps_the_frame() -> None:
    response = Client().get("/no-existe/")
    assert response.status_code == 404
    assert "No encontramos esta página" in response.content.decode()


def test_the_first_view_is_light_enough_for_a_slow_line() -> None:
    stylesheet = Path(str(finders.find(NAME))).stat().st_size
    htmx = Path(str(finders.find("django_htmx/htmx-2.min.js"))).stat().st_size
    page = len(Client().get("/cuenta/login/").content)
    assert stylesheet + htmx + page < 150_000


def test_the_licence_can_be_read_from_every_page() -> None:
    assert 'href="/licencia/"' in Client().get("/cuenta/login/").content.decode()
    response = Client().get("/licencia/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in response.content.decode()
