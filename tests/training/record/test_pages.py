"""The pages of trainings elsewhere: hers, and those of whoever verifies them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.accounts.enums import Role, ScopeKind
from tests.factories.records import AffiliationFactory, InstitutionFactory
from tests.factories.training import ContentFactory, ExternalTrainingFactory
from training.models import ExternalTraining, Learned

from ..records import certificate, member

pytestmark = pytest.mark.django_db
OWN, DESK = "/mi-formacion/historial/externa/", "/gestion/formacion/externas/"


def said(**more: object) -> dict[str, object]:
    return {"title": "Curso", "provider": "Universidad", "started": "marzo de 2024", "hours": "12,5"} | more


def test_she_hands_one_in_and_what_is_wrong_is_said_where_it_is(log_in: Callable[..., Client]) -> None:
    her = member()
    client = log_in(user=her.account)
    for wrong, words in (
        ({}, "Elija el archivo que la comprueba"),
        ({"started": "ayer", "upload": certificate()}, "Escriba la fecha como"),
        ({"started": "2024", "ended": "2023", "upload": certificate()}, "anterior"),
    ):
        page = client.post(OWN, said(**wrong))
        assert page.status_code == 422
        text = page.content.decode()
        assert words in text, words
        assert 'value="Curso"' in text  # what she typed is kept
    assert client.post(OWN, said(upload=certificate())).status_code == 302
    row = ExternalTraining.objects.get()
    assert (row.person_id, row.started, float(row.hours or 0)) == (her.pk, "2024-03", 12.5)
    assert 'value="2024-03"' in client.get(f"{OWN}{row.uid}/").content.decode()
    assert client.post(f"{OWN}{row.uid}/quitar/").status_code == 302
    assert not ExternalTraining.objects.exists()


def test_the_desk_verifies_and_returns_with_a_reason(log_in: Callable[..., Client]) -> None:
    content = ContentFactory(order=1)
    here = InstitutionFactory()
    row = ExternalTrainingFactory()
    AffiliationFactory(person=row.person, institution=here)
    address = f"{DESK}{row.uid}/"
    client = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=here.package_id)
    page = client.post(address, {"deed": "return", "no-comment": ""})
    assert (page.status_code, "Escriba qué falta" in page.content.decode()) == (422, True)
    assert client.post(address, {"deed": "otra"}).status_code == 200
    assert client.post(address, {"deed": "verify", "si-contents": [content.pk]}).status_code == 302
    assert list(Learned.objects.values_list("person", "content", "how")) == [
        (row.person_id, content.pk, "external")
    ]
    page = client.post(address, {"deed": "verify", "si-contents": []}, follow=True)
    assert "ya decidió" in page.content.decode()
    assert client.post(address, {"deed": "return", "no-comment": "Por error"}).status_code == 302
    assert not Learned.objects.exists()


def test_who_does_not_coordinate_her_finds_nothing_there(log_in: Callable[..., Client]) -> None:
    row = ExternalTrainingFactory()
    AffiliationFactory(person=row.person)
    for client in (
        log_in(Role.MEMBER),
        log_in(Role.ANALYST),
        log_in(Role.ADMINISTRATOR),
        log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=InstitutionFactory().package_id),
    ):
        for ending in ("", "comprobante/"):
            assert client.get(f"{DESK}{row.uid}/{ending}").status_code == 404
        assert client.post(f"{DESK}{row.uid}/", {"deed": "verify"}).status_code == 404
    assert Client().get(f"{DESK}{row.uid}/").status_code == 302
    row.refresh_from_db()
    assert row.state == "handed_in"


def test_the_evidence_opens_under_a_name_that_says_nothing(log_in: Callable[..., Client]) -> None:
    row = ExternalTrainingFactory()
    answer = log_in(Role.COORDINATOR).get(f"{DESK}{row.uid}/comprobante/")
    assert answer["Content-Disposition"] == f'attachment; filename="comprobante-{str(row.uid)[:8]}.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    row.file.storage.delete(str(row.file.name))
    assert log_in(Role.COORDINATOR).get(f"{DESK}{row.uid}/comprobante/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    log_in: Callable[..., Client], number: int
) -> None:
    for _each in range(number):
        ExternalTrainingFactory()
    client = log_in(Role.COORDINATOR)
    client.get(DESK)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(DESK)
    assert page.content.decode().count("record-list__title") == number
    assert len(asked) == 7
