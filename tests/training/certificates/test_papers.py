"""The paper of a certificate: what was signed, as a screen reader follows it; and forged ones."""

import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdf import PdfReader

from network.files.checking import checked_image
from network.office.services import describe_office
from network.paper.pdf import as_pdf
from network.printing.models import Printing
from network.printing.services import make
from training.certificates.codes import shown
from training.certificates.papers import check_address, paper
from training.models import Certificate

from ..over import completed, coordinator, described, issued, learner

pytestmark = pytest.mark.django_db


def drawn_signature() -> BytesIO:
    picture = Image.new("RGBA", (400, 140), (0, 0, 0, 0))
    points = [(10, 110), (60, 30), (90, 120), (150, 20), (180, 110), (260, 60), (390, 80)]
    ImageDraw.Draw(picture).line(points, fill=(20, 30, 120, 255), width=6, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_it_is_tagged_says_all_and_bears_the_drawn_signature(pango) -> None:
    described()
    describe_office(by=None, signature=checked_image(drawn_signature()))
    (row,) = issued(completed(learner("Ana María Ñandú López")))
    content = as_pdf(paper(row))
    if folder := os.environ.get("PAPERS"):
        Path(folder, "constancia.pdf").write_bytes(content)
    pdf = PdfReader(BytesIO(content))
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith("es")
    said = text_of(content)
    for text in (
        "Ana María Ñandú López",
        "Diplomado en presupuestos",
        "8 horas",
        "Guadalajara",
        "Mtra. Zoraida Firma Prueba",
        "Directora General",
        row.number,
        "Presupuestos con perspectiva de género",
    ):
        assert text in said, text
    assert shown(row.code) in said.replace(" ", "").replace("\n", "") or shown(row.code) in said
    assert content == as_pdf(paper(Certificate.objects.get(pk=row.pk))), "equal contents make equal files"


def test_a_forged_paper_says_what_its_page_does_not(pango, client: Client) -> None:
    """Whoever edits the text of a file keeps its code: the page still says what was signed."""
    (row,) = issued(completed(learner("Ana López")))
    forged = paper(row)
    said = text_of(as_pdf(forged)).replace("Ana López", "Eva Falsa").replace("8 horas", "80 horas")
    code = re.sub(r"[^0-9A-Z]", "", re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", said)[0])  # type: ignore[index]
    page = client.get(reverse("certificate", args=[code])).content.decode()
    assert "Ana López" in page
    assert "Eva Falsa" not in page
    assert "80 horas" not in page
    assert "8 horas" in page


def test_the_square_code_leads_to_its_page(settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://red.ejemplo.invalid"
    (row,) = issued(completed(learner()))
    assert check_address(row.code, "es") == f"https://red.ejemplo.invalid/constancias/{row.code}/"
    assert check_address(row.code, "en") == f"https://red.ejemplo.invalid/en/constancias/{row.code}/"


def test_all_of_an_edition_come_as_an_archive_without_those_whose_names_she_may_not_read(
    pango, log_in
) -> None:
    by = coordinator()
    shown_one, protected = learner("Ana López"), learner("Zulema Oculta", visibility="protegida")
    edition = completed(shown_one, protected, by=by)
    issued(edition)
    client = log_in(user=by)
    address = reverse("desk_edition_certificates_file", args=[edition.package_id, "zip"])
    with ZipFile(BytesIO(client.get(address).content)) as archive:
        names = archive.namelist()
        assert len(names) == 1
        assert "Ana López" in text_of(archive.read(names[0]))
    page = client.get(reverse("desk_edition_certificates", args=[edition.package_id])).content.decode()
    assert "Ana López" in page
    assert "Zulema" not in page


def test_many_are_made_in_the_background_as_one_archive(pango, log_in, tmp_path, monkeypatch) -> None:
    by = coordinator()
    edition = completed(*(learner(f"Ana {n}") for n in range(6)), by=by)
    issued(edition)
    client = log_in(user=by)
    address = reverse("desk_edition_certificates_file", args=[edition.package_id, "zip"])
    assert client.get(address).status_code == 200, "a link shows a button"
    assert Printing.objects.count() == 0
    client.post(address)
    asked = Printing.objects.get()
    make(uid=str(asked.uid))
    asked.refresh_from_db()
    assert asked.state == "ready"
    taken = client.post(reverse("printing_file", args=[asked.uid]))
    with ZipFile(BytesIO(b"".join(taken.streaming_content))) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist())) == 6
