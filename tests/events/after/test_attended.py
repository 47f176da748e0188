"""Who came, as training asks for it; what is drafted from it; and the layer that is drawn from it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from events.after.attended import attended, counted, group_of
from events.after.milestone import drafted, key_of, milestone_of
from events.attending import take_attendance
from events.layers import co_attendance
from events.models import Presence
from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, viewer_for
from network.milestones.models import ActionRecord, Milestone
from network.notices.models import Notice
from network.people.models import Block
from network.vocabulary.terms import terms
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import InstitutionFactory, PersonFactory, TerritoryFactory, ThemeFactory

from ..steps import over, place_of
from ..test_line import coordinator, enrolled, member

pytestmark = pytest.mark.django_db


def shown(institution: Any = None, **values: Any) -> Any:
    """A member who lets members see her and her ties."""
    person = member(institution)
    for name, value in {"visibility": "visible", "shows_ties": True, **values}.items():
        setattr(person, name, value)
    person.save()
    return person


def test_a_correction_counts_and_a_hidden_woman_keeps_her_attendance() -> None:
    seen, hidden, corrected = member(), PersonFactory(protected=True, account=UserFactory()), member()
    event = over(seen, hidden, corrected)
    take_attendance(event=event, by=coordinator(), states={place_of(event, corrected).pk: "absent"})
    rows = attended([event])
    assert [(row.person, row.hours, row.state) for row in rows] == [
        (seen.pk, 2.0, "present"),
        (hidden.pk, 2.0, "present"),
    ]
    assert [row.person for row in group_of(event, "missed")] == [corrected]


def test_an_event_to_come_or_cancelled_has_nobody_who_came() -> None:
    event, gone = over(member()), over(member())
    event.ends_at = timezone.now() + dt.timedelta(hours=1)
    event.save()
    gone.state, gone.cancelled_because = "cancelled", "Se pospone"
    gone.save()
    assert attended([event, gone]) == []


def test_what_nobody_noted_is_not_zero() -> None:
    event = over()
    assert (counted(event).convened, counted(event).attended) == (None, None)


def test_the_milestone_begins_with_each_number_under_what_it_counts() -> None:
    theme, place = ThemeFactory(), TerritoryFactory(name="Jalisco")
    people = [member() for _ in range(3)]
    event = over(*people, absent=(member(),))
    event.themes.add(theme)
    event.territories.add(place)
    begun = drafted(event, viewer_for(coordinator()), terms("milestone_kind"))
    assert (begun["participants"], begun["count_of"], begun["qualifier"]) == (3, "attended", "exact")
    assert (begun["kind"], begun["theme"], begun["key"]) == ("seminario", theme.code, key_of(event))
    assert begun["results"] == "Del evento: personas inscritas: 4, personas que asistieron: 3."
    assert not {"women", "men", "other", "no_data"} & set(begun)


def test_few_among_whom_somebody_is_hidden_are_not_put_into_a_number() -> None:
    hidden = PersonFactory(protected=True, account=UserFactory())
    event = over(member(), hidden)
    begun = drafted(event, viewer_for(coordinator()), terms("milestone_kind"))
    assert ("participants" in begun, begun["results"]) == (False, "")
    many = over(*[member() for _ in range(9)], PersonFactory(protected=True, account=UserFactory()))
    assert drafted(many, viewer_for(coordinator()), terms("milestone_kind"))["participants"] == 10


def test_the_milestone_is_made_once_and_the_second_time_leads_to_it(log_in: Any) -> None:
    theme, place = ThemeFactory(), TerritoryFactory(name="Jalisco")
    event = over(member())
    event.themes.add(theme)
    event.territories.add(place)
    client, there = log_in(Role.COORDINATOR), f"/gestion/eventos/{event.package_id}/hito/"
    page = client.get(there)
    form = page.context["form"]
    said = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    said = {name: value for name, value in said.items() if isinstance(value, str | int)}
    lead = event.organisers.get().institution
    said |= {"key": str(key_of(event)), "lead": lead.name, "picked_typed": ""}
    client.post("/gestion/acciones/nueva/", said)
    made = milestone_of(event)
    assert made is not None
    assert (made.title, made.participants, made.count_of) == (event.title, 1, "attended")
    assert client.get(there).headers["Location"] == made.get_absolute_url()
    client.post("/gestion/acciones/nueva/", said)
    assert (Milestone.objects.count(), ActionRecord.objects.count()) == (1, 1)


def test_institutions_are_tied_by_members_who_came_and_let_it_be_seen() -> None:
    one, other = shown(), shown()
    over(one, other)
    [context] = co_attendance(viewer_for(one.account))
    places = {person.affiliations.get().institution.package_id for person in (one, other)}
    assert {seat.node_id for seat in context.members} == places
    assert (context.begins is not None and context.begins.day) == 1
    assert "Seminario" not in context.label + context.id


@pytest.mark.parametrize(
    "why", ["hidden", "shut", "limited", "absent", "neutral", "tender theme", "not for her", "same place"]
)
def test_nothing_is_tied_by_whom_members_may_not_know(why: str) -> None:
    reader, one = shown(), shown()
    if why == "hidden":
        other = shown(visibility="oculta")
    elif why == "limited":
        other = shown(visibility="limitada", alias="Sin nombre")
    else:
        other = shown(
            one.affiliations.get().institution if why == "same place" else None, shows_ties=why != "shut"
        )
    values: dict[str, Any] = {"title": "Acoso laboral"} if why == "neutral" else {}
    if why == "not for her":
        event = over(one, other)
        event.audience = "invitation"
        event.save()
    elif why == "absent":
        over(one, absent=(other,))
    elif why == "tender theme":
        over(one, other).themes.add(ThemeFactory(code="acoso_laboral"))
    else:
        over(one, other, **values)
    assert co_attendance(viewer_for(reader.account)) == []


def test_neither_enrolment_nor_the_future_ties_and_roles_add_nothing() -> None:
    one, other = shown(), shown()
    event = EventFactory(seats_on_site=9)
    for person in (one, other):
        Presence.objects.create(registration=enrolled(event, person), state="present", at=timezone.now())
    assert co_attendance(viewer_for(one.account)) == []
    over(one, other)
    assert co_attendance(PUBLIC) == co_attendance(viewer_for(coordinator())) == []


def test_whom_she_blocked_ties_nothing_for_her() -> None:
    one, other = shown(), shown()
    over(one, other)
    Block.objects.create(blocker=one, blocked=other)
    assert co_attendance(viewer_for(one.account)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_layer_takes_as_many_queries_however_many_events(
    number: int, django_assert_num_queries: Any
) -> None:
    one, other, institution = shown(), shown(), InstitutionFactory()
    for _ in range(number):
        over(one, other, organised_by=institution)
    viewer = viewer_for(one.account)
    with django_assert_num_queries(4):
        assert len(co_attendance(viewer)) == number


FILES = ("datos.json", "red.graphml", "red.gexf", "analisis/medidas.json", "analisis/vinculos.csv")


def test_the_layer_is_off_until_it_is_asked_for_and_goes_into_every_file(log_in: Any) -> None:
    reader, other = shown(), shown()
    places = {person.affiliations.get().institution.package_id for person in (reader, other)}
    client = log_in(user=reader.account)
    before = {name: drawn(client, name, "") for name in FILES}
    over(reader, other, organised_by=reader.affiliations.get().institution)
    assert {name: drawn(client, name, "") for name in FILES} == before
    ties = client.get("/red/analisis/vinculos.csv?capas=co_attendance").content.decode()
    assert all(place in ties for place in places)
    assert "Seminario" not in "".join(drawn(client, name, "?capas=co_attendance") for name in FILES)


@pytest.mark.parametrize("mode", ["oculta", "protegida", "shut"])
def test_with_and_without_a_woman_whom_she_may_not_know_every_file_is_the_same(
    log_in: Any, mode: str
) -> None:
    reader, other, by = shown(), shown(), coordinator()
    event = over(reader, other, by=by)
    her = shown(
        InstitutionFactory(), visibility="visible" if mode == "shut" else mode, shows_ties=mode != "shut"
    )
    client = log_in(user=reader.account)
    asked = ("?capas=co_attendance", "?capas=co_attendance&modo=two")
    before = [drawn(client, name, query) for name in FILES for query in asked]
    row = event.registrations.create(person=her, turn=9, state="waiting")
    Presence.objects.create(registration=row, state="visitor", at=timezone.now())
    assert [drawn(client, name, query) for name in FILES for query in asked] == before
    her.visibility, her.shows_ties = "visible", True
    her.save()
    assert [drawn(client, name, query) for name in FILES for query in asked] != before


def drawn(client: Any, name: str, query: str) -> str:
    answer = client.get(f"/red/{name}{query}")
    assert answer.status_code == 200, name
    content = b"".join(answer) if answer.streaming else answer.content
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+|lastmodifieddate=.[\d-]+.", "", content.decode())


def test_attendance_suggests_nobody_neither_past_nor_to_come(log_in: Any) -> None:
    reader, other = shown(), shown()
    client = log_in(user=reader.account)

    def said(page: str) -> str:
        answer = client.get(page)
        assert answer.status_code == 200, page
        return re.sub(r'value="[^"]{64}"|nonce="[^"]*"|data-csrf="[^"]*"', "", answer.content.decode())

    pages = ("/mi-red/", f"/integrantes/{other.uid}/", "/integrantes/")
    client.get("/mi-red/")
    before = [said(page) for page in pages]
    place = reader.affiliations.get().institution
    over(reader, other, organised_by=place)
    coming = EventFactory(seats_on_site=9, organised_by=place, audience="members")
    enrolled(coming, other)
    Notice.objects.all().delete()
    reader.account.refresh_from_db()
    type(reader.account).objects.update(unread=0)
    assert [said(page) for page in pages] == before
