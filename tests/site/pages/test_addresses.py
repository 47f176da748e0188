"""No page takes an address at which something else answers."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import path

from pages.addresses import TAKEN
from pages.checks import every_address_of_ours_is_taken, first_segments
from pages.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


def test_a_taken_address_is_refused_with_a_way_out(home: HomePage) -> None:
    for slug in sorted(TAKEN):
        with pytest.raises(ValidationError) as refused:
            home.add_child(instance=ContentPage(title="Nuestra página", slug=slug, locale=home.locale))
        assert refused.value.message_dict == {
            "slug": [
                f"La dirección «{slug}» ya es de otra parte del sitio. "
                f"Elija otra, por ejemplo «sobre-{slug}»."
            ]
        }
    assert not ContentPage.objects.child_of(home).exists()


def test_a_title_that_would_make_such_an_address_is_refused_too(home: HomePage) -> None:
    with pytest.raises(ValidationError, match="eventos"):
        home.add_child(instance=ContentPage(title="Eventos", locale=home.locale))


def test_an_address_of_its_own_is_fine(home: HomePage) -> None:
    page = home.add_child(instance=ContentPage(title="Nuestros eventos", locale=home.locale))
    assert page.url == "/nuestros-eventos/"


def test_the_list_covers_every_address_of_ours() -> None:
    assert every_address_of_ours_is_taken() == []


def test_the_check_names_an_address_that_is_missing(settings) -> None:
    settings.ROOT_URLCONF = __name__
    [error] = every_address_of_ours_is_taken()
    assert (error.id, error.msg) == (
        "pages.E001",
        "The address /novedades/ is ours, but a page could take it.",
    )


urlpatterns = [path("novedades/<int:year>/", lambda request: None), path("cms/", lambda request: None)]


def test_first_segments_are_read_from_the_patterns() -> None:
    assert list(first_segments(urlpatterns)) == ["novedades", "cms"]
