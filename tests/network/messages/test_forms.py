"""One message in its forms: nothing typed becomes a header, and neutral stays neutral."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from network.messages.forms import (
    SHORT_ENOUGH,
    Envelope,
    Message,
    Recipient,
    as_email,
    as_eml,
    as_letter,
    as_page,
    as_text,
    file_name,
    letter_values,
)
from network.paper.document import Paragraph, Signatures

ENVELOPE = Envelope(
    "Instituto de las Mujeres",
    "red@ejemplo.invalid",
    "<uno@ejemplo.invalid>",
    datetime(2026, 3, 9, 15, tzinfo=UTC),
)
HEAD = {"name": "Instituto de las Mujeres", "lines": ["Mitla 386"], "logo": "", "place": "Guadalajara"}
ANA = Recipient("Ana Ejemplo", "Jefa de Unidad", "Obras Públicas", ("Hidalgo 400",), "ana@ejemplo.invalid")


def message(**changed):
    values = {
        "kind": "invitation",
        "subject": "Invitación: Red de Enlaces",
        "neutral_subject": "Comunicación de la red",
        "salutation": "Ana Ejemplo:",
        "paragraphs": ("Le invitamos.", "Son tres letras: ñ, á, ü."),
        "short": ("Le invitamos.",),
        "recipient": ANA,
        "closing": "Atentamente",
        "signature": "Eva Ejemplo\nDirectora",
    }
    return Message(**{**values, **changed})


def read(source):
    return message_from_bytes(source, policy=policy.default)


def test_the_text_to_copy_is_short_plain_and_its_link_stands_alone():
    link = "https://red.ejemplo.invalid/x"
    assert as_text(message(link=link)) == (
        f"Ana Ejemplo:\n\nLe invitamos.\n\n{link}\n\nEva Ejemplo\nDirectora"
    )
    assert len(as_text(message(link=link))) < SHORT_ENOUGH


def test_without_shorter_words_the_text_says_everything():
    assert as_text(message(short=())).split("\n\n")[1:3] == ["Le invitamos.", "Son tres letras: ñ, á, ü."]


def test_an_e_mail_file_opens_as_a_draft_with_both_texts():
    found = read(as_eml(message(), ENVELOPE))
    assert {name: str(found[name]) for name in ("Subject", "From", "To", "X-Unsent", "Message-ID")} == {
        "Subject": "Invitación: Red de Enlaces",
        "From": "Instituto de las Mujeres <red@ejemplo.invalid>",
        "To": "Ana Ejemplo <ana@ejemplo.invalid>",
        "X-Unsent": "1",
        "Message-ID": "<uno@ejemplo.invalid>",
    }
    plain, page = found.get_body(("plain",)), found.get_body(("html",))
    assert plain.get_content().replace("\r", "") == (
        "Ana Ejemplo:\n\nLe invitamos.\n\nSon tres letras: ñ, á, ü.\n\nAtentamente\nEva Ejemplo\nDirectora\n"
    )
    assert "<p>Son tres letras: ñ, á, ü.</p>" in page.get_content()


def test_an_e_mail_file_is_the_same_whenever_it_is_made():
    def without_boundary(source):
        return source.replace(read(source).get_boundary().encode(), b"=")

    first, second = (without_boundary(as_eml(message(), ENVELOPE)) for _time in range(2))
    assert first == second


WRONG = [
    "\nBcc: otra@ejemplo.invalid",
    "\r\nBcc: otra@ejemplo.invalid",
    "\rBcc: x",
    "\x0bBcc: x",
    "\u2028Bcc: x",
]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["subject", "neutral_subject"])
def test_a_line_break_in_a_subject_makes_no_header(wrong, field):
    said = message(**{field: f"Hola{wrong}"}, is_neutral=field == "neutral_subject")
    found = read(as_eml(said, ENVELOPE))
    assert (found["Bcc"], str(found["Subject"])) == (None, "Hola " + " ".join(wrong.split()))
    sent = as_email(said, ENVELOPE).message()
    assert (sent["Bcc"], sent.get_all("Subject") and len(sent.get_all("Subject"))) == (None, 1)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_break_in_a_name_or_an_address_makes_no_header(wrong):
    named = read(as_eml(message(recipient=Recipient(f"Ana{wrong}", email="ana@ejemplo.invalid")), ENVELOPE))
    assert (named["Bcc"], [one.addr_spec for one in named["To"].addresses]) == (None, ["ana@ejemplo.invalid"])
    addressed = message(recipient=Recipient("Ana", email=f"ana@ejemplo.invalid{wrong}"))
    found = read(as_eml(addressed, ENVELOPE))
    assert (found["To"], found["Bcc"]) == (None, None)
    with pytest.raises(ValidationError):
        as_email(addressed, ENVELOPE)


def test_marks_that_turn_the_direction_of_writing_are_dropped():
    said = message(
        subject="Pago\u202e01FDP", salutation="Ana\u2066:", recipient=Recipient("E\u202eva", email=ANA.email)
    )
    found = read(as_eml(said, ENVELOPE))
    assert (str(found["Subject"]), str(found["To"])) == ("Pago01FDP", "Eva <ana@ejemplo.invalid>")
    assert as_text(said).startswith("Ana:\n")
    assert letter_values(said)["subject"] == "Pago01FDP"


def test_markup_in_a_text_stays_text():
    page = as_page(message(paragraphs=("<img src=https://x.invalid/p.gif>",), link="javascript:alert(1)"))
    assert "&lt;img" in page
    assert "<img" not in page
    assert "javascript" not in page


def test_ten_thousand_characters_are_said_whole_and_cut_in_headers_alone():
    long = "palabra " * 1250
    said = message(subject=long, paragraphs=(long,), short=())
    found = read(as_eml(said, ENVELOPE))
    assert len(str(found["Subject"])) == 200
    assert found.get_body(("plain",)).get_content().count("palabra") == 1250
    assert as_text(said).count("palabra") == 1250
    unbroken = message(subject="á" * 10_000, recipient=Recipient("ñ" * 10_000, email=ANA.email))
    assert all(len(line) < 998 for line in as_eml(unbroken, ENVELOPE).split(b"\r\n"))


def test_without_an_address_the_other_forms_still_exist(db):
    said = message(recipient=Recipient("Ana Ejemplo"))
    assert read(as_eml(said, ENVELOPE))["To"] is None
    assert as_text(said) == as_text(message())
    assert as_letter(said, head=HEAD).is_letter
    with pytest.raises(ValidationError):
        as_email(said, ENVELOPE)


def test_an_address_in_a_domain_with_an_accent_travels():
    said = message(recipient=Recipient("Ana", email="ana@mujeres-ñ.invalid"))
    assert [one.addr_spec for one in read(as_eml(said, ENVELOPE))["To"].addresses] == [
        "ana@xn--mujeres--k3a.invalid"
    ]


def test_what_is_sent_carries_the_same_identifier(settings):
    assert as_email(message(), ENVELOPE).send() == 1
    [sent] = mail.outbox
    assert sent.message()["Message-ID"] == "<uno@ejemplo.invalid>"
    assert (sent.to, sent.from_email) == (
        ["ana@ejemplo.invalid"],
        "Instituto de las Mujeres <red@ejemplo.invalid>",
    )


def test_the_letter_is_a_letter_with_address_folio_and_signature(db):
    paper = as_letter(message(), head=HEAD, number="OF/007/2026", issued_on="2026-03-09")
    assert (paper.is_letter, paper.title, paper.footer) == (True, "Oficio", "Oficio OF/007/2026")
    assert paper.facts == (
        ("Núm.", "OF/007/2026"),
        ("Fecha", "Guadalajara, a 9 de marzo de 2026"),
        ("Asunto", "Invitación: Red de Enlaces"),
    )
    assert paper.blocks[0] == Paragraph("Ana Ejemplo\nJefa de Unidad\nObras Públicas\nHidalgo 400\nPresente")
    assert paper.blocks[-2:] == (Paragraph("Atentamente"), Signatures(("Eva Ejemplo\nDirectora",)))
    assert as_letter(message(), head=HEAD).footer == "Borrador, sin folio"


def test_a_letter_in_english_reads_in_english(db):
    paper = as_letter(message(language="en"), head=HEAD, number="7", issued_on="2026-03-09")
    assert (paper.language, [name for name, _value in paper.facts]) == ("en", ["Number", "Date", "Subject"])


def test_neutral_is_neutral_wherever_somebody_else_may_look(db):
    said = message(subject="Taller sobre acoso", is_neutral=True)
    found = read(as_eml(said, ENVELOPE))
    page = as_page(said)
    seen = [
        str(found["Subject"]),
        as_email(said, ENVELOPE).subject,
        page[page.index("<title>") + 7 : page.index("</title>")],
        dict(as_letter(said, head=HEAD).facts)["Asunto"],
    ]
    assert seen == ["Comunicación de la red"] * 4
    assert file_name(said, 7, "eml") == "comunicacion-007.eml"
    assert file_name(message(), 7, "eml") == "invitacion-007.eml"
