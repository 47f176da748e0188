"""Where a member works is asked again each year; nothing ends by itself, and only the desk is told."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role
from network.joining.affiliations import ask_who_is_due, verify
from network.joining.notice_kinds import KINDS
from network.notices.models import Notice
from network.people.models import Affiliation
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory

pytestmark = pytest.mark.django_db
PLACE, OWN = "/gestion/ingresos/adscripciones/", "/mi-adscripcion/"


@pytest.fixture
def affiliation():
    return AffiliationFactory(person__name="Ana Ejemplo", person__account=UserFactory())


def verified(affiliation, days_ago):
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    return verify(affiliation=affiliation, on=day, by=None)


def test_she_is_asked_once_a_year_and_only_where_it_was_verified(affiliation):
    today = timezone.localdate()
    other = AffiliationFactory()  # without an account nobody can be asked
    verified(other, 500)
    assert ask_who_is_due(today=today) == []
    verified(affiliation, 364)
    assert ask_who_is_due(today=today) == []
    verified(affiliation, 366)
    assert [row.pk for row in ask_who_is_due(today=today)] == [affiliation.pk]
    assert ask_who_is_due(today=today) == []
    [notice] = Notice.objects.filter(kind=KINDS[0].name)
    assert (notice.to, notice.link) == (affiliation.person.account, OWN)


def test_yes_renews_it_and_no_tells_the_desk_and_ends_nothing(affiliation, coordinator, log_in):
    verified(affiliation, 400)
    ask_who_is_due(today=timezone.localdate())
    client = log_in(user=affiliation.person.account)
    assert "Sí, sigo ahí" in client.get(OWN).content.decode()
    client.post(f"{OWN}{affiliation.pk}/", {"si": "1"})
    affiliation.refresh_from_db()
    assert (affiliation.verified_on, affiliation.verified_by) == (timezone.localdate(), client.user)
    client.post(f"{OWN}{affiliation.pk}/", {"no": "1"})
    affiliation.refresh_from_db()
    assert (affiliation.says_no, affiliation.ended) == (True, "")
    desk = coordinator.get("/gestion/").content.decode()
    assert "dice que ya no trabaja ahí" in desk
    assert "Ana Ejemplo" not in desk


def test_silence_is_told_to_the_desk_after_three_weeks(affiliation, coordinator):
    verified(affiliation, 400)
    Affiliation.objects.update(asked_on=timezone.localdate() - dt.timedelta(days=20))
    assert "no ha respondido" not in coordinator.get("/gestion/").content.decode()
    Affiliation.objects.update(asked_on=timezone.localdate() - dt.timedelta(days=21))
    assert "no ha respondido" in coordinator.get("/gestion/").content.decode()
    assert "Ana Ejemplo" in coordinator.get(f"{PLACE}?estado=pendiente").content.decode()
    coordinator.post(f"{PLACE}{affiliation.pk}/")
    assert "no ha respondido" not in coordinator.get("/gestion/").content.decode()


def test_who_is_protected_stands_in_no_list_and_can_be_verified_by_no_coordinator(affiliation, coordinator):
    affiliation.person.visibility = "protegida"
    affiliation.person.save()
    assert "Ana Ejemplo" not in coordinator.get(PLACE).content.decode()
    assert coordinator.post(f"{PLACE}{affiliation.pk}/").status_code == 404
    affiliation.refresh_from_db()
    assert affiliation.verified_on is None


def test_nobody_answers_for_another_nor_verifies_herself_unasked(affiliation, log_in):
    other = log_in(Role.MEMBER)
    assert other.post(f"{OWN}{affiliation.pk}/", {"no": "1"}).status_code == 404
    assert Client().post(f"{OWN}{affiliation.pk}/", {"no": "1"}).status_code == 302
    hers = log_in(user=affiliation.person.account)
    hers.post(f"{OWN}{affiliation.pk}/", {"si": "1"})
    affiliation.refresh_from_db()
    assert (affiliation.verified_on, affiliation.says_no) == (None, False)


@pytest.mark.parametrize("number", [1, 3])
def test_three_affiliations_are_listed_with_as_many_questions_as_one(
    coordinator, number, django_assert_num_queries
):
    for _n in range(number):
        AffiliationFactory(person__account=UserFactory())
    coordinator.get(PLACE)
    with django_assert_num_queries(6):
        assert len(coordinator.get(PLACE).context["rows"]) == number


def test_its_date_is_shown_with_the_institution_and_with_nothing_else(affiliation, log_in):
    verified(affiliation, 1)
    person = affiliation.person
    page = f"/integrantes/{person.uid}/"
    member = log_in(Role.MEMBER)
    for visibility, shows, told in (
        ("visible", False, True),
        ("limitada", True, True),
        ("limitada", False, False),
    ):
        person.visibility, person.alias, person.shows_institution = visibility, "Luna", shows
        person.save()
        assert ("adscripción verificada en" in member.get(page).content.decode()) is told


def test_since_when_it_is_verified_is_told_with_the_institution_and_never_without(affiliation, log_in):
    person = affiliation.person
    verify(affiliation=affiliation, on=dt.date(2026, 3, 9), by=None)
    address = f"/integrantes/{person.uid}/"
    member = log_in(Role.MEMBER)
    told = "adscripción verificada en marzo de 2026"

    def shown(client):
        answer = client.get(address)
        return (answer.status_code, told in answer.content.decode())

    person.visibility = "visible"
    person.save()
    assert shown(member) == (200, True)
    person.visibility, person.alias, person.shows_institution = "limitada", "Alias 001", False
    person.save()
    assert shown(member) == (200, False)
    person.visibility = "oculta"
    person.save()
    assert shown(member) == (404, False)
    assert shown(log_in(Role.COORDINATOR)) == (200, True)
    person.visibility = "protegida"
    person.save()
    assert shown(log_in(Role.COORDINATOR)) == (404, False)
