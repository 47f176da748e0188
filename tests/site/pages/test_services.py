"""A new installation gets its pages; what editors wrote is never written over."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from pages.models import ContentPage, HomePage
from pages.services import ensure_site

pytestmark = pytest.mark.django_db


def tree() -> list[tuple[str, str, bool]]:
    pages = Page.objects.filter(depth__gt=1).order_by("path").select_related("locale")
    return [(page.url_path, page.locale.language_code, page.live) for page in pages]


def test_home_and_privacy_notice_in_both_languages() -> None:
    ensure_site()
    assert tree() == [
        ("/inicio/", "es", True),
        ("/inicio/aviso-de-privacidad/", "es", True),
        ("/inicio-en/", "en", True),
        ("/inicio-en/privacy-notice/", "en", True),
    ]
    spanish = HomePage.objects.get(locale__language_code="es")
    english = HomePage.objects.get(locale__language_code="en")
    assert english.translation_key == spanish.translation_key
    assert english.alias_of_id is None
    assert english.hero_title == "What each office attempts alone goes further as a network"
    assert [page.url for page in (spanish, english)] == ["/", "/en/"]
    assert [home.privacy_page.specific.url for home in (spanish, english)] == [
        "/aviso-de-privacidad/",
        "/en/privacy-notice/",
    ]


def test_a_second_time_changes_nothing() -> None:
    ensure_site()
    before = list(Page.objects.order_by("pk").values()), list(Site.objects.values())
    ensure_site(contact_email="otra@ejemplo.invalid")
    assert (list(Page.objects.order_by("pk").values()), list(Site.objects.values())) == before


def test_what_editors_wrote_stays() -> None:
    home = ensure_site()
    home.title, home.hero_title, home.slug = "Portada", "Nuestra red", "portada"
    home.save_revision().publish()
    english = home.get_translation(Locale.objects.get(language_code="en"))
    english.hero_title = "Our network"
    english.save_revision().publish()
    ContentPage.objects.get(slug="aviso-de-privacidad").delete()
    Site.objects.update(hostname="red.ejemplo.invalid", port=443)
    ensure_site()
    assert sorted(HomePage.objects.values_list("hero_title", flat=True)) == ["Nuestra red", "Our network"]
    assert not ContentPage.objects.filter(slug="aviso-de-privacidad").exists()
    assert list(Site.objects.values_list("hostname", "port")) == [("red.ejemplo.invalid", 443)]


def test_wagtails_welcome_goes_only_while_nobody_touched_it() -> None:
    welcome = Page.objects.get(depth=2)
    welcome.title = "Ya escribí aquí"
    welcome.save_revision().publish()
    ensure_site()
    assert Page.objects.filter(title="Ya escribí aquí").exists()
    assert Site.objects.get().root_page.title == "Inicio"


def test_the_site_answers_on_any_host() -> None:
    ensure_site()
    for host in ("127.0.0.1:8123", "red.ejemplo.invalid"):
        answer = Client(headers={"host": host}).get("/")
        assert answer.status_code == 200
        assert "http://localhost" not in answer.content.decode()
