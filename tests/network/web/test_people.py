"""`/integrantes/`: nobody learns of anyone, nor of anything, that she may not see."""

import re
import uuid

import pytest
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.people import viewer_facts
from network.people.models import Person
from network.search.services import refresh_all
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

MODES = ("visible", "limitada", "oculta", "protegida")


def full_person(**fields):
    """A person with something in every field, a post, and seats."""
    person = PersonFactory(
        **{
            "post_title": "Jefa del área",
            "offers": "Talleres",
            "seeks": "Datos",
            "email": "ella@ejemplo.invalid",
        }
        | fields
    )
    person.themes.add(ThemeFactory())
    person.tags.add("cuidados")
    institution = InstitutionFactory(name="Secretaría de Salud", region=TerritoryFactory())
    AffiliationFactory(person=person, institution=institution)
    AppointmentFactory(person=person, post=PostFactory(institution=institution))
    SeatFactory(person=person, institution=institution)
    return person


def names(response):
    return [person.name for person in response.context["page_obj"].object_list]


def without_tokens(response):
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    return re.sub(r"/integrantes/[0-9a-f-]{36}/?", "", text)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"), [("", 16), ("?q=talleres", 17), ("?q=tallers&tema=violencia&region=Jalisco", 20)]
)
def test_the_list_takes_the_same_queries_for_one_and_three_people(
    log_in, number, query, queries, django_assert_num_queries
):
    for place in range(number):
        full_person(visibility="visible", name=f"Nombre {place}")
    refresh_all()
    client = log_in(Role.MEMBER)
    with django_assert_num_queries(queries):
        response = client.get(f"/integrantes/{query}")
    assert len(names(response)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_takes_the_same_queries_for_one_and_three_of_everything(
    log_in, number, django_assert_num_queries
):
    person = full_person(visibility="visible", shows_as_holder="public")
    for place in range(number - 1):
        person.themes.add(ThemeFactory(code=f"tema-{place}"))
        person.tags.add(f"etiqueta-{place}")
        AffiliationFactory(person=person, is_main=False)
        AppointmentFactory(person=person)
        SeatFactory(person=person)
    client = log_in(Role.MEMBER)
    with django_assert_num_queries(11):
        response = client.get(person.get_absolute_url())
    shown = response.context
    assert (len(shown["person"].institutions), len(shown["appointments"]), len(shown["seats"])) == (
        number,
    ) * 3


@pytest.mark.parametrize("path", ["/integrantes/", "/integrantes/?q=x"])
def test_who_has_not_logged_in_is_sent_to_log_in_from_the_list(path):
    response = Client().get(path)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/cuenta/login/")


def test_who_has_not_logged_in_is_sent_to_log_in_whether_she_exists_or_not(django_assert_num_queries):
    there, hidden = PersonFactory(visible=True), PersonFactory()
    answers = []
    for uid in (there.uid, hidden.uid, uuid.uuid4()):
        with django_assert_num_queries(0):
            response = Client().get(f"/integrantes/{uid}/")
        answers.append((response.status_code, response["Location"].replace(str(uid), "")))
    assert answers == [(302, "/cuenta/login/?next=/integrantes//")] * 3


@pytest.mark.parametrize(
    ("role", "scope", "key", "forbidden"),
    [
        (Role.MEMBER, ScopeKind.NETWORK, "", ["oculta", "protegida"]),
        (Role.ANALYST, ScopeKind.NETWORK, "", MODES),
        (Role.ADMINISTRATOR, ScopeKind.NETWORK, "", ["oculta", "protegida"]),
        (Role.LIAISON, ScopeKind.INSTITUTION, "otra", ["oculta", "protegida"]),
        (Role.COORDINATOR, ScopeKind.NETWORK, "", ["protegida"]),
    ],
)
def test_forbidden_equals_missing(log_in, role, scope, key, forbidden, django_assert_num_queries):
    InstitutionFactory(package_id="otra")
    client = log_in(role, scope=scope, key=key)
    client.get(f"/integrantes/{uuid.uuid4()}/")
    answers = set()
    for uid in [
        uuid.uuid4(),
        *(full_person(visibility=mode, alias=f"Alias {mode}").uid for mode in forbidden),
    ]:
        with django_assert_num_queries(8 if role == Role.ADMINISTRATOR else 7):  # whose records she opened
            response = client.get(f"/integrantes/{uid}/")
        answers.add((response.status_code, without_tokens(response)))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_a_blocked_person_is_missing_too(log_in, monkeypatch):
    other = full_person(visibility="visible")
    refresh_all()
    client = log_in(Role.MEMBER)
    before = client.get(f"/integrantes/{uuid.uuid4()}/")
    monkeypatch.setattr(viewer_facts, "viewer_facts", lambda *_: {"blocked_ids": frozenset({other.pk})})
    blocked = client.get(other.get_absolute_url())
    assert (blocked.status_code, without_tokens(blocked)) == (404, without_tokens(before))
    assert names(client.get("/integrantes/")) == []


@pytest.mark.parametrize(
    ("role", "scope", "found"),
    [
        (Role.MEMBER, ScopeKind.NETWORK, ["Alias limitada", "Nombre visible"]),
        (Role.COORDINATOR, ScopeKind.NETWORK, ["Nombre limitada", "Nombre oculta", "Nombre visible"]),
        (Role.LIAISON, ScopeKind.INSTITUTION, ["Alias limitada", "Nombre visible"]),
    ],
)
def test_the_list_shows_each_role_whom_it_may_see_ordered_by_the_shown_name(log_in, role, scope, found):
    InstitutionFactory(package_id="otra")
    for mode in MODES:
        full_person(visibility=mode, alias=f"Alias {mode}", name=f"Nombre {mode}")
    refresh_all()
    response = log_in(role, scope=scope, key="otra" if scope != ScopeKind.NETWORK else "").get(
        "/integrantes/"
    )
    assert names(response) == found
    assert response.context["page_obj"].paginator.count == len(found)


def test_an_analyst_gets_an_empty_list_that_says_why(log_in):
    full_person(visibility="visible", name="Nombre secreto")
    refresh_all()
    response = log_in(Role.ANALYST).get("/integrantes/?q=nombre")
    assert (names(response), [f.choices for f in response.context["facets"]]) == ([], [()] * 8)
    page = response.content.decode()
    assert ("Su cuenta no ve personas" in page, "secreto" in page) == (True, False)


def test_a_page_under_an_alias_holds_no_trace_of_who_she_is(log_in):
    person = full_person(limited=True, alias="Luna", name="Ximena Zúñiga")
    page = log_in(Role.MEMBER).get(person.get_absolute_url()).content.decode()
    for trace in (
        "Ximena",
        "Zúñiga",
        "Jefa",
        "Secretaría de Salud",
        "Enlace de Género",
        "Mesa 0",
        'ejemplo.invalid"',
    ):
        assert trace not in page
    assert ("Luna" in page, "Talleres" in page, "cuidados" in page) == (True, True, True)


def test_the_list_under_an_alias_holds_no_trace_of_who_she_is(log_in):
    full_person(limited=True, alias="Luna", name="Ximena Zúñiga")
    refresh_all()
    page = log_in(Role.MEMBER).get("/integrantes/").content.decode()
    assert [trace in page for trace in ("Luna", "Ximena", "Jefa", "Secretaría de Salud")] == [True] + [
        False
    ] * 3


def test_a_post_is_shown_beside_her_only_where_she_lets_it(log_in):
    person = full_person(visibility="visible")
    client = log_in(Role.MEMBER)
    assert list(client.get(person.get_absolute_url()).context["appointments"]) == []
    Person.objects.update(shows_as_holder="network")
    assert len(client.get(person.get_absolute_url()).context["appointments"]) == 1


def test_a_seat_in_an_internal_group_is_not_shown_to_a_member(log_in):
    person = full_person(visibility="visible")
    SeatFactory(person=person, group=GroupFactory(name="Mesa interna", is_public=False))
    SeatFactory(person=person, ended="2020", group=GroupFactory(name="Mesa pasada"))
    assert len(log_in(Role.MEMBER).get(person.get_absolute_url()).context["seats"]) == 1
    assert len(log_in(Role.COORDINATOR).get(person.get_absolute_url()).context["seats"]) == 2


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_her_e_mail_is_on_no_page(log_in, role):
    person = full_person(visibility="visible", email="solo-suyo@ejemplo.invalid")
    refresh_all()
    client = log_in(role)
    for path in ("/integrantes/", "/integrantes/?q=solo-suyo", person.get_absolute_url()):
        assert "solo-suyo@" not in client.get(path).content.decode()


def test_a_protected_person_sees_herself_and_is_told_so(log_in):
    account = UserFactory()
    herself = full_person(protected=True, account=account, name="Nombre suyo")
    refresh_all()
    client = log_in(user=account)
    response = client.get(herself.get_absolute_url())
    assert (response.context["person"].name, response.context["is_herself"]) == ("Nombre suyo", True)
    assert names(client.get("/integrantes/?q=suyo")) == ["Nombre suyo"]


def test_pages_of_people_are_kept_by_no_browser_and_titled_neutrally(log_in):
    person = full_person(visibility="visible", name="Nombre visible")
    refresh_all()
    client = log_in(Role.MEMBER)
    for path in ("/integrantes/", person.get_absolute_url()):
        response = client.get(path)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == (
            "no-store, private",
            "noindex, nofollow",
        )
        title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
        assert title is not None
        assert "Nombre" not in title[1]


def test_a_member_gets_the_same_pages_with_and_without_hidden_people(log_in):
    full_person(visibility="visible", name="Berta Salas")
    hidden = [full_person(visibility=mode, name="Salas Salas") for mode in ("oculta", "protegida")]
    refresh_all()
    client = log_in(Role.MEMBER)

    def pages():
        queries = (
            "",
            "q=salas",
            "q=sallas",
            "q=salaz",
            "q=zzz",
            "tema=violencia",
            "etiqueta=cuidados&q=berta",
        )
        return [without_tokens(client.get(f"/integrantes/?{query}")) for query in queries]

    with_them = pages()
    for person in hidden:
        person.delete()
    assert with_them == pages()


@pytest.mark.parametrize(
    "rest", ["xx/", "xx/otra/", "0/", "00000000-0000-0000-0000-00000000000G/", "%00/", "csv/"]
)
def test_a_visitor_is_sent_to_log_in_from_any_id(rest: str, log_in) -> None:
    answer = Client().get(f"/integrantes/{rest}")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/cuenta/login/")
    assert log_in(Role.MEMBER).get(f"/integrantes/{rest}").status_code == 404


@pytest.mark.parametrize(
    ("dates", "is_shown"),
    [({"ended": "2999"}, True), ({"started": "2999"}, False), ({"ended": "2020"}, False)],
)
def test_where_she_works_is_where_she_works_today(log_in, dates: dict[str, str], is_shown: bool) -> None:
    works = AffiliationFactory(person=PersonFactory(visible=True), **dates)
    page = log_in(Role.MEMBER).get(works.person.get_absolute_url())
    expected = [works.institution.name] * is_shown
    assert [name for name, _address in page.context["person"].institutions] == expected
