"""A list that says who was designated: posts, documents and appointments come of it, and go again."""

import pytest
from django.urls import reverse

from network.accounts.enums import Role
from network.documents.models import Document
from network.exchange.models import Draft, Import
from network.institutions.models import Institution, Post
from network.people.models import Person
from network.search.services import refresh_all
from network.ties.models import Appointment
from tests.factories.records import (
    AppointmentFactory,
    DocumentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)
from tests.network.exchange import ugly
from tests.network.exchange.packages import counts
from tests.network.web.importing.test_lists import TRACES, answer, apply, at, bring

COLUMNS = ["name", "institution", "post", "capacity", "since", "document", "email"]


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture
def works(db):
    return InstitutionFactory(package_id="obras", name="Obras Públicas")


def liaison(institution, **values):
    said = {"package_id": "enlace", "kind": "enlace", "name": "Enlace de género", "publication": "network"}
    return PostFactory(institution=institution, **{**said, **values})


def through(client, rows=ugly.DESIGNATED, columns=COLUMNS, to="liaison"):
    draft = bring(client, ugly.xlsx(rows))
    client.post(at(draft, "columnas"), {"columna": columns, "orden": "given", "designada": to})
    draft.refresh_from_db()
    assert draft.choices["columns"] == columns
    return draft, answer(client, draft, columns, designada=to)


def test_post_document_and_appointment_come_of_it(coordinator, works):
    draft = bring(coordinator, ugly.xlsx(ugly.DESIGNATED))
    page = coordinator.get(at(draft, "columnas"))
    assert [chosen for _heading, _samples, chosen in page.context["columns"]] == COLUMNS
    page = coordinator.post(at(draft, "columnas"), {"columna": COLUMNS, "orden": "given"})
    assert page.status_code == 422, "to which post, is asked"
    refresh_all()
    before = counts()
    page = answer(coordinator, draft, COLUMNS, designada="liaison")
    text = page.content.decode()
    assert (
        "Rosa Ficticia Soto · Enlace de género, Obras Públicas · titular · desde el 15 de marzo de 2024"
        in text
    )
    apply(coordinator, draft)
    told = [
        (
            one.person.name.split()[0],
            one.post.name,
            one.post.kind,
            one.post.publication,
            one.capacity,
            one.started,
            one.document.number if one.document else "",
        )
        for one in Appointment.objects.order_by("person__name")
    ]
    assert told == [
        ("Elena", "Enlace de género", "enlace", "network", "encargada_de_despacho", "2025", ""),
        ("Julia", "Enlace de género", "enlace", "network", "suplente", "2024-03", "OP/12/2024"),
        ("Rosa", "Enlace de género", "enlace", "network", "titular", "2024-03-15", "OP/12/2024"),
    ]
    assert (Post.objects.count(), Person.objects.count()) == (2, 4), "whoever was not designated comes in too"
    document = Document.objects.get()
    assert (document.kind, document.is_public) == ("oficio", False)
    assert "Ficticia" not in document.subject
    assert not through(coordinator)[1].context["does_anything"], "the second import changes nothing"
    Draft.objects.all().delete()
    Import.objects.filter(state="staged").delete()
    coordinator.post(reverse("import_undo", args=[Import.objects.get().uid]))
    now = counts()
    for trace in TRACES:
        now.pop(trace), before.pop(trace)
    for trace in ("exchange.Draft", "exchange.DraftFile"):
        now.pop(trace), before.pop(trace)
    assert now == before


