"""Recording actions: who may, once per key, what a device may keep, and what stays as it was typed."""

import json
import re
import uuid

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import viewer_for
from network.journal.models import Entry
from network.milestones.models import ActionRecord, AdviserAssignment, Evidence, Milestone
from network.milestones.queries import visible_to
from network.office.models import Office
from network.people.models import Person
from network.search.services import refresh_all
from tests.factories.records import (
    AffiliationFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

NEW = "/gestion/acciones/nueva/"
LIST = "/gestion/acciones/"
OWN = ("", "nueva/", "nueva/?tipo=asesoria", "calendario/", "temas/", "asesoras/")
PAGES = (*OWN, "sin-conexion/", "ficha/")
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def own_files(tmp_path, monkeypatch):
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def typed(**values):
    said = {
        "key": str(uuid.uuid4()),
        "title": "Taller en la biblioteca",
        "kind": "charla",
        "started": "2026-11-20",
        "theme": ThemeFactory().code,
        "territory": str(TerritoryFactory().pk),
        "picked_typed": "",
    }
    return {**said, **values}


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_for_coordinators_of_the_network_or_of_a_part_of_it(log_in, path):
    here = InstitutionFactory()
    assert Client().get(LIST + path).status_code == 302
    for role in (Role.MEMBER, Role.LIAISON, Role.ANALYST):
        assert log_in(role).get(LIST + path).status_code == 404
    group = log_in(Role.COORDINATOR, scope=ScopeKind.GROUP, key="mesa-1")
    assert group.get(LIST + path).status_code == 404
    part = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=here.package_id)
    for client in (log_in(Role.COORDINATOR), part):
        assert client.get(LIST + path).status_code == 200


def test_whoever_coordinates_a_part_is_led_to_the_actions_and_not_to_the_desk(log_in):
    here = InstitutionFactory()
    client = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=here.package_id)
    html = client.get(NEW).content.decode()
    assert f'href="{LIST}"' in html
    assert 'href="/gestion/"' not in html


def test_the_form_asks_ten_things_at_most(coordinator):
    for address in (NEW, NEW + "?tipo=asesoria"):
        assert len(coordinator.get(address).context["form"].shown) <= 10


def test_an_action_is_recorded_internal_and_its_page_follows(coordinator):
    here = InstitutionFactory(name="Instituto de las Mujeres", short_name="IMM")
    answer = coordinator.post(
        NEW,
        typed(picked_typed="imm", participants="40", qualifier="approx", count_of="attended", women="30"),
    )
    one = Milestone.objects.get()
    assert answer.headers["Location"] == f"{LIST}{one.uid}/?recien=1"
    assert (one.is_public, one.summary, one.women, one.no_data) == (False, one.title, 30, None)
    assert list(one.institutions.values_list("institution", "role")) == [(here.pk, "partner")]
    html = coordinator.get(answer.headers["Location"]).content.decode()
    assert "Quedó registrada." in html
    assert "Alrededor de 40 personas que asistieron" in html
    assert "Mujeres 30, sin desglosar 10" in html


def test_the_same_form_sent_twice_is_recorded_once(coordinator):
    values = typed()
    coordinator.post(NEW, values)
    answer = coordinator.post(NEW, values, follow=True)
    assert Milestone.objects.count() == 1
    assert "nada se registró dos veces" in answer.content.decode()


