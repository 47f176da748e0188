"""The one number over people that anyone may see."""

import datetime as dt

import pytest
from django.core.management import call_command

from network.journal.models import Entry
from network.people.models import ReleasedFigure
from network.people.released import latest_members, rounded_members
from network.people.services import release_member_figure
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(("members", "figure"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_it_is_rounded_down_to_tens(members: int, figure: int) -> None:
    AffiliationFactory.create_batch(members, institution=InstitutionFactory())
    assert rounded_members(DAY) == figure


def test_everyone_counts_once_whatever_her_mode() -> None:
    institution = InstitutionFactory()
    for visibility in ("visible", "oculta", "protegida"):
        AffiliationFactory.create_batch(3, institution=institution, person__visibility=visibility)
    AffiliationFactory.create_batch(1, institution=institution)
    assert rounded_members(DAY) == 10
    somebody = PersonFactory()
    for is_main in (True, False):
        AffiliationFactory(person=somebody, is_main=is_main)
    assert rounded_members(DAY) == 10  # eleven people


def test_only_those_who_work_somewhere_on_that_day() -> None:
    AffiliationFactory.create_batch(9)
    PersonFactory()
    AffiliationFactory(ended="2025")
    AffiliationFactory(started="2027")
    assert rounded_members(DAY) == 0
    AffiliationFactory(started="2026", ended="2026")
    assert rounded_members(DAY) == 10


def test_a_month_that_has_its_figure_keeps_it() -> None:
    institution = InstitutionFactory()
    AffiliationFactory.create_batch(10, institution=institution)
    first = release_member_figure(on=dt.date(2026, 11, 3))
    AffiliationFactory.create_batch(10, institution=institution)
    assert release_member_figure(on=dt.date(2026, 11, 30)) == first
    assert latest_members() == first
    release_member_figure(on=dt.date(2026, 12, 1))
    assert latest_members().value == 20
    assert list(ReleasedFigure.objects.values_list("value", "released_on")) == [
        (20, dt.date(2026, 12, 1)),
        (10, dt.date(2026, 11, 3)),
    ]
    assert Entry.objects.filter(verb="release_figure").count() == 2


def test_below_ten_nothing_is_released() -> None:
    AffiliationFactory.create_batch(9)
    assert release_member_figure(on=DAY) is None
    assert (ReleasedFigure.objects.count(), Entry.objects.count()) == (0, 0)


def test_run_scheduled_releases_it_once(capsys) -> None:
    AffiliationFactory.create_batch(10)
    call_command("run_scheduled")
    call_command("run_scheduled")
    assert ReleasedFigure.objects.count() == 1
    assert capsys.readouterr().out.count("member_figure (month): 10 integrantes, cifra publicada el") == 2
