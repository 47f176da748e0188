"""The month of actions: each on the days that it went on, apart what has no day."""

import datetime as dt

import pytest

from network.accounts.enums import Role
from tests.factories.records import MilestoneFactory

pytestmark = pytest.mark.django_db

LIST = "/gestion/acciones/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def on_days(context):
    return {
        day["number"]: [" ".join(filter(None, (row["title"], row["which"]))) for row in day["rows"]]
        for week in context["weeks"]
        for day in week
        if day["rows"]
    }


def test_the_month_shows_days_and_apart_what_has_none(coordinator):
    for started in ("2026-11-03", "2026-11", "2026-12"):
        MilestoneFactory(title=f"De {started}", started=started)
    MilestoneFactory(title="De 2026-10-20", started="2026-10-20", ended="2026-11")
    context = coordinator.get(LIST + "calendario/?mes=2026-11").context
    assert on_days(context) == {3: ["De 2026-11-03"]}
    assert [row["title"] for row in context["others"]] == ["De 2026-10-20", "De 2026-11"]
    assert coordinator.get(LIST + "calendario/?mes=2026-99").context["mes"] == dt.date.today().isoformat()[:7]


def test_an_action_of_several_days_stands_on_each_of_them_in_every_month_it_reaches(coordinator):
    MilestoneFactory(title="Feria", started="2026-10-30", ended="2026-11-02")
    MilestoneFactory(title="Curso", started="2026-11-29", ended="2026-12")
    november, october = (
        coordinator.get(f"{LIST}calendario/?mes={month}").context for month in ("2026-11", "2026-10")
    )
    assert on_days(october) == {30: ["Feria día 1 de 4"], 31: ["Feria día 2 de 4"]}
    assert on_days(november) == {1: ["Feria día 3 de 4"], 2: ["Feria día 4 de 4"], 29: ["Curso"]}
    assert november["others"] == []