def test_a_device_is_answered_in_data_and_the_second_time_as_the_first(coordinator):
    values = typed()
    first, again = (coordinator.post(NEW, values, **JSON) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["url"] == again.json()["url"]
    assert (first.json()["is_new"], again.json()["is_new"]) == (True, False)
    assert Milestone.objects.count() == 1


def test_a_device_is_told_what_is_wrong_field_by_field_and_whom_a_name_may_mean(coordinator):
    rows = [InstitutionFactory(name=f"Municipalidad de {place}") for place in ("Ovalle", "Vicuña")]
    refresh_all()
    answer = coordinator.post(NEW, typed(picked_typed="municipalidad", participants="4"), **JSON)
    assert answer.status_code == 422
    said = answer.json()
    assert sorted(said["errors"]) == ["picked"]
    assert {one["id"] for one in said["offers"]} == {row.package_id for row in rows}
    again = coordinator.post(NEW, typed(picked=rows[0].package_id, participants="4"), **JSON)
    assert sorted(again.json()["errors"]) == ["count_of", "qualifier"]
    assert not Milestone.objects.exists()


def test_without_a_script_institutions_are_searched_as_a_step_that_saves_nothing(coordinator):
    one, two = (InstitutionFactory(name=name) for name in ("Policía de Ovalle", "Policía de Vicuña"))
    refresh_all()
    answer = coordinator.post(NEW, typed(title="", picked_typed="policia", buscar="1"))
    html = answer.content.decode()
    assert not Milestone.objects.exists()
    assert [(box.package_id, box.is_ticked) for box in answer.context["form"].boxes] == [
        (one.package_id, False),
        (two.package_id, False),
    ]
    assert 'class="error-summary"' not in html
    done = coordinator.post(NEW, typed(picked=[two.package_id, one.package_id]))
    assert done.status_code == 302
    assert set(Milestone.objects.get().institutions.values_list("institution", flat=True)) == {one.pk, two.pk}


def test_while_she_types_the_nearest_institutions_are_offered(coordinator):
    rows = [InstitutionFactory(name=f"Secretaría {n:02d}") for n in range(10)]
    refresh_all()
    found = coordinator.get("/gestion/acciones/instituciones/?q=secretaria").json()["found"]
    assert [one["id"] for one in found] == [row.package_id for row in rows[:8]]
    assert coordinator.get("/gestion/acciones/instituciones/?q=").json() == {"found": []}


def test_what_was_chosen_the_last_time_is_offered_again_to_her_alone(coordinator, log_in):
    theme, partner = ThemeFactory(code="salud", label_es="Salud"), InstitutionFactory()
    place = TerritoryFactory(name="Coquimbo")
    coordinator.post(NEW, typed(theme=theme.code, territory=str(place.pk), picked=partner.package_id))
    form = coordinator.get(NEW).context["form"]
    assert (form.initial["theme"], form.initial["territory"]) == ("salud", str(place.pk))
    assert form.boxes == []
    assert [(box.package_id, box.is_ticked) for box in form.remembered] == [(partner.package_id, False)]
    assert form.presumed_words == ["Charla", "Coquimbo"]
    other = log_in(Role.COORDINATOR).get(NEW).context["form"]
    assert ("theme" in other.initial, other.boxes, other.remembered) == (False, [], [])


def test_who_coordinates_an_institution_records_in_its_name(log_in):
    hers, other = InstitutionFactory(name="Dirección de Salud"), InstitutionFactory(name="Otra dirección")
    client = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=hers.package_id)
    refused = client.post(NEW, typed(lead="Otra dirección"))
    assert list(refused.context["form"].errors) == ["lead"]
    client.post(NEW, typed(picked=other.package_id))
    assert list(Milestone.objects.get().institutions.values_list("institution", "role")) == [
        (hers.pk, "lead"),
        (other.pk, "partner"),
    ]


def test_advice_goes_to_the_adviser_assigned_and_takes_the_place_of_who_asked(coordinator):
    place = TerritoryFactory(name="Coquimbo")
    asked = InstitutionFactory(name="Municipalidad de Ovalle", region=place)
    ana = PersonFactory(name="Ana Soto")
    AdviserAssignment.objects.create(institution=asked, person=ana, started="2024")
    values = {
        "tipo": "asesoria",
        "key": str(uuid.uuid4()),
        "title": "Cómo redactar un protocolo",
        "started": "2026-11",
        "theme": ThemeFactory().code,
        "picked_typed": "municipalidad de ovalle",
        "channel": "whatsapp",
        "minutes": "20",
        "minutes_qualifier": "approx",
        "results": "Se envió un modelo.",
    }
    address = coordinator.post(NEW, values).headers["Location"]
    one = Milestone.objects.get()
    assert (one.kind, one.channel, list(one.territories.all())) == ("asistencia_tecnica", "whatsapp", [place])
    assert list(one.institutions.values_list("institution", "role")) == [(asked.pk, "beneficiary")]
    assert one.record.adviser == ana
    html = coordinator.get(address).content.decode()
    assert "Ana Soto" in html
    assert "Hacerlo público" not in html
    without = coordinator.post(NEW, {**values, "key": str(uuid.uuid4()), "picked_typed": ""})
    assert list(without.context["form"].errors) == ["picked"]