def test_a_titular_stands_in_the_way_by_her_document_and_not_by_her_name(coordinator, works):
    post = PostFactory(
        package_id="enlace", institution=works, kind="enlace", name="Enlace", publication="network"
    )
    hers = DocumentFactory(
        number="OP/3/2020", kind="oficio", issuer=works, is_public=True, issued_on="2020-02"
    )
    AppointmentFactory(
        post=post,
        person=PersonFactory(name="Xóchitl Oculta"),
        capacity="titular",
        started="2020",
        document=hers,
    )
    draft, page = through(coordinator)
    [problem] = page.context["problems"]
    assert (problem["row"], problem["column"]) == (4, "Enlace")
    assert "OP/3/2020" in problem["problem"]
    assert "Xóchitl" not in page.content.decode()
    assert not Appointment.objects.exclude(post=post).exists()
    coordinator.post(reverse("import_recheck", args=[draft.uid]), {"sin_errores": "1"})
    apply(coordinator, draft)
    assert set(Appointment.objects.values_list("post__name", "capacity")) == {
        ("Enlace", "titular"),
        ("Enlace", "suplente"),
        ("Enlace de género", "encargada_de_despacho"),
    }, "the only liaison of the institution is the post that is meant"


def test_what_is_known_is_found_again_and_not_doubled(coordinator, works):
    rosa = PersonFactory(package_id="p-rosa", name="Rosa Ficticia Soto")
    post = PostFactory(
        package_id="enlace", institution=works, kind="enlace", name="Enlace de Género", publication="public"
    )
    document = DocumentFactory(number="op/12/2024", kind="oficio", issuer=works)
    AppointmentFactory(package_id="d1", post=post, person=rosa, capacity="titular", started="2024")
    draft = bring(coordinator, ugly.xlsx(ugly.DESIGNATED[:4]))
    page = coordinator.post(
        at(draft, "columnas"), {"columna": COLUMNS, "orden": "given", "designada": "liaison"}, follow=True
    )
    told = {"id-0": page.context["pairs"][0][1].id, "persona-0": "same"}
    coordinator.post(at(draft, "repetidas"), told)
    apply(coordinator, draft)
    one = Appointment.objects.get()
    assert (one.package_id, one.started, one.document) == ("d1", "2024-03-15", document)
    assert (Post.objects.count(), Document.objects.count()) == (1, 1)


def test_a_reserved_post_is_not_looked_at(coordinator, works):
    post = PostFactory(
        package_id="enlace", institution=works, kind="enlace", name="Enlace de género", publication="reserved"
    )
    AppointmentFactory(post=post, person=PersonFactory(), capacity="titular", started="2020")
    page = through(coordinator)[1]
    assert page.context["package"], "no word of whoever holds it stands in the way"
    assert [one["new"] for one in page.context["counts"] if one["label"] == "Puestos"] == [2]


ROWS = (
    ("Nombre completo", "Dependencia", "Cargo", "Calidad", "Desde"),
    ("Ana Ficticia", "Obras Públicas", "Enlace", "Titular", "31/02/2024"),
    ("Eva Ficticia", "Obras Públicas", "Enlace", "vocal", "2024"),
    ("Luz Ficticia", "", "Enlace", "Titular", "2024"),
    ("Inés Ficticia", "Obras Públicas", "Enlace", "Titular", "2024"),
    ("Rosa Ficticia", "Obras Públicas", "Enlace", "Titular", "2023"),
    ("Marta Ficticia", "Obras Públicas", "Punto focal", "Titular", "2023"),
)


def test_mistakes_are_told_in_place_and_the_rest_may_come_in(coordinator, works):
    columns = ["name", "institution", "post", "capacity", "since"]
    draft, page = through(coordinator, ROWS, columns, to="post")
    assert [(one["row"], one["column"]) for one in page.context["problems"]] == [
        (2, "Desde"),
        (3, "Calidad"),
        (4, "Dependencia"),
        (6, "Calidad"),
    ]
    assert (
        "Fila 5" in page.context["problems"][3]["problem"]
        or "fila 5" in page.context["problems"][3]["problem"]
    )
    assert coordinator.get(reverse("import_corrected", args=[draft.uid])).status_code == 200
    coordinator.post(reverse("import_recheck", args=[draft.uid]), {"sin_errores": "1"})
    apply(coordinator, draft)
    assert set(Appointment.objects.values_list("person__name", "post__name", "post__kind")) == {
        ("Inés Ficticia", "Enlace", "enlace"),
        ("Marta Ficticia", "Punto focal", "focal_point"),
    }
    assert Institution.objects.count() == 1
