"""The reports as page, PDF and Word: reached from each answer, with the same words in all three."""

import io
import re
import uuid
from datetime import UTC, datetime

import docx
import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from network.accounts.enums import Role
from network.insights import services
from network.insights.answers.reports import QUESTIONS
from network.institutions.models import Institution
from network.paper.pdf import PaperUnavailableError
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupFactory,
    InstitutionFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
PAGES = {
    "analysis": "/red/analisis/",
    "coverage": "/red/cobertura/",
    "resilience": "/red/sin/",
    "changes": "/red/cambios/",
}
TITLES = {
    "analysis": "Medidas de la red",
    "coverage": "¿Quién falta?",
    "resilience": "¿Qué se sostiene sin nosotras?",
    "changes": "¿Qué cambió?",
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(datetime(2026, 11, 20, 18, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def network():
    """a–b–c in one group that c leads, c–d by an agreement of 2021, e without any tie."""
    for letter in "abcde":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    group = GroupFactory(package_id="mesa", name="Mesa Uno", lead_institution=institution("c"))
    for letter in "abc":
        SeatFactory(group=group, institution=institution(letter), role="lead" if letter == "c" else "member")
    agreement = AgreementFactory(package_id="convenio", title="Convenio Dos", signed_on="2021")
    for letter in "cd":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))


def institution(package_id):
    return Institution.objects.get(package_id=package_id)


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_answer_leads_to_its_report_with_the_same_question(client, network, question):
    query = {"coverage": "?q=direccion", "changes": "?desde=2020&hasta=2021"}.get(
        question, "?sin=c&fecha=2021"
    )
    escaped = query.replace("&", "&amp;")
    html = client.get(f"{PAGES[question]}{query}").content.decode()
    # The page stands at the top and, with the files, at the end.
    for end, times in (("informe/", 2), ("informe.pdf", 1), ("informe.docx", 1)):
        assert html.count(f'href="{PAGES[question]}{end}{escaped}"') == times
    report = client.get(f"{PAGES[question]}informe/{query}").content.decode()
    for end in ("", "informe.pdf", "informe.docx"):
        assert f'href="{PAGES[question]}{end}{escaped}"' in report


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_report_is_a_page_under_its_question_with_answer_caveats_and_method(client, network, question):
    html = client.get(f"{PAGES[question]}informe/").content.decode()
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", html) == [TITLES[question]]
    said = words_of(html)
    for part in ("La respuesta", "Antes de leer los números", "Anexo: método", "20 de noviembre de 2026"):
        assert part in said
    assert "según lo que ve el público" in said


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_word_file_says_what_the_page_says(client, network, question):
    response = client.get(f"{PAGES[question]}informe.docx")
    name = f"{QUESTIONS[question].file_name}-2026-11-20.docx"
    assert response["Content-Type"] == WORD
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    document = docx.Document(io.BytesIO(response.content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    page = words_of(client.get(f"{PAGES[question]}informe/").content.decode())
    assert headings
    assert [text for text in headings if text not in page] == []


def test_the_pdf_says_what_the_page_says(client, network):
    response = client.get("/red/sin/informe.pdf?sin=c")
    if response.status_code == 503:
        pytest.skip("Pango is not there")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="que-se-sostiene-2026-11-20.pdf"'
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "Sin Dirección C, siguen unidas entre sí 2 de las 3 instituciones que quedan" in re.sub(
        r"\s+", " ", text
    )


def test_where_no_pdf_can_be_made_a_sentence_says_so(client, network, monkeypatch):
    def no_press(paper):
        raise PaperUnavailableError("Falta Pango.")

    monkeypatch.setattr("network.web.paper_files.as_pdf", no_press)
    response = client.get("/red/sin/informe.pdf")
    assert response.status_code == 503
    assert "Falta Pango." in response.content.decode()


@pytest.mark.parametrize("end", ["informe/", "informe.pdf", "informe.docx"])
@pytest.mark.parametrize(
    ("question", "query", "sentence"),
    [
        ("analysis", "?fecha=2020-13", "«2020-13» no es una fecha."),
        ("resilience", "?sin=zeta", "«zeta» no es una institución del directorio."),
        ("changes", "?desde=2021&hasta=2020", "La primera fecha debe ser anterior"),
    ],
)
def test_a_bad_question_gets_a_sentence_and_the_way_back(client, network, question, query, sentence, end):
    response = client.get(f"{PAGES[question]}{end}{query}")
    assert response.status_code == 400
    html = response.content.decode()
    assert sentence in html
    assert f'href="{PAGES[question]}{query.replace("&", "&amp;")}"' in html


@pytest.mark.parametrize("question", ["analysis", "coverage", "resilience"])
@pytest.mark.parametrize("many", [0, 1])
def test_an_empty_network_gets_sentences(client, question, many):
    InstitutionFactory.create_batch(many)
    said = words_of(client.get(f"{PAGES[question]}informe/").content.decode())
    assert not re.search(r"\b(None|NaN|nan|inf)\b", said)
    assert client.get(f"{PAGES[question]}informe.docx").status_code == 200


def test_a_heavy_network_is_waited_for_on_the_page(client, network, monkeypatch):
    monkeypatch.setattr(services, "HEAVY_FROM", 3)
    monkeypatch.setattr("network.insights.waiting.claim", lambda key: False)
    assert "Se está midiendo la red" in words_of(client.get("/red/analisis/informe/").content.decode())
    for kind in ("pdf", "docx"):
        response = client.get(f"/red/analisis/informe.{kind}?sin=e")
        assert (response.status_code, response["Location"]) == (302, "/red/analisis/informe/?sin=e")


def test_an_analyst_is_told_that_it_is_what_an_analyst_sees_and_no_browser_keeps_it(client, log_in, network):
    hidden = GroupFactory(is_public=False)
    for letter in "de":
        SeatFactory(group=hidden, institution=institution(letter))
    inside = log_in(Role.COORDINATOR)
    for end in ("informe/", "informe.docx"):
        assert inside.get(f"/red/sin/{end}?sin=c")["Cache-Control"] == "no-store, private"
    seen = words_of(inside.get("/red/sin/informe/?sin=c").content.decode())
    assert "según lo que ve una cuenta con estos papeles: coordinadora" in seen
    assert "Dirección D; Dirección E" in seen
    assert "Dirección D; Dirección E" not in words_of(client.get("/red/sin/informe/?sin=c").content.decode())


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("question", "queries"), [("analysis", 10), ("coverage", 22), ("resilience", 18), ("changes", 10)]
)
def test_a_page_takes_as_many_queries_for_three_as_for_one(
    question, queries, many, django_assert_num_queries
):
    first = InstitutionFactory(package_id="primera")
    for _ in range(many):
        group = GroupFactory(lead_institution=first, started="2020")
        SeatFactory.create_batch(many, group=group)
        SeatFactory(group=group, institution=first, role="lead")
        agreement = AgreementFactory(signed_on="2021")
        AgreementPartyFactory.create_batch(many, agreement=agreement)
        AgreementPartyFactory(agreement=agreement, institution=first)
    Client().get(f"{PAGES[question]}informe/")
    with django_assert_num_queries(queries):
        assert Client().get(f"{PAGES[question]}informe/").status_code == 200