def test_the_adviser_is_put_right_with_the_advice_and_one_without_a_name_stays(coordinator):
    asked = InstitutionFactory(name="Municipalidad de Ovalle", region=TerritoryFactory())
    office = InstitutionFactory()
    Office.objects.create(pk=1, institution_key=office.package_id)
    ana, eva, hidden = (PersonFactory(name=name) for name in ("Ana Soto", "Eva Ruiz", "Carla Díaz"))
    Person.objects.filter(pk=hidden.pk).update(visibility="protegida")
    AffiliationFactory(person=eva, institution=office)
    AdviserAssignment.objects.create(institution=asked, person=ana, started="2024")
    values = typed(tipo="asesoria", picked=asked.package_id, channel="call", reason="La dio otra persona.")
    page = coordinator.post(NEW, values).headers["Location"].split("?")[0] + "corregir/"
    record = ActionRecord.objects.get()
    assert record.adviser == ana  # who is assigned; she works elsewhere, and is offered all the same
    form = coordinator.get(page).context["form"]
    assert (form["given_by"].value(), {person.pk for person in form.fields["given_by"].queryset}) == (
        ana.uid,
        {ana.pk, eva.pk},
    )
    assert coordinator.post(page, {**values, "given_by": str(eva.uid)}).status_code == 302
    record.refresh_from_db()
    assert record.adviser == eva
    entry = Entry.objects.get(verb="correct_action")
    assert (entry.before, entry.after) == ({"adviser": str(ana.uid)}, {"adviser": str(eva.uid)})
    refused = coordinator.post(page, {**values, "given_by": str(hidden.uid)})
    assert list(refused.context["form"].errors) == ["given_by"]
    ActionRecord.objects.update(adviser=hidden)
    html = coordinator.get(page).content.decode()
    assert "Nombre no mostrado: se deja como está" in html
    assert "Carla" not in html
    coordinator.post(page, {**values, "given_by": ""})
    assert ActionRecord.objects.get().adviser == hidden


def test_everywhere_that_one_types_it_says_that_no_cases_are_registered(coordinator):
    coordinator.post(NEW, typed())
    one = Milestone.objects.get()
    for address in (NEW, NEW + "?tipo=asesoria", f"{LIST}{one.uid}/corregir/", LIST + "sin-conexion/"):
        html = coordinator.get(address).content.decode()
        assert 'class="action-cases">Aquí no se registran casos ni datos de víctimas.' in html


def test_what_a_device_keeps_of_the_page_is_the_same_for_everybody_and_holds_nothing_of_anybody(
    coordinator, log_in
):
    secret = InstitutionFactory(name="Contraparte reservada")
    coordinator.post(NEW, typed(title="Reunión reservada", picked=secret.package_id))
    kept = coordinator.get(LIST + "sin-conexion/").content
    assert kept == log_in(Role.COORDINATOR).get(LIST + "sin-conexion/").content
    for told in (coordinator.user.email, str(coordinator.user.uid), "csrfmiddlewaretoken", "reservada"):
        assert told not in kept.decode()


def test_the_worker_answers_for_one_page_and_reaches_no_further_than_its_folder(coordinator):
    answer = Client().get(LIST + "ayudante.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Service-Worker-Allowed"] == LIST
    assert answer.headers["Cache-Control"] == "no-cache"
    said = json.loads(answer.content.decode().split("\n")[0].removeprefix("const SAID = ").removesuffix(";"))
    assert (said["kept"], bool(re.match(said["pages"], NEW))) == (LIST + "sin-conexion/", True)
    assert not re.match(said["pages"], LIST)
    assert all(one.startswith("/static/") for one in said["assets"])
    policy = coordinator.get(NEW).headers["Content-Security-Policy"]
    assert "unsafe" not in policy


def test_a_fresh_token_says_whose_account_it_is(coordinator):
    said = coordinator.get(LIST + "ficha/").json()
    assert said["account"] == str(coordinator.user.uid)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator.user)
    fresh = strict.get(LIST + "ficha/").json()["token"]
    assert strict.post(NEW, typed(), **JSON).status_code == 403
    assert strict.post(NEW, typed(), HTTP_X_CSRFTOKEN=fresh, **JSON).status_code == 201


def test_a_photo_is_for_whoever_sees_the_action_as_internal(coordinator, log_in):
    scan = SimpleUploadedFile("acta.pdf", b"%PDF-1.7\nacta", content_type="text/html")
    coordinator.post(NEW, {**typed(), "photo": scan})
    row = Evidence.objects.get()
    coordinator.post(f"{LIST}{row.milestone.uid}/publicar/", {"publico": "1"})
    address = f"{LIST}{row.milestone.uid}/evidencia/{row.uid}/"
    answer = coordinator.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nacta"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    elsewhere = InstitutionFactory()
    part = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=elsewhere.package_id)
    assert part.get(f"{LIST}{row.milestone.uid}/").status_code == 200
    assert part.get(address).status_code == 404
    assert Client().get(f"/hitos/{row.milestone.package_id}/").status_code == 200
    refused = SimpleUploadedFile("foto.jpg", b"<svg onload='x()'/>")
    answer = coordinator.post(NEW, {**typed(), "photo": refused})
    assert answer.context["form"].errors["photo"] == ["Elija un PDF o una imagen en JPEG o PNG."]


