"""What whoever forges, guesses or tries her luck gets: a page that says otherwise, or nothing."""

import random
import re
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from network.paper.pdf import as_pdf
from network.rights.erasing import _erase
from network.rights.whose import whose_of
from tests.figures import sampled
from training.certificates.codes import LENGTH, new_code
from training.certificates.papers import check_address, paper
from training.certificates.signing import canonical, is_genuine, signed
from training.models import Certificate, SigningKey
from training.web import certificates as page

from ..over import completed, described, issued, learner

pytestmark = pytest.mark.django_db
_ONCE = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def read(content: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages).split())


def code_in(content: bytes) -> str:
    """As somebody types it from the foot of the paper."""
    found = re.search(r"(?:[0-9A-Z]{4}-\s?){6}[0-9A-Z]{4}", read(content))
    assert found
    return re.sub(r"[^0-9A-Z]", "", found[0])


def said_of(code: str, client: Client | None = None) -> tuple[int, str]:
    answer = (client or Client()).get(reverse("certificate", args=[code]))
    return answer.status_code, answer.content.decode()


def doctored(row: Certificate, **changes: Any) -> bytes:
    """The same sheet set anew by somebody who has a press as good as ours: only what she wants is other."""
    forged = Certificate.objects.get(pk=row.pk)
    forged.content = {**row.content, **changes}
    return as_pdf(paper(forged))


@pytest.mark.parametrize(
    ("changes", "on_paper"),
    [
        ({"name": "Eva Falsa Prueba"}, "Eva Falsa Prueba"),
        ({"hours": "80"}, "80 horas"),
        ({"title": "Maestría en derecho"}, "Maestría en derecho"),
        ({"issued_on": "2019-02-03"}, "3 de febrero de 2019"),
        ({"given_by": ["Universidad Inventada"]}, "Universidad Inventada"),
    ],
)
def test_an_edited_paper_keeps_its_code_and_its_page_says_what_was_signed(
    pango: None, changes: dict[str, Any], on_paper: str
) -> None:
    described()
    (row,) = issued(completed(learner("Ana López Prado")))
    forged = doctored(row, **changes)
    assert on_paper in read(forged), "the forgery is a good one"
    assert code_in(forged) == row.code
    status, said = said_of(code_in(forged))
    assert status == 200
    assert on_paper not in said
    for text in ("Ana López Prado", "8 horas", "Diplomado en presupuestos", row.number):
        assert text in said


def test_what_is_written_over_the_file_itself_changes_nothing_of_its_page(pango: None) -> None:
    """Her own file, with another's words put upon it by a common program."""
    described()
    (row,) = issued(completed(learner("Ana López Prado")))
    true = as_pdf(paper(row))
    over = PdfReader(BytesIO(doctored(row, name="Eva Falsa Prueba", hours="80")))
    writer = PdfWriter(clone_from=BytesIO(true))
    writer.pages[0].merge_page(over.pages[0])
    writer.add_metadata({"/Title": "Constancia de Eva Falsa Prueba"})
    out = BytesIO()
    writer.write(out)
    assert "Eva Falsa Prueba" in read(out.getvalue())
    _status, said = said_of(code_in(out.getvalue()))
    assert "Ana López Prado" in said
    assert "Eva Falsa" not in said


def test_a_paper_with_the_code_of_another_shows_the_other(pango: None) -> None:
    described()
    ana, eva = issued(completed(learner("Ana López Prado"), learner("Eva Ruiz Casas")))
    forged = Certificate.objects.get(pk=ana.pk)
    forged.code = eva.code
    told = said_of(code_in(as_pdf(paper(forged))))[1]
    assert "Eva Ruiz Casas" in told
    assert "Ana López Prado" not in told


def test_one_letter_of_a_code_made_another_is_the_code_of_none() -> None:
    (row,) = issued(completed(learner("Ana López")))
    for place in (0, 13, LENGTH - 1):
        other = "A" if row.code[place] != "A" else "B"
        code = row.code[:place] + other + row.code[place + 1 :]
        status, said = said_of(code)
        assert (status, "Ana López" in said) == (404, False)


