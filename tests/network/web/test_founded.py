"""What exists by a document is linked both ways, to each as far as she may see it; so are chains."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.agreements.models import AgreementDocument
from network.documents.models import Document, Founding
from network.documents.services import draft_letter
from network.ties.enums import Capacity
from tests.factories.records import (
    AgreementFactory,
    AppointmentFactory,
    DocumentFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    PersonFactory,
    PostFactory,
)

RECORD = "/gestion/documentos/registrar/"


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    return log_in(Role.COORDINATOR)


def recorded(desk: Client, founded: str) -> Any:
    said = {"kind": "decreto", "number": "7", "subject": "Crea", "issued_on": "2026", "founded": founded}
    return desk.post(RECORD, said)


def page(client: Client, row: Any) -> str:
    return client.get(row.get_absolute_url()).content.decode()


def test_what_it_founds_is_linked_both_ways(desk: Client) -> None:
    group: Any = GroupFactory(name="Mesa de Cuidados")
    mechanism: Any = MechanismFactory(name="Unidad de Género")
    agreement: Any = AgreementFactory(title="Convenio marco")
    assert recorded(desk, "mesa de cuidados\nUnidad de Género\nConvenio marco").status_code == 302
    decree = Document.objects.get()
    desk.post(f"/gestion/documentos/{decree.uid}/publicar/", {"is_public": "yes"})
    for row in (group, mechanism, agreement):
        assert f'href="{decree.get_absolute_url()}"' in page(Client(), row)
        assert f'href="{row.get_absolute_url()}"' in page(Client(), decree)
    form = desk.get(f"/gestion/documentos/{decree.uid}/corregir/").context["form"]
    typed = form["founded"].value().splitlines()
    assert len(typed) == 3
    answer = recorded(desk, "\n".join(typed))
    assert (answer.status_code, Founding.objects.count()) == (302, 6)


def test_what_is_internal_is_named_on_neither_side(desk: Client) -> None:
    group: Any = GroupFactory(name="Mesa reservada", is_public=False)
    shown: Any = GroupFactory(name="Mesa abierta")
    recorded(desk, "Mesa reservada\nMesa abierta")
    decree = Document.objects.get()
    assert decree.get_absolute_url() not in page(Client(), shown)
    assert decree.get_absolute_url() in page(desk, shown)
    desk.post(f"/gestion/documentos/{decree.uid}/publicar/", {"is_public": "yes"})
    assert "Mesa reservada" not in page(Client(), decree)
    assert group.get_absolute_url() in page(desk, decree)


def test_what_is_not_recorded_or_not_clear_is_told(desk: Client) -> None:
    GroupFactory(name="Mesa")
    AgreementFactory(title="Mesa")
    errors = recorded(desk, "Nadie\nmesa").context["form"].errors["founded"]
    assert "ningún mecanismo, mesa o convenio se llama “Nadie”" in errors[0]
    assert "varios" in errors[1]
    assert not Document.objects.exists()


def test_a_designation_names_its_document_and_only_the_desk_reads_the_post(desk: Client) -> None:
    decree: Any = DocumentFactory(is_public=True)
    post: Any = PostFactory(publication="public")
    person: Any = PersonFactory(visibility="protegida")
    AppointmentFactory(post=post, person=person, document=decree, capacity=Capacity.TITULAR)
    hidden: Any = PostFactory(publication="reserved")
    AppointmentFactory(post=hidden, document=decree, capacity=Capacity.TITULAR)
    at_desk, outside = page(desk, decree), page(Client(), decree)
    place = f"/gestion/puestos/{post.package_id}/"
    assert (place in at_desk, place in outside) == (True, False)
    assert hidden.package_id not in at_desk
    assert person.name not in at_desk
    assert f'<a href="{decree.get_absolute_url()}">' in desk.get(place).content.decode()


def test_a_chain_stands_in_the_dossier_and_on_the_page_of_the_agreement(desk: Client) -> None:
    here: Any = InstitutionFactory()
    agreement: Any = AgreementFactory()
    first: Any = DocumentFactory(kind="ord", number="12", is_public=False, issuer=here)
    last: Any = DocumentFactory(kind="decreto", number="99", is_public=True, issuer=here)
    last.follows.add(first)
    draft_letter(by=None, kind="oficio", subject="Borrador", issuer=here, follows=[last])
    for paper in (first, last):
        AgreementDocument.objects.create(agreement=agreement, document=paper)
    for row in (here, agreement):
        assert "sigue a Ordinario (Ord.) 12" in page(desk, row)
        assert "(Ord.) 12" not in page(Client(), row)
        assert "Borrador" not in page(desk, row)


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_records_that_exist_by_it_take_the_same_queries(
    db: None, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    decree: Any = DocumentFactory(is_public=True)
    for _n in range(number):
        for kind, row in (("group", GroupFactory()), ("mechanism", MechanismFactory())):
            Founding.objects.create(document=decree, kind=kind, record_id=row.package_id)  # type: ignore[attr-defined]
    page(client, decree)
    with django_assert_num_queries(10):
        assert page(client, decree).count("Existe por él") == 2


def test_the_general_list_shows_internal_documents_to_whom_they_belong(log_in: Callable[..., Client]) -> None:
    here: Any = InstitutionFactory()
    DocumentFactory(subject="Interno nuestro", is_public=False, issuer=here)
    DocumentFactory(subject="Interno ajeno", is_public=False)
    draft_letter(by=None, kind="oficio", subject="Borrador nuestro", issuer=here)
    hers = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=here.package_id)
    told = hers.get("/documentos/").content.decode()
    assert ("Interno nuestro" in told, "Interno ajeno" in told, "Borrador" in told) == (True, False, False)
    assert "interno</span>" in told
    for client in (Client(), log_in(Role.MEMBER), log_in(Role.ANALYST)):
        assert "Interno" not in client.get("/documentos/").content.decode()
