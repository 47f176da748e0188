"""The journal of the office: what was done to records she may see, and what of it can be taken back."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.documents.models import Document
from network.documents.services import publish_document, revise_record
from network.exchange.models import Import, State
from network.institutions.governments import GovernmentParticulars, record_government
from network.institutions.models import GovernmentTerm, Post
from network.journal.services import record
from network.milestones.advisers import assign_adviser
from network.milestones.models import AdviserAssignment
from network.office.services import describe_office
from network.reports.models import Handover
from network.reports.services import hand_over, write_note
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.services import appoint, close_post, end_appointment
from network.web.desk.journal import known
from tests.factories.records import DocumentFactory, InstitutionFactory, PersonFactory, PostFactory

JOURNAL = "/gestion/bitacora/"


def rows(client: Client, **asked: str) -> list[Any]:
    found: list[Any] = client.get(JOURNAL, asked).context["rows"]
    return found


def told(client: Client, **asked: str) -> list[tuple[str, str, bool]]:
    return [(row.who, str(row.deed), row.is_undone) for row in rows(client, **asked)]


@pytest.fixture
def coordinator(log_in: Callable[..., Client]) -> Client:
    return log_in(Role.COORDINATOR)


def published(client: Client, **values: Any) -> Document:
    document: Any = DocumentFactory(is_public=False, **values)
    publish_document(document=document, by=client.user, is_public=True)  # type: ignore[attr-defined]
    return document


def designated(client: Client) -> Appointment:
    post: Any = PostFactory()
    return appoint(
        post=post,
        person=PersonFactory(),  # type: ignore[arg-type]
        capacity=Capacity.TITULAR,
        started="2024",
        document=None,
        by=client.user,  # type: ignore[attr-defined]
    )


def test_a_deed_is_taken_back_once_by_a_verb_of_its_room(coordinator: Client) -> None:
    document = published(coordinator)
    (row,) = rows(coordinator)
    assert coordinator.get(row.undo).status_code == 200
    document.refresh_from_db()
    assert document.is_public  # looking changes nothing
    assert coordinator.post(row.undo, {"reason": "Era interno"}).status_code == 302
    document.refresh_from_db()
    assert not document.is_public
    assert told(coordinator) == [
        ("usted", "hizo interno un documento", False),
        ("usted", "hizo público un documento", True),
    ]
    assert coordinator.post(row.undo, {"reason": "Otra vez"}).status_code == 404


def test_an_end_recorded_by_mistake_is_taken_back(coordinator: Client) -> None:
    made = designated(coordinator)
    end_appointment(appointment=made, on="2025", reason="Error", by=coordinator.user)  # type: ignore[attr-defined]
    undo = rows(coordinator)[0].undo
    coordinator.post(undo, {"reason": "No terminó"})
    made.refresh_from_db()
    assert made.ended == ""
    assert [row.is_undone for row in rows(coordinator)] == [False, True, False]


def test_what_was_written_to_since_is_not_taken_back(coordinator: Client) -> None:
    document = published(coordinator)
    undo = rows(coordinator)[0].undo
    revise_record(document=document, by=coordinator.user, subject="Otro asunto")  # type: ignore[attr-defined]
    assert [row.undo for row in rows(coordinator)] == ["", ""]
    assert coordinator.post(undo, {"reason": "Tarde"}).status_code == 404
    document.refresh_from_db()
    assert document.is_public


def test_a_refusal_of_the_room_is_told_and_what_she_wrote_is_kept(coordinator: Client) -> None:
    made = designated(coordinator)
    end_appointment(appointment=made, on="2025", reason="Error", by=coordinator.user)  # type: ignore[attr-defined]
    undo = rows(coordinator)[0].undo
    appoint(
        post=made.post,
        person=PersonFactory(),  # type: ignore[arg-type]
        capacity=Capacity.TITULAR,
        started="2025",
        document=None,
        by=None,
    )
    page = coordinator.post(undo, {"reason": "No terminó"})
    assert page.status_code == 422
    assert page.context["form"]["reason"].value() == "No terminó"
    made.refresh_from_db()
    assert made.ended == "2025"
    assert coordinator.post(undo, {"reason": ""}).status_code == 422


def test_the_message_after_a_deed_offers_to_undo_it(coordinator: Client) -> None:
    post: Any = PostFactory()
    page = coordinator.post(
        f"/gestion/puestos/{post.package_id}/cerrar/",
        {"closed_on": "2026-01-01", "reason": "Error"},
        follow=True,
    )
    link = f'<a class="notice__undo" href="{JOURNAL}{post.uid}/close_post/deshacer/">Deshacer</a>'
    assert link in page.content.decode()
    assert "notice__undo" not in coordinator.get(f"/gestion/puestos/{post.package_id}/").content.decode()


def test_deeds_on_what_she_may_not_see_stand_nowhere(log_in: Callable[..., Client]) -> None:
    by = log_in(Role.ADMINISTRATOR)
    reserved: Any = PostFactory(publication="reserved")
    close_post(post=reserved, on="2025", reason="Cierre", by=by.user)  # type: ignore[attr-defined]
    document = published(by)
    coordinator = log_in(Role.COORDINATOR)
    assert [row.record.url for row in rows(coordinator)] == [f"/gestion/documentos/{document.uid}/"]
    assert rows(by) == []
    for uid, verb in ((reserved.uid, "close_post"), (document.uid, "publish_document")):
        assert by.post(f"{JOURNAL}{uid}/{verb}/deshacer/", {"reason": "x"}).status_code == 404
    assert Post.objects.get(pk=reserved.pk).closed_on == "2025"


def test_who_did_it_is_a_name_only_by_right(log_in: Callable[..., Client]) -> None:
    names = {"oculta": "Oculta Pérez", "protegida": "Protegida Pérez"}
    for visibility, name in names.items():
        by = log_in(Role.COORDINATOR)
        PersonFactory(name=name, visibility=visibility, account=by.user)  # type: ignore[attr-defined]
        published(by)
    publish_document(document=DocumentFactory(is_public=False), by=None, is_public=True)  # type: ignore[arg-type]
    assert [row.who for row in rows(log_in(Role.COORDINATOR))] == [
        "la plataforma",
        "Coordinadora",
        "Oculta Pérez",
    ]


def test_it_narrows_to_a_room_or_a_day(coordinator: Client) -> None:
    published(coordinator)
    designated(coordinator)
    assert [deed for _who, deed, _undone in told(coordinator, seccion="Puestos")] == [
        "registró una designación"
    ]
    (day,) = coordinator.get(JOURNAL).context["choices"][1].options
    assert len(rows(coordinator, dia=day.value)) == 2
    assert len(rows(coordinator, dia="2019-01-01", seccion="no existe")) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_entries_take_the_same_queries(
    coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _n in range(number):
        published(coordinator)
        designated(coordinator)
    coordinator.get(JOURNAL)
    with django_assert_num_queries(12):
        assert len(rows(coordinator)) == 2 * number


@pytest.mark.parametrize(
    ("role", "scope", "key"),
    [
        (Role.MEMBER, ScopeKind.NETWORK, ""),
        (Role.ANALYST, ScopeKind.NETWORK, ""),
        (Role.COORDINATOR, ScopeKind.INSTITUTION, "sernameg"),
    ],
)
def test_for_others_there_is_no_journal(
    log_in: Callable[..., Client], coordinator: Client, role: Role, scope: ScopeKind, key: str
) -> None:
    document = published(coordinator)
    undo = f"{JOURNAL}{document.uid}/publish_document/deshacer/"
    client = log_in(role, scope=scope, key=key)
    assert [client.get(JOURNAL).status_code, client.post(undo).status_code] == [404, 404]
    assert Client().get(JOURNAL)["Location"].startswith("/cuenta/login/")


def test_every_undo_names_a_verb_that_its_room_tells() -> None:
    gone = {  # the record goes with it
        "retract_appointment",
        "retract_adviser",
        "take_back_handover",
        "discard_closing",
    }
    told: dict[str, set[str]] = {}  # a draft brought back is told by the draft
    for kind in known().values():
        told.setdefault(str(kind.room), set()).update(kind.deeds)
    for kind in known().values():
        verbs = {deed.undo.verb for deed in kind.deeds.values() if deed.undo}
        assert verbs - gone <= told[str(kind.room)]


def test_every_deed_is_taken_back_or_says_why_it_stays() -> None:
    silent = {
        (kind.subject_type, verb)
        for kind in known().values()
        for verb, deed in kind.deeds.items()
        if bool(deed.undo) == bool(str(deed.stays))
    }
    assert silent == set()


def test_what_is_done_to_the_office_is_told_though_it_bears_no_uid(coordinator: Client) -> None:
    describe_office(by=coordinator.user, network_name="Red", office_name="Instituto", country="MX")  # type: ignore[attr-defined]
    (row,) = rows(coordinator)
    assert (str(row.deed), row.record.url, row.undo) == (
        "cambió los datos de la oficina",
        "/gestion/oficina/",
        "",
    )
    assert str(row.stays) in coordinator.get(JOURNAL).content.decode()
    assert coordinator.post(f"{JOURNAL}{uuid.uuid4()}/describe_office/deshacer/").status_code == 404


def test_a_government_and_an_adviser_recorded_by_mistake_are_taken_back(coordinator: Client) -> None:
    by: Any = coordinator.user  # type: ignore[attr-defined]
    says = GovernmentParticulars(name="2024–2027", started="2024", ended="", country="MX")
    record_government(says=says, by=by)
    institution: Any = InstitutionFactory()
    before, now = (PersonFactory(visibility="protegida") for _n in range(2))
    assign_adviser(by=by, institution=institution, person=before, since="2024")  # type: ignore[arg-type]
    assign_adviser(by=by, institution=institution, person=now, since="2025")  # type: ignore[arg-type]
    newest, ended, *_others = rows(coordinator)
    assert coordinator.post(ended.undo, {"reason": "Sigue"}).status_code == 422  # another advises by now
    assert coordinator.post(newest.undo, {"reason": "Error"}).status_code == 302
    assert coordinator.post(ended.undo, {"reason": "Sigue"}).status_code == 302
    assert AdviserAssignment.objects.get().ended == ""
    assert before.name not in coordinator.get(JOURNAL).content.decode()  # type: ignore[attr-defined]
    government = rows(coordinator, seccion="Puestos")[0]
    coordinator.post(government.undo, {"reason": "Ya estaba"})
    assert not GovernmentTerm.objects.exists()


def test_a_file_that_was_kept_goes_unless_its_post_is_reserved(log_in: Callable[..., Client]) -> None:
    by = log_in(Role.ADMINISTRATOR)
    grant(user=by.user, role=Role.COORDINATOR, by=None)  # type: ignore[attr-defined]
    for publication in ("reserved", "network"):
        post: Any = PostFactory(publication=publication)
        write_note(post=post, text="Nota", by=by.user)  # type: ignore[attr-defined]
        viewer = viewer_for(by.user)  # type: ignore[attr-defined]
        hand_over(post=post, left=None, taken=None, on=dt.date(2026, 3, 1), viewer=viewer, by=by.user)  # type: ignore[attr-defined]
    (row,) = rows(by)
    assert str(row.deed) == "guardó el expediente de un puesto"
    by.post(row.undo, {"reason": "Antes de tiempo"})
    assert Handover.objects.get().post.publication == "reserved"


def test_an_import_is_taken_back_on_its_own_page(coordinator: Client) -> None:
    package = Import.objects.create(state=State.APPLIED, source="lista.xlsx")
    with transaction.atomic():
        record(verb="package.applied", subject=package)
    page = f"/gestion/importar/hecha/{package.uid}/"
    assert [row.undo for row in rows(coordinator)] == [page]
    assert coordinator.post(f"{JOURNAL}{package.uid}/package.applied/deshacer/").status_code == 404
    with transaction.atomic():
        record(verb="package.undone", subject=package)
    assert [(row.undo, row.is_undone) for row in rows(coordinator)] == [("", False), ("", True)]


def test_every_page_of_imports_leads_back_to_the_desk(coordinator: Client) -> None:
    assert (
        '<li><a href="/gestion/">Gestión</a></li>' in coordinator.get("/gestion/importar/").content.decode()
    )
