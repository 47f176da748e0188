"""Whoever pages through the people is slowed after some two hundred, and administrators are told."""

import pytest
import time_machine
from django.test import Client

from network.accounts.enums import Role
from network.accounts.limits import distinct_within
from network.accounts.viewer import viewer_for
from network.notices.models import Notice
from network.pace import rules
from network.pace.desk_items import desk_sections
from network.pace.models import Slowing
from network.pace.queries import slowings_visible_to
from network.pace.services import forget_old
from network.search.services import refresh_all
from tests.factories.records import PersonFactory
from tests.network.ties.processes import ended, scratch

AT_MOST = 5
NOON = "2026-11-20T12:00:00-06:00"


@pytest.fixture(autouse=True)
def a_small_limit(monkeypatch, settings):
    """Of five, and a cache of this test alone."""
    monkeypatch.setattr(rules, "MEMBERS", AT_MOST)
    monkeypatch.setattr(rules, "ON_DUTY", 3 * AT_MOST)


def people(number):
    made = PersonFactory.create_batch(number, visibility="visible")
    refresh_all()
    return made


def page(client, person):
    return client.get(f"/integrantes/{person.uid}/")


@pytest.mark.django_db
def test_past_the_limit_she_waits_and_within_the_hour_she_goes_on(log_in):
    with time_machine.travel(NOON, tick=False) as clock:
        client, found = log_in(Role.MEMBER), people(AT_MOST + 1)
        assert [page(client, one).status_code for one in found[:AT_MOST]] == [200] * AT_MOST
        assert page(client, found[0]).status_code == 200  # the same again is nobody new
        refused = page(client, found[-1])
        assert refused.status_code == 429
        assert refused["Retry-After"] == "3600"
        assert found[-1].name not in refused.content.decode()
        assert "Demasiadas personas en poco tiempo" in refused.content.decode()
        assert client.get("/integrantes/").status_code == 429
        clock.shift(rules.HOUR + 1)
        client = log_in(user=client.user)
        assert page(client, found[-1]).status_code == 200


@pytest.mark.django_db
def test_the_lists_and_what_the_search_suggests_count_too(log_in):
    client = log_in(Role.MEMBER)
    people(AT_MOST)
    assert client.get("/integrantes/").status_code == 200
    [one] = people(1)
    assert page(client, one).status_code == 429


@pytest.mark.django_db
def test_another_account_and_whoever_coordinates_read_on(log_in):
    found = people(AT_MOST + 1)
    client = log_in(Role.MEMBER)
    assert [page(client, one).status_code for one in found][-1] == 429
    assert page(log_in(Role.MEMBER), found[0]).status_code == 200
    coordinator = log_in(Role.COORDINATOR)
    assert [page(coordinator, one).status_code for one in found] == [200] * (AT_MOST + 1)


@pytest.mark.django_db
def test_administrators_are_told_once_a_day_and_never_whom_she_looked_at(
    log_in, django_capture_on_commit_callbacks
):
    administrator, client = log_in(Role.ADMINISTRATOR), log_in(Role.MEMBER)
    found = people(AT_MOST + 1)
    for one in [*found, found[-1]]:
        page(client, one)
    row = Slowing.objects.get()
    assert (row.account, row.times) == (client.user, 2)
    assert Notice.objects.filter(kind="pace").count() == 1
    told = administrator.get("/gestion/cuentas-frenadas/").content.decode()
    assert "frenada 2 veces" in told
    assert not [one for one in found if one.name in told]
    [section] = desk_sections(viewer_for(administrator.user), row.on)
    assert section.total == 1


@pytest.mark.django_db
def test_nobody_else_reads_it_nor_she_herself(log_in):
    accounts = [log_in(role) for role in (Role.MEMBER, Role.COORDINATOR, Role.ANALYST)]
    self = log_in(Role.ADMINISTRATOR)
    Slowing.objects.create(account=self.user, on="2026-11-20")
    for client in accounts:
        assert client.get("/gestion/cuentas-frenadas/").status_code == 404
        assert not slowings_visible_to(viewer_for(client.user)).exists()
    assert not slowings_visible_to(viewer_for(self.user)).exists()
    assert Client().get("/gestion/cuentas-frenadas/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(log_in, number, django_assert_num_queries):
    administrator = log_in(Role.ADMINISTRATOR)
    for _turn in range(number):
        Slowing.objects.create(account=log_in(Role.MEMBER).user, on="2026-11-20")
    administrator.get("/gestion/cuentas-frenadas/")
    with django_assert_num_queries(8):
        assert administrator.get("/gestion/cuentas-frenadas/").status_code == 200


@pytest.mark.django_db
def test_it_is_forgotten_after_ninety_days(log_in):
    account = log_in(Role.MEMBER).user
    with time_machine.travel(NOON):
        Slowing.objects.create(account=account, on="2026-08-21")
        Slowing.objects.create(account=account, on="2026-11-20")
        assert forget_old() == 1


def test_the_hour_begins_with_the_first():
    with time_machine.travel(NOON, tick=False) as clock:
        assert distinct_within("x", "ana", ["1", "2"], at_most=2, per=60)
        clock.shift(50)
        assert not distinct_within("x", "ana", ["3"], at_most=2, per=60)
        assert distinct_within("x", "eva", ["3"], at_most=2, per=60)
        clock.shift(11)
        assert distinct_within("x", "ana", ["3"], at_most=2, per=60)


AT_ONCE = """
import sys, time
from pathlib import Path
import django; django.setup()
from network.accounts.limits import distinct_within
me, number, ready = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
(ready / me).touch()
while len(list(ready.iterdir())) < number:
    time.sleep(0.001)
things = (f"{me}-{turn}" for turn in range(15))
print(sum(distinct_within("proof", "ana", [one], at_most=20, per=600) for one in things))
"""
PREPARE = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
if "cache" in settings.DATABASES:
    call_command("createcachetable", database="cache", verbosity=0)
"""


@pytest.mark.long
@pytest.mark.django_db
def test_several_processes_together_show_no_more(tmp_path):
    """Each counts people of its own: 60 in all, of whom 20 may be shown."""
    processes = 4
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        ready = tmp_path / "ready"
        ready.mkdir()
        running = [start(AT_ONCE, number, processes, ready) for number in range(processes)]
        shown = sum(int(ended(each)) for each in running)
    assert 20 - processes <= shown <= 20
