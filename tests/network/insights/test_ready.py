"""What is prepared is what a first visit asks for, and nothing that has changed since."""

import pytest
from django.core.management import call_command
from django.test import Client

from network.insights import services
from network.insights.ready import keep_ready
from tests.factories.records import GroupFactory, InstitutionFactory, SeatFactory

pytestmark = pytest.mark.django_db


def mesa(name: str, *ids: str) -> None:
    group = GroupFactory(package_id=name)
    for package_id in ids:
        SeatFactory(group=group, institution=InstitutionFactory(package_id=package_id))


def refuse(*_args, **_more):
    raise AssertionError("computed while somebody waited")


def test_a_first_visit_finds_what_was_prepared(monkeypatch) -> None:
    mesa("uno", "a", "b", "c")
    assert keep_ready() == 3
    monkeypatch.setattr(services, "positions", refuse)
    monkeypatch.setattr(services, "measure_graph", refuse)
    for address in ("/red/datos.json", "/red/datos.json?modo=two", "/red/analisis/", "/red/mapa.svg"):
        assert Client().get(address).status_code == 200


def test_what_has_changed_since_is_computed_anew() -> None:
    mesa("uno", "a", "b", "c")
    keep_ready()
    mesa("dos", "d", "e")
    assert {point[0] for point in Client().get("/red/datos.json").json()["points"]} == set("abcde")


def test_an_empty_platform_has_nothing_to_prepare_and_the_job_says_what_it_did(capsys) -> None:
    assert keep_ready() == 0
    mesa("uno", "a", "b")
    call_command("run_scheduled")
    assert "map (day): sitios de 2 instituciones listos" in capsys.readouterr().out
