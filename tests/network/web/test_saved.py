"""/red/respuestas/: saved, shared, opened with one's own rights, put again today."""

import json
import re
import uuid
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.groups.models import Group, Seat
from network.insights.models import SavedAnswer
from network.institutions.models import Institution
from tests.factories.records import GroupFactory, InstitutionFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db
LIST, SAVE = "/red/respuestas/", "/red/respuestas/guardar/"
PAGES = {
    "analysis": "/red/analisis/",
    "coverage": "/red/cobertura/",
    "resilience": "/red/sin/",
    "changes": "/red/cambios/",
}


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def world():
    """a, b and c meet since 2020; nobody but them."""
    for letter in "abcd":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    seat("abc", package_id="mesa", name="Mesa Uno", started="2020")


def seat(letters, *, started, **group):
    table = GroupFactory(**group)
    for letter in letters:
        SeatFactory(group=table, institution=Institution.objects.get(package_id=letter), started=started)


def save(client, question="analysis", query="", title="Antes de marzo"):
    response = client.post(SAVE, {"question": question, "query": query, "title": title})
    assert response.status_code == 302
    return response["Location"]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("end", ["", "informe/"])
@pytest.mark.parametrize("question", PAGES)
def test_insiders_save_where_they_ask_and_visitors_are_not_offered_it(client, log_in, world, question, end):
    form, address = f'action="{SAVE}"', PAGES[question] + end
    assert (form in client.get(address).content.decode()) is False
    html = log_in(Role.ANALYST).get(f"{address}?capas=groups&ver=1").content.decode()
    assert html.count(form) == 1
    assert f'name="question" value="{question}"' in html
    assert 'name="query" value="capas=groups&amp;ver=1"' in html


@pytest.mark.parametrize("question", PAGES)
def test_what_was_found_is_shown_with_all_it_rests_on(log_in, world, question):
    client = log_in(Role.ANALYST)
    address = save(client, question)
    kept = SavedAnswer.objects.get().editions.get()
    Seat.objects.all().delete()  # what was found is told as it was found
    text = text_of(client.get(address))
    assert "Antes de marzo" in text
    assert all(digest in text for digest in kept.digests)
    assert f"algorithm {kept.engines['algorithm']}" in text
    assert "por usted" in text


def test_its_files_say_the_same(log_in, world):
    client = log_in(Role.ANALYST)
    address = save(client, "changes", "desde=2019&hasta=2020")
    title = "¿Qué cambió?"
    pdf = client.get(f"{address}respuesta.pdf")
    assert title in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    assert 'filename="que-cambio' in pdf["Content-Disposition"]
    docx = client.get(f"{address}respuesta.docx")
    assert title in [line.text for line in Document(BytesIO(docx.content)).paragraphs]
    found = json.loads(client.get(f"{address}respuesta.json").content)
    assert (found["title"], found["parameters"]["desde"], found["computed"]) == (
        "Antes de marzo",
        ["2019"],
        "then",
    )
    assert [row["id"] for row in found["answer"]["institutions_gained"]] == ["a", "b", "c"]


def test_put_again_on_the_same_data_nothing_has_changed(log_in, world):
    client = log_in(Role.ANALYST)
    text = text_of(client.get(f"{save(client)}hoy/"))
    assert "Nada ha cambiado desde el" in text
    assert "Cifras que son otras" not in text


def test_put_again_on_other_data_it_says_exactly_what_came_and_went(log_in, world):
    client = log_in(Role.ANALYST)
    address = save(client, "analysis")
    Seat.objects.filter(institution__package_id="c").delete()
    seat("ad", package_id="nueva", name="Mesa Dos", started="2021")
    response = client.get(f"{address}hoy/")
    text = text_of(response)
    assert "Esta respuesta ha cambiado desde el" in text
    assert "Entran: Dirección D. Salen: Dirección C." in text
    rows = re.findall(r'<th scope="row">([^<]+)</th>', response.content.decode())
    assert rows[:2] == ["Vínculos", "Espacios compartidos"]  # 3 → 2, 1 → 2; three institutions as before
    for end, read in (
        ("hoy/cambios.pdf", lambda raw: PdfReader(BytesIO(raw)).pages[0].extract_text()),
        ("hoy/cambios.docx", lambda raw: "\n".join(p.text for p in Document(BytesIO(raw)).paragraphs)),
    ):
        assert "Qué ha cambiado en esta respuesta" in read(client.get(address + end).content)


