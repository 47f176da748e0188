"""The calendar: narrowed alike by month, week, list and feed; days that are remembered; territories."""

import datetime as dt
from typing import Any

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from events.observed import OBSERVED, campaigns, names_by_day, observed_between
from events.publishing import begin, cancel_event
from events.recurrence import Rule
from events.series import repeat
from events.times import local
from network.accounts.enums import Role
from network.office.kept import OfficeFacts
from network.office.kept import facts as office
from network.vocabulary.models import Territory
from tests.factories.events import EventFactory
from tests.factories.records import InstitutionFactory, ThemeFactory

from .test_line import coordinator

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_saturday_in_november() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def valley() -> dict[str, Territory]:
    region = Territory.objects.create(kind="region", name="Valle")
    return {
        "region": region,
        "town": Territory.objects.create(kind="municipality", name="Ribera", parent=region),
        "other": Territory.objects.create(kind="region", name="Costa"),
    }


def on(day: int, *places: Territory, **said: Any) -> Event:
    event: Event = EventFactory(starts_at=dt.datetime(2026, 11, day, 15, tzinfo=dt.UTC), **said)
    event.territories.set(places)
    return event


def titles(path: str, client: Client | None = None) -> set[str]:
    context = (client or Client()).get(path).context
    if "listing" in context:
        return {one.row.title for one in context["listing"].page.object_list}
    return {row.row.title for day in context["days"] for row in day["rows"]}


def summaries(path: str) -> set[str]:
    found = icalendar.Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    return {str(one["summary"]) for one in found}


def test_every_way_to_look_is_narrowed_alike_and_a_region_holds_its_municipalities(valley: dict) -> None:
    care = ThemeFactory(code="cuidados")
    on(24, valley["region"], title="De la región").themes.add(care)
    on(25, valley["town"], title="Del municipio", kind="taller")
    on(26, valley["other"], title="De la costa")
    on(27, title="De ninguna parte")
    asked = {
        "territorio=Valle": {"De la región", "Del municipio"},
        "territorio=Ribera": {"Del municipio"},
        "territorio=Costa": {"De la costa"},
        "tema=cuidados&territorio=Valle": {"De la región"},
        "tipo=taller": {"Del municipio"},
    }
    for query, expected in asked.items():
        for path in ("/eventos/?", "/eventos/mes/?mes=2026-11&", "/eventos/semana/?semana=2026-11-25&"):
            assert titles(path + query) == expected, path + query
        assert summaries(f"/eventos/calendario.ics?{query}") == expected
    assert summaries("/eventos/calendario.ics?territorio=No%20existe") == set()


def test_what_is_chosen_goes_along_from_one_way_to_the_other(valley: dict) -> None:
    on(24, valley["region"])
    context = Client().get("/eventos/mes/?mes=2026-11&territorio=Valle").context
    leads = [url for url, _label in (*context["ways"], *context["others"])] + [context["feed"]]
    assert len(leads) == 5
    assert all("territorio=Valle" in url for url in leads)
    listed = Client().get("/eventos/?territorio=Valle").context
    assert all("territorio=Valle" in listed[name] for name in ("month", "week", "feed", "feed_with_days"))


def test_no_choice_tells_of_an_event_that_she_may_not_see(valley: dict) -> None:
    on(24, valley["other"], audience="members", title="De adentro")
    content = Client().get("/eventos/mes/?mes=2026-11").content.decode()
    assert ("Costa" in content, "De adentro" in content) == (False, False)
    assert titles("/eventos/mes/?mes=2026-11&territorio=Costa") == set()
    assert summaries("/eventos/calendario.ics?territorio=Costa") == set()


def test_territories_are_typed_and_what_is_not_known_is_said(log_in: Any, valley: dict) -> None:
    Territory.objects.create(kind="municipality", name="Ribera", parent=valley["other"])
    event, client = EventFactory(draft=True), log_in(Role.COORDINATOR)
    there = reverse("desk_event_step", args=[event.package_id, 2])
    when = {"day": "2026-12-03", "begins": "10:00", "ends": "12:00", "time_zone": "America/Santiago"}
    answer = client.post(there, when | {"territories": "ribera\nAtlántida"})
    content = answer.content.decode()
    assert answer.status_code == 422
    assert (
        "Línea 1: “ribera” puede ser varios lugares: Ribera (Costa); Ribera (Valle). Escriba cuál." in content
    )
    assert "Línea 2: ningún territorio se llama «Atlántida»" in content
    assert client.post(there, when | {"territories": "costa\nribera (valle)"}).status_code == 302
    assert set(event.territories.all()) == {valley["other"], valley["town"]}
    content = client.get(there).content.decode()
    assert "Ribera (Valle)" in content
    assert "Costa" in client.get(reverse("desk_event_preview", args=[event.package_id])).content.decode()


def test_the_next_one_begins_with_the_territories_of_the_last(valley: dict) -> None:
    like = on(24, valley["town"], organised_by=InstitutionFactory())
    for whole in (False, True):
        made = begin(by=coordinator(), time_zone="America/Santiago", like=like, whole=whole)
        assert list(made.territories.all()) == [valley["town"]]


