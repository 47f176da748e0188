"""What the public home tells, and what it keeps to itself."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from network.people.models import ReleasedFigure
from network.people.released import MEMBERS
from pages.models import ContentPage, HomePage
from tests.factories.records import (
    AffiliationFactory,
    AgreementFactory,
    AppointmentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    PersonFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def release(value: int) -> None:
    ReleasedFigure.objects.create(name=MEMBERS, value=value, released_on=dt.date(2026, 11, 2))


def text(path: str = "/") -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_shows_the_released_figure_and_never_a_live_count(home: HomePage) -> None:
    release(110)
    AffiliationFactory.create_batch(3, person__visibility="visible")
    page = text()
    assert "110 o más" in page
    assert "integrantes al 2 de noviembre de 2026" in page
    assert '<progress class="home__progress" max="100" value="100"' in page


def test_a_hidden_person_changes_no_byte(home: HomePage) -> None:
    release(40)
    institution = InstitutionFactory()
    before = {path: Client().get(path).content for path in ("/", "/en/")}
    for visibility in ("oculta", "protegida"):
        person = PersonFactory(visibility=visibility, name="Nombre Secreto", shows_as_holder="public")
        AffiliationFactory(person=person, institution=institution)
        AppointmentFactory(person=person, post__institution=institution)
        SeatFactory(person=person, institution=institution, group__is_public=False)
    assert {path: Client().get(path).content for path in ("/", "/en/")} == before


def test_without_a_figure_it_says_so_and_still_names_the_target(home: HomePage) -> None:
    AffiliationFactory.create_batch(9)
    page = text()
    assert "La red se está formando." in page
    assert "La meta es reunir a 100 integrantes." in page
    assert "<progress" not in page


def test_the_target_is_the_editors_to_change(home: HomePage) -> None:
    release(40)
    home.target = 160
    home.save_revision().publish()
    page = text()
    assert 'max="100" value="25"' in page
    assert "La meta es reunir a 160 integrantes." in page


def test_milestones_keep_their_partial_dates_and_qualified_numbers(home: HomePage) -> None:
    MilestoneFactory(
        title="Encuentro", started="2021-03", participants=300, qualifier="at_least", count_of="attended"
    )
    MilestoneFactory(title="Interno", started="2022", is_public=False)
    MilestoneFactory(title="Sin fecha", started="")
    page = text()
    assert "marzo de 2021" in page
    assert "más de 300 personas que asistieron" in page
    assert "Interno" not in page
    assert "Sin fecha" not in page


def test_only_public_records_are_counted(home: HomePage) -> None:
    GroupFactory.create_batch(2)
    GroupFactory(is_public=False)
    AgreementFactory(is_public=False)
    page = text()
    assert '<span class="figure-tile__number">2</span>' in page
    assert page.count('<span class="figure-tile__number">0</span>') == 2  # institutions, agreements


def test_english_is_its_own_prose(home: HomePage) -> None:
    release(40)
    page = text("/en/")
    assert '<html lang="en">' in page
    assert "What each office attempts alone goes further as a network" in page
    assert "40 or more" in page
    assert "Súmese" not in page


def test_the_language_switch_leads_to_the_same_page(home: HomePage) -> None:
    assert 'href="/en/"' in text("/")
    assert 'href="/"' in text("/en/")
    about = home.add_child(instance=ContentPage(title="Quiénes somos", slug="quienes-somos"))
    english = about.copy_for_translation(Locale.objects.get(language_code="en"))
    english.slug = "who-we-are"
    english.save_revision().publish()
    assert 'href="/en/who-we-are/"' in text("/quienes-somos/")


@pytest.mark.parametrize("milestones", [1, 3])
def test_queries_are_few_and_as_many_for_one_as_for_three(home: HomePage, milestones: int) -> None:
    release(40)
    for milestone in MilestoneFactory.create_batch(milestones):
        milestone.territories.add(TerritoryFactory())
    Client().get("/")
    with CaptureQueriesContext(connection) as queries:
        assert Client().get("/").status_code == 200
    assert len(queries) == 13
