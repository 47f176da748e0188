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


def test_the_home_in_both_languages_and_no_second_privacy_notice() -> None:
    ensure_site()
    assert tree() == [
        ("/inicio/", "es", True),
        ("/inicio-en/", "en", True),
    ]
    spanish = HomePage.objects.get(locale__language_code="es")
    english = HomePage.objects.get(locale__language_code="en")
    assert english.translation_key == spanish.translation_key
    assert english.alias_of_id is None
    assert english.hero_title == "What each office attempts alone goes further as a network"
    assert [page.url for page in (spanish, english)] == ["/", "/en/"]


def test_the_notice_of_before_is_kept_and_its_address_leads_to_the_one_in_force() -> None:
    home = ensure_site()
    old = home.add_child(instance=ContentPage(title="Aviso de privacidad", slug="aviso-anterior"))
    Page.objects.filter(pk=old.pk).update(slug="aviso-de-privacidad", url_path="/inicio/aviso-de-privacidad/")
    old.refresh_from_db()
    for address, place in (
        ("/aviso-de-privacidad/", "/privacidad/"),
        ("/en/privacy-notice/", "/en/privacidad/"),
    ):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"]) == (301, place)
    assert ContentPage.objects.get() == old
    old.slug = "aviso-anterior"  # her editors give it another address, and it is read again
    old.save_revision().publish()
    assert Client().get("/aviso-anterior/").status_code == 200


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
    Site.objects.update(hostname="red.ejemplo.invalid", port=443)
    ensure_site()
    assert sorted(HomePage.objects.values_list("hero_title", flat=True)) == ["Nuestra red", "Our network"]
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
