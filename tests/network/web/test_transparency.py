"""What was issued in a period: the public by name, the reserved by number, what is uncertain said."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from network.accounts.enums import Role
from network.documents.models import Document
from network.documents.services import draft_letter
from network.documents.transparency import issued_between
from tests.factories.records import DocumentFactory

pytestmark = pytest.mark.django_db
PAGE = "/gestion/documentos/transparencia/?desde=2026-03&hasta=2026-04"


@pytest.fixture
def year() -> None:
    DocumentFactory(number="1/2026", issued_on="2026-03-01")
    DocumentFactory(number="2/2026", issued_on="2026-04", subject="=Convenio")
    DocumentFactory(number="3/2026", issued_on="2026-05-01")
    DocumentFactory(number="4/2026", issued_on="2026", subject="Solo el año")
    DocumentFactory(number="5/2026", issued_on="")
    DocumentFactory(number="SECRETO-6", issued_on="2026-03-31", is_public=False, subject="Reservado")
    DocumentFactory(number="SECRETO-7", issued_on="2026-04-30", is_public=False, kind="memo")
    draft_letter(by=None, kind="oficio", subject="Borrador", issued_on="2026-03-05")


def test_a_period_takes_what_surely_falls_in_it(year: None) -> None:
    found = issued_between(Document.objects.all(), "2026-03", "2026-04")
    assert [row.number for row in found.public] == ["1/2026", "2/2026"]
    assert found.reserved == (("memo", 1), ("oficio", 1))
    assert found.undated == 2


def test_the_files_name_no_reserved_document(year: None, log_in: Callable[..., Client]) -> None:
    desk = log_in(Role.COORDINATOR)
    text = desk.get(f"{PAGE}&formato=csv").content.decode()
    book = load_workbook(BytesIO(desk.get(f"{PAGE}&formato=xlsx").content))
    sheet = "".join(str(row) for rows in book for row in rows.iter_rows(values_only=True))
    page = desk.get(PAGE).content.decode()
    for shown in (text, sheet, page):
        assert "1/2026" in shown
        assert "SECRETO" not in shown
    assert list(book["Reservados"].iter_rows(values_only=True)) == [
        ("Tipo", "Reservados"),
        ("Memorando", 1),
        ("Oficio", 1),
    ]
    assert "'=Convenio" in text


def test_an_end_before_its_start_is_told(log_in: Callable[..., Client]) -> None:
    page = log_in(Role.COORDINATOR).get("/gestion/documentos/transparencia/?desde=2026&hasta=2025")
    assert page.context["form"].errors == {"hasta": ["El término es anterior al inicio."]}


def test_it_is_for_whoever_coordinates(log_in: Callable[..., Client]) -> None:
    assert log_in(Role.ADMINISTRATOR).get(PAGE).status_code == 404