def test_an_institution_that_is_gone_is_named_as_it_was_called(log_in, world):
    client = log_in(Role.ANALYST)
    address = save(client, "resilience", "sin=d")
    Institution.objects.get(package_id="d").delete()
    text = text_of(client.get(f"{address}hoy/"))
    assert "Sin: «Dirección D» ya no está." in text
    assert "Hoy esta pregunta no tiene respuesta" in text
    assert client.get(f"{address}hoy/cambios.pdf").status_code == 404


def unstamped(response):
    """The page without what every page has of its own: tokens, nonces."""
    html = response.content.decode()
    html = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', r'\1=""', html)
    return response.status_code, html


def seen_by_a_colleague(author, colleague, question):
    """Everything that a colleague gets of an answer that the author saves now."""
    SavedAnswer.objects.all().delete()
    save(author, question)
    fixed = uuid.UUID(int=7)
    SavedAnswer.objects.update(
        uid=fixed, saved_at=timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    )
    address = f"{LIST}{fixed}/"
    ends = ("", "hoy/", "respuesta.json")
    return [unstamped(colleague.get(one)) for one in (LIST, *(address + end for end in ends))]


@pytest.mark.parametrize("question", PAGES)
def test_a_colleague_gets_the_same_with_and_without_what_she_may_not_see(log_in, world, question):
    author, colleague = log_in(Role.COORDINATOR), log_in(Role.ANALYST)
    without = seen_by_a_colleague(author, colleague, question)
    seat("ad", package_id="interna", name="Mesa Interna", started="2021", is_public=False)
    PersonFactory(name="Oculta Secreta")
    again = seen_by_a_colleague(author, colleague, question)
    assert SavedAnswer.objects.get().editions.count() == 2  # the author herself found something else
    assert again == without


def test_the_author_reads_what_she_found_only_while_she_has_those_rights(log_in, world):
    author = log_in(Role.COORDINATOR)
    seat("ad", package_id="interna", name="Mesa Interna", started="2021", is_public=False)
    address = save(author, "changes", "desde=2020&hasta=2021")
    colleague = log_in(Role.COORDINATOR)
    assert [b"Mesa Interna" in one.get(address).content for one in (author, colleague)] == [True, True]
    Grant.objects.filter(user=author.user).update(role=Role.MEMBER)
    assert b"Mesa Interna" not in author.get(address).content
    assert b"Mesa Interna" not in author.get(f"{address}respuesta.json").content


def test_what_could_not_be_found_for_her_is_asked_now_with_her_own_rights(log_in, world):
    seat("bd", package_id="tarde", name="Mesa Tardía", started="2035", is_public=False)
    address = save(log_in(Role.COORDINATOR), "changes", "desde=2020&hasta=2035")
    colleague = log_in(Role.ANALYST)
    page = colleague.get(address)
    assert (page.status_code, b"Mesa Tard" in page.content) == (200, False)
    assert "está fuera de lo que se puede comparar" in text_of(page)
    assert colleague.get(f"{address}hoy/")["Location"] == address
    files = [f"{address}respuesta.{kind}" for kind in ("pdf", "docx", "json")]
    assert [colleague.get(one).status_code for one in files] == [404, 404, 404]
    Group.objects.update(is_public=True)
    assert b"Mesa Tard" in colleague.get(address).content  # today she finds it herself


@pytest.mark.parametrize("end", ["", "hoy/", "respuesta.pdf", "respuesta.json", "titulo/", "descartar/"])
def test_an_answer_that_is_not_hers_to_open_is_as_one_that_is_not_there(log_in, world, end):
    author = log_in(Role.ANALYST)
    there, nowhere = save(author), f"{LIST}{uuid.uuid4()}/"
    nobody = log_in()
    for client in (Client(), nobody):
        assert [client.get(one + end).status_code for one in (there, nowhere)] in ([302, 302], [404, 404])
    author.post(f"{there}descartar/")
    for colleague in (log_in(Role.ANALYST), log_in(Role.MEMBER)):
        assert [colleague.get(one + end).status_code for one in (there, nowhere)] == [404, 404]


