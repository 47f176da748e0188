"""A post shows whether it is covered by its own publication alone; its holder by her own consent too."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.ties.panels import panels
from tests.factories.records import AppointmentFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db

MEMBER = Viewer(grants=frozenset({GrantFact(Role.MEMBER)}))
ANALYST = Viewer(grants=frozenset({GrantFact(Role.ANALYST)}))
COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))
VIEWERS = {"public": PUBLIC, "member": MEMBER, "analyst": ANALYST, "coordinator": COORDINATOR}


def row(post, viewer):
    (panel,) = panels(post.institution, viewer)
    (row,) = panel.context["rows"]
    return row


def told(post, viewer):
    return row(post, viewer).coverage.label


@pytest.mark.parametrize("mode", ["visible", "limitada", "oculta", "protegida"])
@pytest.mark.parametrize("publication", ["public", "network", "reserved"])
def test_coverage_follows_the_post_and_never_the_mode_of_its_holder(publication, mode):
    post = PostFactory(publication=publication)
    vacant = {name: told(post, viewer) for name, viewer in VIEWERS.items()}
    AppointmentFactory(post=post, person=PersonFactory(visibility=mode, alias="Lila"))
    covered = {name: told(post, viewer) for name, viewer in VIEWERS.items()}
    inside = {"member", "analyst", "coordinator"}
    for name in VIEWERS:
        if publication == "reserved":
            expected = ("en actualización", "en actualización")
        elif publication == "public" or name in inside:
            expected = ("sin enlace designado", "cubierto")
        else:
            expected = ("se informa dentro de la red", "se informa dentro de la red")
        assert (vacant[name], covered[name]) == expected


def test_a_vacant_post_is_told_in_the_words_of_the_country(settings):
    post = PostFactory(kind="enlace")
    assert told(post, PUBLIC) == "sin enlace designado"
    settings.ENTRAMADO_COUNTRY = "CL"
    assert told(post, PUBLIC) == "sin encargada designada"
    assert told(PostFactory(kind="head"), PUBLIC) == "sin designación registrada"


@pytest.mark.parametrize(
    ("publication", "shows", "known_to"),
    [
        ("public", "public", {"public", "member", "analyst", "coordinator"}),
        ("public", "network", {"member", "coordinator"}),
        ("network", "public", {"member", "coordinator"}),
        ("public", "nobody", {"coordinator"}),
        ("reserved", "public", set()),
    ],
)
def test_a_holder_is_named_where_her_post_and_she_allow_it(publication, shows, known_to):
    post = PostFactory(publication=publication)
    AppointmentFactory(post=post, person=PersonFactory(visible=True, shows_as_holder=shows))
    assert {name for name, viewer in VIEWERS.items() if row(post, viewer).holders} == known_to


@pytest.mark.parametrize("mode", ["limitada", "oculta"])
def test_a_holder_who_is_not_visible_is_named_to_those_in_whose_care_she_is_and_to_nobody_else(mode):
    post = PostFactory()
    AppointmentFactory(
        post=post, person=PersonFactory(visibility=mode, alias="Lila", shows_as_holder="public")
    )
    assert [name for name, viewer in VIEWERS.items() if row(post, viewer).holders] == ["coordinator"]


def test_a_protected_holder_is_named_to_nobody():
    post = PostFactory()
    AppointmentFactory(post=post, person=PersonFactory(protected=True, shows_as_holder="public"))
    assert [name for name, viewer in VIEWERS.items() if row(post, viewer).holders] == []


def test_a_holder_stands_with_her_capacity_and_since_when():
    post = PostFactory()
    person = PersonFactory(visible=True, shows_as_holder="public", name="Ana Pérez")
    AppointmentFactory(post=post, person=person, capacity="interina", started="2020-03-03")
    (holder,) = row(post, PUBLIC).holders
    assert (holder.name, holder.capacity, holder.since) == (
        "Ana Pérez",
        "interina",
        "desde el 3 de marzo de 2020",
    )
    assert holder.url == ""
    assert row(post, MEMBER).holders[0].url == person.get_absolute_url()


def test_who_no_longer_holds_a_post_is_not_named():
    post = PostFactory()
    AppointmentFactory(post=post, person=PersonFactory(visible=True, shows_as_holder="public"), ended="2021")
    assert row(post, MEMBER).holders == ()


def test_a_vacancy_tells_its_age_to_whoever_may_know_of_it_and_of_a_reserved_post_to_nobody(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2025, 11, 20))
    expected = {
        "public": dict.fromkeys(VIEWERS, "desde marzo de 2025 (8 meses)"),
        "network": dict.fromkeys(VIEWERS, "desde marzo de 2025 (8 meses)") | {"public": ""},
        "reserved": dict.fromkeys(VIEWERS, ""),
    }
    for publication, told_to in expected.items():
        post = PostFactory(publication=publication)
        AppointmentFactory(post=post, person=PersonFactory(protected=True), ended="2025-03")
        assert {name: row(post, viewer).vacant for name, viewer in VIEWERS.items()} == told_to


def test_only_whoever_runs_the_network_is_led_from_a_post_to_the_desk():
    post = PostFactory()
    assert {name for name, viewer in VIEWERS.items() if row(post, viewer).url} == {"coordinator"}


def test_a_closed_post_is_no_longer_in_the_dossier():
    post = PostFactory(closed_on="2024")
    (panel,) = panels(post.institution, COORDINATOR)
    assert panel.context["rows"] == []


def test_the_page_says_that_a_reserved_post_is_being_updated(log_in):
    post = PostFactory(publication="reserved")
    AppointmentFactory(
        post=post, person=PersonFactory(visible=True, shows_as_holder="public", name="Ana Pérez")
    )
    for client in (
        Client(),
        log_in(Role.MEMBER),
        log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="otra"),
    ):
        page = client.get(post.institution.get_absolute_url()).content.decode()
        assert "en actualización" in page
        assert "Ana Pérez" not in page
