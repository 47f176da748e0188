"""The desk's pages of posts, with holders who are hidden or protected and posts that are reserved."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.institutions.models import GovernmentTerm, Post
from network.journal.models import Entry
from network.people.models import Person
from network.ties.models import Appointment
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    DocumentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db

POSTS = "/gestion/puestos/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture
def administrator(log_in):
    return log_in(Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2025, 11, 20))


def page(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def address(post, deed=""):
    return f"{POSTS}{post.package_id}/{deed}"


def listed(client, **query):
    rows = client.get(POSTS, query).context["listing"].page.object_list
    return [row["post"].name for row in rows]


@pytest.mark.parametrize("path", ["", "nuevo/", "{id}/", "{id}/designar/", "{id}/cambiar/", "{id}/cerrar/"])
def test_the_pages_are_there_for_whoever_runs_the_network_and_for_nobody_else(log_in, coordinator, path):
    post = PostFactory()
    path = POSTS + path.format(id=post.package_id)
    assert Client().get(path).status_code == 302
    for role, scope in (
        (Role.MEMBER, ScopeKind.NETWORK),
        (Role.ANALYST, ScopeKind.NETWORK),
        (Role.COORDINATOR, ScopeKind.INSTITUTION),
    ):
        client = log_in(role, scope=scope, key="" if scope == ScopeKind.NETWORK else "otra")
        assert client.get(path).status_code == 404
    assert coordinator.get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_posts_as_for_one(
    coordinator, number, django_assert_num_queries
):
    for _ in range(number):
        AppointmentFactory(document=DocumentFactory(), ended="2024")
    coordinator.get(POSTS)
    with django_assert_num_queries(8):
        assert len(listed(coordinator)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_post_asks_as_many_questions_for_three_designations_as_for_one(
    coordinator, number, django_assert_num_queries
):
    post = PostFactory()
    for place in range(number):
        AppointmentFactory(
            post=post, started=str(2010 + 2 * place), ended=str(2011 + 2 * place), document=DocumentFactory()
        )
    coordinator.get(address(post))
    with django_assert_num_queries(10):
        assert len(coordinator.get(address(post)).context["bands"][0].items) == 2 * number


def test_the_list_narrows_by_state_by_the_age_of_the_vacancy_and_by_the_lack_of_a_document(coordinator):
    def post(name, **appointment):
        found = PostFactory(name=name, publication=appointment.pop("publication", "public"))
        if appointment:
            AppointmentFactory(post=found, started="2020", **appointment)

    post("A nunca")
    post("B hace poco", ended="2025-09")
    post("C hace medio año", ended="2025-03")
    post("D hace años", ended="2023")
    post("E cubierto", document=DocumentFactory())
    post("F cubierto sin documento", document=None)
    post("G reservado", ended="2025-09", publication="reserved")
    PostFactory(name="H cerrado", closed_on="2024")
    assert listed(coordinator, orden="nombre", estado="vacant") == [
        "A nunca",
        "B hace poco",
        "C hace medio año",
        "D hace años",
    ]
    assert listed(coordinator, estado="sin_fecha") == ["A nunca"]
    assert listed(coordinator, estado="corta") == ["B hace poco"]
    assert listed(coordinator, estado="media") == ["C hace medio año"]
    assert listed(coordinator, estado="larga") == ["D hace años"]
    assert listed(coordinator, orden="nombre", estado="covered") == ["E cubierto", "F cubierto sin documento"]
    assert listed(coordinator, documento="sin") == ["F cubierto sin documento"]
    assert listed(coordinator, estado="updating") == ["G reservado"]
    assert listed(coordinator, estado="cerrado") == ["H cerrado"]
    assert len(listed(coordinator)) == 7


def test_a_vacancy_says_its_age_in_the_list_and_on_the_page(coordinator):
    post = PostFactory()
    AppointmentFactory(post=post, started="2020", ended="2025-03")
    assert "vacante desde marzo de 2025 (8 meses)" in page(coordinator, POSTS)
    assert "sin enlace designado</span> desde marzo de 2025 (8 meses)" in page(coordinator, address(post))


def same(one, other):
    """Two pages, but for what each request makes anew."""

    def stripped(html):
        return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]

    return stripped(one) == stripped(other)


@pytest.mark.parametrize("path", [POSTS, POSTS + "reservado/", "/instituciones/unidad/"])
def test_a_reserved_post_reads_the_same_with_and_without_a_holder(coordinator, path):
    post = PostFactory(
        package_id="reservado",
        publication="reserved",
        institution=InstitutionFactory(package_id="unidad", name="Unidad"),
    )
    before = page(coordinator, path), page(coordinator, POSTS, formato="csv")
    person = PersonFactory(name="Ana Secreta", visible=True, shows_as_holder="public")
    AppointmentFactory(post=post, person=person)
    AppointmentFactory(post=post, started="2010", ended="2015", document=DocumentFactory(number="77"))
    after = page(coordinator, path), page(coordinator, POSTS, formato="csv")
    assert same(before[0], after[0])
    assert before[1] == after[1]
    assert "en actualización" in after[0] + after[1]


def test_the_designations_of_a_reserved_post_are_not_there_for_a_coordinator(coordinator, administrator):
    post = PostFactory(publication="reserved")
    appointment = AppointmentFactory(post=post, person=PersonFactory(name="Ana Secreta"))
    for deed in (
        "designar/",
        f"{appointment.uid}/terminar/",
        f"{appointment.uid}/corregir/",
    ):
        assert coordinator.get(address(post, deed)).status_code == 404
        assert administrator.get(address(post, deed)).status_code == 200
    shown = page(administrator, address(post))
    assert "Ana Secreta" not in shown
    assert "Nombre reservado" in shown


def test_a_protected_holder_is_named_to_nobody_and_a_protected_substitute_is_not_there(coordinator):
    post = PostFactory()
    AppointmentFactory(post=post, person=PersonFactory(name="Ana Protegida", protected=True))
    AppointmentFactory(
        post=post, capacity="suplente", person=PersonFactory(name="Eva Protegida", protected=True)
    )
    AppointmentFactory(post=post, capacity="suplente", person=PersonFactory(name="Luz Oculta"))
    shown = page(coordinator, address(post))
    assert ("Ana Protegida" in shown, "Eva Protegida" in shown, "Luz Oculta" in shown) == (False, False, True)
    assert [row.name for row in coordinator.get(address(post)).context["current"]] == ["Luz Oculta", ""]


def test_an_administrator_reads_the_post_and_of_people_what_a_member_reads(administrator):
    post = PostFactory()
    AppointmentFactory(post=post, person=PersonFactory(name="Ana Oculta"))
    shown = page(administrator, address(post))
    assert "Ana Oculta" not in shown
    assert "Nombre reservado" in shown


def appoint(client, post, **values):
    given = {"name": "Nueva Persona Prueba", "capacity": "titular", "started": "2025-03", **values}
    return client.post(address(post, "designar/"), given)


def test_whoever_is_new_is_entered_hidden_and_designated_in_one_step(coordinator):
    post, document = PostFactory(), DocumentFactory()
    answer = appoint(coordinator, post, email="nueva@ejemplo.invalid", document=document.package_id)
    assert (answer.status_code, answer["Location"]) == (302, address(post))
    appointment = Appointment.objects.get()
    assert (appointment.post, appointment.capacity, appointment.started, appointment.document) == (
        post,
        "titular",
        "2025-03",
        document,
    )
    assert (appointment.person.name, appointment.person.visibility) == ("Nueva Persona Prueba", "oculta")


def test_whoever_has_a_similar_name_is_shown_before_anything_is_written(coordinator):
    known = AffiliationFactory(person__name="Ana Perez Soto", institution__name="Obras Públicas").person
    PersonFactory(name="Ana Pérez Soto", protected=True)
    post = PostFactory()
    answer = appoint(coordinator, post, name="Ana Pérez Soto")
    assert [one.person.name for one in answer.context["found"]] == ["Ana Perez Soto"]
    assert "Obras Públicas" in answer.content.decode()
    assert (Appointment.objects.count(), Person.objects.count()) == (0, 2)
    appoint(coordinator, post, name="Ana Pérez Soto", person=str(known.uid))
    assert Appointment.objects.get().person == known
    appoint(coordinator, post, name="Ana Pérez Soto", person="nueva", capacity="suplente")
    assert Person.objects.filter(name="Ana Pérez Soto", visibility="oculta").count() == 1


def test_nobody_is_designated_by_an_id_that_was_not_offered(coordinator):
    hidden = PersonFactory(name="Otra Protegida", protected=True)
    appoint(coordinator, PostFactory(), person=str(hidden.uid))
    assert Appointment.objects.get().person.name == "Nueva Persona Prueba"


def test_a_second_titular_is_refused_on_the_page_and_what_was_typed_stays(coordinator):
    post = PostFactory()
    AppointmentFactory(
        post=post,
        person=PersonFactory(name="Ana Oculta"),
        started="2025-03-05",
        document=DocumentFactory(number="12/2025", issued_on="2025-03-03"),
    )
    answer = appoint(coordinator, post, started="2025-11")
    html = answer.content.decode()
    assert answer.context["form"].non_field_errors() == [
        "El puesto ya tiene titular: por Oficio 12/2025 (3 de marzo de 2025), desde el 5 de marzo de 2025. "
        "Termine primero esa designación o elija otra calidad."
    ]
    assert 'value="Nueva Persona Prueba"' in html
    assert "Ana Oculta" not in html
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"started": "marzo"}, "started"),
        ({"started": ""}, "started"),
        ({"capacity": "jefa"}, "capacity"),
        ({"document": "no-existe"}, "document"),
        ({"email": "no es correo"}, "email"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(coordinator, wrong, field):
    answer = appoint(coordinator, PostFactory(), **wrong)
    assert list(answer.context["form"].errors) == [field]
    assert (Appointment.objects.count(), Person.objects.count()) == (0, 0)


def test_an_internal_document_is_not_offered_to_an_administrator(administrator):
    post, document = PostFactory(), DocumentFactory(is_public=False, subject="Asunto interno")
    assert "Asunto interno" not in page(administrator, address(post, "designar/"))
    answer = appoint(administrator, post, document=document.package_id)
    assert list(answer.context["form"].errors) == ["document"]


def test_an_end_opens_the_vacancy_and_a_correction_leaves_its_trace(coordinator):
    appointment = AppointmentFactory(started="2024")
    post = appointment.post
    answer = coordinator.post(
        address(post, f"{appointment.uid}/terminar/"), {"ended": "2025-09", "reason": "Cambio de gobierno"}
    )
    assert answer["Location"] == address(post)
    assert "desde septiembre de 2025 (2 meses)" in page(coordinator, address(post))
    coordinator.post(
        address(post, f"{appointment.uid}/corregir/"),
        {"capacity": "interina", "started": "2024-02", "ended": "2025-08", "reason": "Lo dice el oficio"},
    )
    shown = page(coordinator, address(post))
    assert "Corregida el" in shown
    for words in (
        "calidad: titular → interina",
        "inicio: 2024 → febrero de 2024",
        "término: septiembre de 2025 → agosto de 2025",
        "Motivo: Lo dice el oficio",
    ):
        assert words in shown


def test_a_designation_of_another_post_is_not_ended_from_here(coordinator):
    appointment = AppointmentFactory()
    path = address(PostFactory(), f"{appointment.uid}/terminar/")
    assert coordinator.get(path).status_code == 404
    assert coordinator.post(path, {"ended": "2025", "reason": "x"}).status_code == 404


def test_a_post_opens_from_the_dossier_of_its_institution_changes_and_closes(coordinator):
    institution = InstitutionFactory()
    dossier = page(coordinator, institution.get_absolute_url())
    new = f"{POSTS}nuevo/?institucion={institution.package_id}"
    assert f'href="{new}"' in dossier
    values = {"name": "Enlace", "kind": "enlace", "publication": "network", "note": ""}
    coordinator.post(new, {**values, "institution": institution.name})
    post = Post.objects.get()
    assert (post.institution, post.publication) == (institution, "network")
    coordinator.post(address(post, "cambiar/"), {**values, "publication": "public"})
    coordinator.post(address(post, "cerrar/"), {"closed_on": "2025-11", "reason": "Se suprimió"})
    post.refresh_from_db()
    assert (post.publication, post.closed_on) == ("public", "2025-11")
    assert coordinator.get(address(post, "designar/")).status_code == 404
    assert "cerrado" in page(coordinator, address(post))
    coordinator.post(address(post, "reabrir/"), {"reason": "Era otro"})
    assert "sin enlace designado" in page(coordinator, address(post))


def test_the_dossier_offers_nothing_to_do_to_whoever_does_not_run_the_network(log_in):
    institution = InstitutionFactory()
    for client in (Client(), log_in(Role.MEMBER), log_in(Role.ANALYST)):
        assert POSTS not in page(client, institution.get_absolute_url())


def test_governments_band_the_history(coordinator):
    institution = InstitutionFactory(country="MX")
    post = PostFactory(institution=institution)
    AppointmentFactory(post=post, started="2019-02", ended="2025-01", document=DocumentFactory())
    for name, started, ended in (
        ("Gobierno 2018–2024", "2018-12-01", "2024-09-30"),
        ("Gobierno 2024–2030", "2024-10-01", ""),
    ):
        coordinator.post(
            "/gestion/gobiernos/", {"place": "MX", "name": name, "started": started, "ended": ended}
        )
    found = coordinator.get(address(post)).context["bands"]
    assert [(band.name, len(band.items)) for band in found] == [
        ("Gobierno 2024–2030", 2),
        ("Gobierno 2018–2024", 1),
    ]


def test_a_government_is_corrected_and_removed_and_the_journal_still_tells_of_it(coordinator):
    PostFactory(name="Enlace de género", institution=InstitutionFactory(country="MX"))
    values = {"place": "MX", "name": "Gobierno 2018", "started": "2018", "ended": ""}
    coordinator.post("/gestion/gobiernos/", values)
    term = GovernmentTerm.objects.get()
    change, remove = (f"/gestion/gobiernos/{term.uid}/{deed}/" for deed in ("corregir", "quitar"))
    refused = coordinator.post(change, {**values, "started": "2018-13", "reason": "x"})
    assert list(refused.context["form"].errors) == ["started"]
    coordinator.post(change, {**values, "started": "2018-12-01", "reason": "Faltaba el día"})
    assert GovernmentTerm.objects.get().started == "2018-12-01"
    assert "La historia de 1 puesto se cuenta por él: Enlace de género" in page(coordinator, remove)
    assert list(coordinator.post(remove, {"reason": ""}).context["form"].errors) == ["reason"]
    coordinator.post(remove, {"reason": "Era de otro país"})
    assert not GovernmentTerm.objects.exists()
    told = coordinator.get("/gestion/bitacora/").context["rows"]
    assert [(str(row.deed), row.record.label) for row in told] == [
        ("quitó un gobierno", "Gobierno 2018"),
        ("corrigió un gobierno", "Gobierno 2018"),
        ("registró un gobierno", "Gobierno 2018"),
    ]


def test_a_wrong_person_is_corrected_for_a_reason_and_the_journal_keeps_who_stood_there(coordinator):
    wrong = PersonFactory(name="Ana López Ruiz", visibility="visible")
    right = PersonFactory(name="Ana López Ruiz", visibility="visible")
    appointment = AppointmentFactory(person=wrong, started="2024", document=DocumentFactory())
    path = address(appointment.post, f"{appointment.uid}/persona/")
    assert path in page(coordinator, address(appointment.post, f"{appointment.uid}/corregir/"))
    values = {"name": "Ana López Ruiz", "email": "", "reason": "Es su tocaya"}
    asked = coordinator.post(path, values)
    assert {one.person.uid for one in asked.context["found"]} == {str(wrong.uid), str(right.uid)}
    same = coordinator.post(path, {**values, "person": str(wrong.uid)})
    assert "Ya es ella quien está registrada" in same.context["form"].errors["name"][0]
    assert (
        "reason" in coordinator.post(path, {**values, "reason": "", "person": "nueva"}).context["form"].errors
    )
    assert Person.objects.count() == 2
    coordinator.post(path, {**values, "person": str(right.uid)})
    appointment.refresh_from_db()
    assert (appointment.person, appointment.started) == (right, "2024")
    entry = Entry.objects.get(verb="correct_appointment")
    assert (entry.before, entry.after) == ({"person": str(wrong.uid)}, {"person": str(right.uid)})
    assert "persona. Motivo: Es su tocaya" in page(coordinator, address(appointment.post))
    coordinator.post(path, {**values, "name": "Berta Solís Mora", "reason": "El oficio dice Berta"})
    appointment.refresh_from_db()
    assert (appointment.person.name, appointment.person.visibility) == ("Berta Solís Mora", "oculta")