@pytest.mark.parametrize("address", [LIST, f"{LIST}no-es-un-uid/", f"{LIST}{uuid.UUID(int=1)}/", SAVE])
def test_visitors_are_sent_to_log_in_and_accounts_without_grant_find_nothing(client, log_in, address):
    assert client.get(address)["Location"].startswith("/cuenta/login/")
    assert log_in().get(address).status_code == 404


def test_visitors_save_nothing(client, world):
    response = client.post(SAVE, {"question": "analysis", "query": "", "title": "Uno"})
    assert response["Location"].startswith("/cuenta/login/")
    assert SavedAnswer.objects.count() == 0


def test_a_question_without_an_answer_is_not_saved_and_says_why(log_in, world):
    client = log_in(Role.ANALYST)
    given = {"question": "changes", "query": "desde=ayer&hasta=2020", "title": "Mi título"}
    response = client.post(SAVE, given)
    assert (response.status_code, SavedAnswer.objects.count()) == (400, 0)
    assert "«ayer» no es una fecha" in text_of(response)
    assert 'value="Mi título"' in response.content.decode()
    assert client.post(SAVE, given | {"question": "otra"}).status_code == 404


def test_a_title_too_long_is_kept_as_typed_and_nothing_is_saved(log_in, world):
    title = "a" * 201
    response = log_in(Role.ANALYST).post(SAVE, {"question": "analysis", "query": "", "title": title})
    assert (response.status_code, SavedAnswer.objects.count()) == (400, 0)
    assert title in response.content.decode()


def test_renamed_discarded_and_brought_back_by_its_author(log_in, world):
    author, colleague = log_in(Role.ANALYST), log_in(Role.ANALYST)
    address = save(author)
    assert author.post(f"{address}titulo/", {"title": ""}).status_code == 400
    assert "Antes de marzo" in text_of(colleague.get(LIST))
    author.post(f"{address}titulo/", {"title": "Otro título"})
    assert "Otro título" in text_of(colleague.get(LIST))
    assert colleague.post(f"{address}titulo/", {"title": "Ajeno"}).status_code == 404
    author.get(f"{address}descartar/")  # a visit changes nothing
    assert colleague.get(address).status_code == 200
    author.post(f"{address}descartar/")
    assert "Otro título" not in text_of(colleague.get(LIST))
    assert "Otro título" in text_of(author.get(f"{LIST}?de=descartadas"))
    assert "Esta respuesta está descartada" in text_of(author.get(address))
    author.post(f"{address}recuperar/")
    assert colleague.get(address).status_code == 200


def test_the_list_is_narrowed_to_mine_and_to_a_question(log_in, world):
    mine, theirs = log_in(Role.ANALYST), log_in(Role.MEMBER)
    save(mine, "analysis", title="Uno mío")
    save(mine, "coverage", title="Dos mío")
    save(theirs, "coverage", title="Tres ajeno")
    found = {
        query: re.findall(r"(Uno|Dos|Tres)", text_of(mine.get(f"{LIST}{query}")))
        for query in ("", "?de=mias", "?pregunta=coverage", "?de=mias&pregunta=coverage", "?de=descartadas")
    }
    assert list(found.values()) == [["Tres", "Dos", "Uno"], ["Dos", "Uno"], ["Tres", "Dos"], ["Dos"], []]


def test_its_author_is_told_by_her_role_and_named_only_where_she_may_be_seen(log_in, world):
    author = log_in(Role.LIAISON)
    person = PersonFactory(account=author.user, name="Elena Visible", visible=True)
    save(author)
    assert "por Elena Visible" in text_of(log_in(Role.MEMBER).get(LIST))
    assert "por enlace" in text_of(log_in(Role.ANALYST).get(LIST))
    person.visibility = "oculta"
    person.save()
    assert "por enlace" in text_of(log_in(Role.MEMBER).get(LIST))


@pytest.mark.parametrize("answers", [1, 3])
def test_a_list_takes_the_same_queries_however_long(log_in, world, django_assert_num_queries, answers):
    reader = log_in(Role.MEMBER)
    for _each in range(answers):
        author = log_in(Role.ANALYST)
        PersonFactory(account=author.user, visible=True)
        save(author)
    reader.get(LIST)
    with django_assert_num_queries(7):
        reader.get(LIST)


def test_nothing_is_kept_in_any_store(log_in, world):
    client = log_in(Role.ANALYST)
    response = client.get(save(client))
    assert ("no-store" in response["Cache-Control"], "noindex" in response["X-Robots-Tag"]) == (True, True)