def test_a_row_written_by_a_hand_without_the_key_is_not_vouched_for() -> None:
    """Whoever can write into the tables but has not the key. One without a signature the tables refuse."""
    ana, eva = issued(completed(learner("Ana López"), learner("Eva Ruiz")))
    content = {**ana.content, "name": "Eva Falsa"}
    other = SigningKey.objects.create(public="ab" * 32, sealed="x")
    for change in (
        {"content": content},
        {"content": content, "signature": eva.signature},
        {"signature": "00" * 64},
        {"signature": "zz"},
        {"key": other},
        {"content": eva.content, "signature": eva.signature},  # a genuine one under the code of another
    ):
        with_it = Certificate.objects.select_related("key").get(pk=ana.pk)
        for name, value in change.items():
            setattr(with_it, name, value)
        assert not is_genuine(with_it), change
        Certificate.objects.filter(pk=ana.pk).update(**change)
        _status, said = said_of(ana.code)
        assert "No confíe" in said
        assert "Eva Falsa" not in said
        assert "Eva Ruiz" not in said
        Certificate.objects.filter(pk=ana.pk).update(
            content=ana.content, signature=ana.signature, key=ana.key
        )
    assert is_genuine(Certificate.objects.select_related("key").get(pk=ana.pk))
    key, signature = signed({"a": "ñ"})
    assert (key, canonical({"b": 1, "a": "ñ"})) == (ana.key, '{"a":"ñ","b":1}'.encode())
    assert len(signature) == 128


def test_codes_are_drawn_alike_and_far_too_many_to_be_tried() -> None:
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == 2000
    assert all(len(code) == LENGTH for code in codes)
    seen = {letter: "".join(codes).count(letter) for letter in set("".join(codes))}
    assert len(seen) == 32
    assert 1500 < min(seen.values()) <= max(seen.values()) < 2000  # 1,750 each, give or take six deviations
    first = [code[0] for code in codes]
    assert len(set(first)) == 32


def test_the_address_on_the_paper_holds_no_number_of_a_row_and_no_folio() -> None:
    (row,) = issued(completed(learner()))
    address = check_address(row.code, "es")
    assert row.code in address
    assert f"/{row.pk}/" not in address
    assert row.number not in address
    for guess in (str(row.pk), row.number, str(row.uid), f"{row.folio:028d}"):
        assert said_of(guess.replace("/", "-"))[0] == 404


def test_of_one_that_was_erased_its_bearer_learns_that_alone() -> None:
    """Its code is as hard to guess as any: whoever has it has the paper, which proves nothing now."""
    ana = learner("Ana María López Prado")
    (row,) = issued(completed(ana))
    number = row.number
    _erase(whose_of(ana))
    _status, said = said_of(row.code)
    assert "se suprimió a petición de su titular" in said
    for text in ("Ana", "presupuestos", "8 horas"):
        assert text not in said
    assert number in said


def test_asking_too_often_is_answered_alike_whatever_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = issued(completed(learner("Ana López")))
    monkeypatch.setattr(page, "AT_MOST", 2)
    client, told = Client(), set()
    said_of(new_code(), client)
    said_of(new_code(), client)
    for code in (row.code, new_code(), "1", "n" * 200):
        answer = client.get(reverse("certificate", args=[code]))
        body = _ONCE.sub(b"", answer.content).replace(f"/{code}/".encode(), b"")
        told.add((answer.status_code, body))
    assert [status for status, _body in told] == [429]
    form = client.post(reverse("certificate_form"), {"code": "no es"})
    assert form.status_code == 429, "the form is the same door"
    elsewhere = Client(REMOTE_ADDR="198.18.4.7")
    assert said_of(row.code, elsewhere)[0] == 200, "who is elsewhere does not wait for her"


def _auc(one: list[float], other: list[float]) -> float:
    """How well the times tell one from the other: 0.5 not at all, 1 always."""
    higher = sum((a > b) + 0.5 * (a == b) for a in one for b in other)
    return higher / (len(one) * len(other))


@pytest.mark.prove
def test_the_time_of_an_answer_does_not_tell_what_can_be_a_code_from_what_cannot(
    monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    """In turns by lot. The control, whose door looks up twice for what can be one, is caught."""
    issued(completed(*(learner() for _ in range(3))))
    monkeypatch.setattr(page, "AT_MOST", 10**6)
    number = sampled(full=400, sample=60)

    def measured() -> float:
        cache.clear()
        client, times = Client(), {True: [], False: []}  # type: ignore[var-annotated]
        turns = [True, False] * number
        random.Random(3).shuffle(turns)
        for turn, can_be in enumerate([True] * 10 + turns):
            code = new_code() if can_be else new_code()[:-1] + "!"
            began = time.perf_counter()
            assert client.get(reverse("certificate", args=[code])).status_code == 404
            if turn >= 10:
                times[can_be].append(time.perf_counter() - began)
        return _auc(times[True], times[False])

    alike = measured()
    real = page.checked

    def leaking(code: str) -> Any:
        if "!" not in code:
            time.sleep(0.15)  # enough to be seen on a busy machine
        return real(code)

    monkeypatch.setattr(page, "checked", leaking)
    caught = measured()
    figure(f"AUC of {number} answers each: unknown against malformed {alike:.2f}, leaking {caught:.2f}")
    assert abs(alike - 0.5) <= 4 / (6 * number) ** 0.5
    assert caught >= 0.75