def test_an_event_for_the_invited_leaves_the_next_one_open_unless_it_is_copied_on_purpose() -> None:
    like = EventFactory(audience="invitation", place="Salón Azul", organised_by=InstitutionFactory())
    for whole, audience in ((False, "members"), (True, "invitation")):
        made = begin(by=coordinator(), time_zone="America/Santiago", like=like, whole=whole)
        assert (made.audience, made.place, made.is_lent) == (audience, "Salón Azul", False)


def test_the_list_shows_the_nearest_date_of_a_series_and_counts_those_that_she_may_see() -> None:
    first = on(24, title="Cada martes")
    on(25, title="Una vez")
    repeat(event=first, by=coordinator(), rule=Rule(weekdays=(1,), count=4))
    hidden = Event.objects.filter(title="Cada martes").order_by("starts_at")[2]
    Event.objects.filter(pk=hidden.pk).update(audience="members")
    rows = Client().get("/eventos/").context["listing"].page.object_list
    assert [(one.row.title, one.more_dates) for one in rows] == [
        ("Cada martes", "y 2 fechas más"),
        ("Una vez", ""),
    ]
    cancel_event(event=first, by=coordinator(), reason="Feriado")
    Event.objects.filter(pk=first.pk).update(audience="members")
    [_once, then] = Client().get("/eventos/").context["listing"].page.object_list
    assert (local(then.row, then.row.starts_at).day, then.more_dates) == (1, "y 1 fecha más")


@pytest.mark.parametrize("number", [1, 3])
def test_narrowed_calendars_take_the_same_queries_however_many_events(number: int, valley: dict) -> None:
    for n in range(number):
        on(24 + n, valley["region"], valley["town"]).themes.add(ThemeFactory())
    taken = {}
    for path in (
        "/eventos/?territorio=Valle",
        "/eventos/mes/?mes=2026-11&territorio=Valle",
        "/eventos/semana/?semana=2026-11-25&territorio=Valle",
        "/eventos/calendario.ics?territorio=Valle",
        "/eventos/calendario.ics?fechas=1",
    ):
        Client().get(path)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        taken[path] = len(queries)
    assert list(taken.values()) == [7, 6, 6, 1, 1]


# --- days that are remembered ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "country", "words"),
    [
        (dt.date(2027, 3, 8), "", "Día Internacional de las Mujeres|Día Internacional de la Mujer"),
        (dt.date(2026, 11, 25), "", "Eliminación de la Violencia"),
        (dt.date(2027, 9, 28), "", "Aborto Legal"),
        (dt.date(2027, 10, 17), "MX", "voto de las mujeres"),
        (dt.date(2027, 12, 19), "CL", "Femicidio"),
    ],
)
def test_the_days_are_remembered_in_the_month_the_week_and_the_list(
    day: dt.date, country: str, words: str
) -> None:
    office.hold(OfficeFacts(country=country))
    with time_machine.travel(
        dt.datetime.combine(day, dt.time(12), dt.UTC) - dt.timedelta(days=3), tick=False
    ):
        for path in (f"/eventos/mes/?mes={day:%Y-%m}", f"/eventos/semana/?semana={day}", "/eventos/"):
            content = Client().get(path).content.decode()
            assert any(one in content for one in words.split("|")), path


def test_a_day_of_another_country_is_not_told() -> None:
    for country, is_there in (("CL", True), ("MX", False), ("", False)):
        found = names_by_day(dt.date(2026, 12, 1), dt.date(2026, 12, 31), country)
        assert (dt.date(2026, 12, 19) in found) is is_there


def test_a_campaign_stands_over_every_month_and_week_that_it_touches() -> None:
    name = "16 Días de Activismo"
    for path, is_there in (
        ("/eventos/mes/?mes=2026-11", True), ("/eventos/mes/?mes=2026-12", True),
        ("/eventos/mes/?mes=2026-10", False),
        ("/eventos/semana/?semana=2026-12-07", True), ("/eventos/semana/?semana=2026-12-14", False),
        ("/eventos/semana/?semana=2026-11-16", False),
    ):  # fmt: skip
        assert (name in Client().get(path).content.decode()) is is_there, path


def test_the_sixteen_days_are_sixteen() -> None:
    [(first, last, _one)] = campaigns(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert (first, (last - first).days + 1) == (dt.date(2026, 11, 25), 16)


def test_days_of_a_turn_of_the_year_are_found_once_in_their_order() -> None:
    found = observed_between(dt.date(2026, 12, 1), dt.date(2027, 2, 28), "CL")
    assert [first.isoformat() for first, _last, _one in found] == [
        "2026-11-25", "2026-12-10", "2026-12-19", "2027-02-06", "2027-02-11",
    ]  # fmt: skip
    assert len({(one.name, one.first, one.country) for one in OBSERVED}) == len(OBSERVED)


def test_the_feed_carries_them_only_where_that_is_asked_for() -> None:
    on(24, title="Seminario")
    assert summaries("/eventos/calendario.ics") == {"Seminario"}
    found = icalendar.Calendar.from_ical(Client().get("/eventos/calendario.ics?fechas=1").content).walk(
        "VEVENT"
    )
    days = {str(one["summary"]): one for one in found}
    sixteen = days["16 Días de Activismo contra la Violencia de Género"]
    assert (sixteen.decoded("dtend") - sixteen.decoded("dtstart")).days == 16
    assert str(sixteen["transp"]) == "TRANSPARENT"
    assert len({str(one["uid"]) for one in found}) == len(found)
