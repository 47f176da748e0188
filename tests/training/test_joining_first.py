"""Who has an account and no record reads what she needs, asks for it, and is led back to the training."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from network.joining.models import Application
from network.joining.privacy import mark_of, notice_in_force
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory

from .steps import asked, member, published, taught

pytestmark = pytest.mark.django_db


def edition_page(**said):
    edition = published(version=taught(audience="public"), **said)
    return edition, reverse("edition", args=[edition.package_id])


def back_to(name: str, place: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': place})}"


def test_an_account_without_a_record_is_told_what_it_needs_and_is_led_back(log_in):
    _edition, place = edition_page()
    client = log_in(user=UserFactory())
    way = back_to("application", place)
    page = client.get(place)
    assert page.context["joins_first"]["application"] == way
    assert way in page.content.decode()
    said = {
        "name": "Ana Prueba",
        "email": client.user.email,
        "institution": InstitutionFactory().name,
        "post_title": "Enlace de género",
        "post_level": "other",
        "does": "Formación",
        "consent": "on",
        "mark": mark_of(notice_in_force()),
    }
    answer = client.post(way, said)
    assert answer["Location"] == back_to("application_received", place)
    assert f'href="{place}"' in client.get(answer["Location"]).content.decode()
    assert Application.objects.get().account == client.user
    later = client.get(place)
    assert later.context["joins_first"]["is_asking"]
    assert way not in later.content.decode()


def test_a_visitor_finds_the_way_back_too_and_no_other_site_is_led_to(client: Client):
    _edition, place = edition_page()
    assert f"{reverse('joining')}?next={place}" in client.get(place).content.decode()
    assert back_to("application", place) in client.get(back_to("joining", place)).content.decode()
    sent = client.get(reverse("application_sent"), {"next": "https://otra.invalid/"}).content.decode()
    assert "otra.invalid" not in sent.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("entry", ["liaison", "invitation"])
def test_where_nobody_enrols_by_herself_there_is_no_such_way(log_in, entry):
    edition, place = edition_page(entry="self")
    edition.entry = entry
    edition.save()
    page = log_in(user=UserFactory()).get(place)
    assert page.status_code == (404 if entry == "invitation" else 200)
    if page.status_code == 200:
        assert page.context["joins_first"] is None


def test_whoever_has_a_record_is_not_sent_to_join(log_in):
    edition, place = edition_page()
    person = member()
    assert log_in(user=person.account).get(place).context["joins_first"] is None
    asked(edition, person)
    assert log_in(user=person.account).get(place).context["joins_first"] is None
    again = log_in(user=person.account).get(back_to("application", place)).content.decode()
    assert f'href="{place}"' in again


def test_of_a_training_for_members_it_is_not_told(log_in):
    edition = published(version=taught(audience="members"))
    address = reverse("edition", args=[edition.package_id])
    assert log_in(user=UserFactory()).get(address).status_code == 404