def test_it_is_corrected_withdrawn_restored_and_published_on_its_page(coordinator):
    coordinator.post(NEW, typed())
    one = Milestone.objects.get()
    page = f"{LIST}{one.uid}/"
    form = coordinator.get(page + "corregir/").context["form"]
    assert (form.initial["title"], form["summary"].value()) == ("Taller en la biblioteca", "")
    changed = typed(title="Taller en la plaza", started="2026")
    assert list(coordinator.post(page + "corregir/", changed).context["form"].errors) == ["reason"]
    coordinator.post(page + "corregir/", {**changed, "reason": "Fue en la plaza."})
    one.refresh_from_db()
    assert (one.title, one.started) == ("Taller en la plaza", "2026")
    assert "Fue en la plaza." in coordinator.get(page).content.decode()
    public = f"/hitos/{one.package_id}/"
    assert Client().get(public).status_code == 404
    coordinator.post(page + "publicar/", {"publico": "1"})
    assert Client().get(public).status_code == 200
    coordinator.post(page + "retirar/", {"reason": "Se anotó dos veces."})
    assert Client().get(public).status_code == 404
    assert "Está retirada" in coordinator.get(page).content.decode()
    assert coordinator.get(page + "corregir/").status_code == 404
    assert list(visible_to(Milestone.objects.all(), viewer_for(coordinator.user))) == []
    coordinator.post(page + "restaurar/")
    one.refresh_from_db()
    assert (one.withdrawn, one.is_public) == ("", False)


def test_no_deed_is_done_by_a_mere_visit_or_to_what_came_in_a_package(coordinator):
    packaged = MilestoneFactory()
    coordinator.post(NEW, typed())
    own = Milestone.objects.get(record__isnull=False)
    for deed in ("retirar/", "restaurar/", "publicar/", "evidencia/"):
        assert coordinator.get(f"{LIST}{own.uid}/{deed}").status_code == 405
    for deed in ("retirar/", "publicar/", "corregir/"):
        assert coordinator.post(f"{LIST}{packaged.uid}/{deed}", {"reason": "No."}).status_code == 404
    assert "Llegó en un paquete de datos" in coordinator.get(f"{LIST}{packaged.uid}/").content.decode()


def test_the_text_to_share_keeps_a_delicate_topic_to_itself(coordinator):
    partner = InstitutionFactory(name="Fiscalía")
    for code, label in (("acoso_laboral", "Acoso laboral"), ("salud", "Salud")):
        theme = ThemeFactory(code=code, label_es=label, label_en=label)
        coordinator.post(NEW, typed(theme=theme.code, title="Mesa de trabajo", picked=partner.package_id))
    neutral, plain = (
        coordinator.get(f"{LIST}{one.uid}/").context["shared"] for one in Milestone.objects.order_by("pk")
    )
    assert neutral == "Actividad de la red\n20 de noviembre de 2026 · Jalisco"
    assert plain == "Mesa de trabajo\n20 de noviembre de 2026 · Jalisco\nCon: Fiscalía"


def test_an_adviser_is_assigned_and_the_next_takes_her_place(coordinator):
    office, here = InstitutionFactory(), InstitutionFactory(name="Dirección de Salud")
    Office.objects.create(pk=1, institution_key=office.package_id)
    ana, eva = PersonFactory(name="Ana Soto"), PersonFactory(name="Eva Ruiz")
    for person in (ana, eva):
        AffiliationFactory(person=person, institution=office)
    stranger = PersonFactory(name="Carla Díaz")
    page = LIST + "asesoras/"
    values = {"institution": "direccion de salud", "person": str(ana.uid), "started": "2025"}
    assert coordinator.post(page, values).status_code == 302
    refused = coordinator.post(page, {**values, "person": str(stranger.uid)})
    assert list(refused.context["form"].errors) == ["person"]
    coordinator.post(page, {**values, "person": str(eva.uid), "started": "2026"})
    rows = AdviserAssignment.objects.order_by("pk")
    assert [(row.person, row.ended) for row in rows] == [(ana, "2026"), (eva, "")]
    assert {row.institution for row in rows} == {here}
    groups = coordinator.get(page).context["groups"]
    assert [group["name"] for group in groups if group["rows"]] == ["Eva Ruiz"]
    coordinator.post(f"{page}{rows[1].uid}/terminar/", {"on": "2026-11"})
    assert not AdviserAssignment.objects.filter(ended="").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_many_questions_for_three_actions_as_for_one(
    coordinator, number, django_assert_num_queries
):
    for place in range(number):
        one = MilestoneFactory(is_public=False, started=f"2026-11-0{place + 1}")
        ActionRecord.objects.create(milestone=one, key=uuid.uuid4(), by=coordinator.user)
        for _ in range(2):
            MilestoneInstitutionFactory(milestone=one)
    for path, queries in (("", 15), ("calendario/?mes=2026-11", 10), ("temas/", 11)):
        coordinator.get(LIST + path)
        with django_assert_num_queries(queries):
            coordinator.get(LIST + path)
