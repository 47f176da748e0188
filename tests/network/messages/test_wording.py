"""Words with places to fill in: a closed set, filled once, and every original keeps to its own rules."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from network.messages.enums import MessageKind
from network.messages.forms import SHORT_ENOUGH, Recipient, as_text
from network.messages.neutral import asks_for_neutrality
from network.messages.originals import original
from network.messages.wording import Words, check, compose, filled, places

WORDS = Words("Asunto", "Neutral", "{{ nombre }}:", "Texto.", "")


def problems(kind="invitation", **changed):
    with pytest.raises(ValidationError) as caught:
        check(kind, dataclasses.replace(WORDS, **changed))
    return caught.value.message_dict


def test_an_unknown_place_is_refused_with_those_that_exist():
    assert problems(body="Hola, {{ apellido }}") == {
        "body": [
            "«{{ apellido }}» no existe aquí. Puede usar: {{ nombre }}, {{ puesto }}, {{ institucion }}, "
            "{{ red }}, {{ oficina }}, {{ contacto }}, {{ privacidad }}."
        ]
    }


@pytest.mark.parametrize(
    "text", ["{{ nombre }", "{{ nombre", "nombre }}", "{% if x %}", "{{ nombre }} }}", "{{{ nombre }}}"]
)
def test_a_broken_place_is_refused(text):
    assert list(problems(body=text)) == ["body"]


@pytest.mark.parametrize("text", ["{{ nombre.password }}", "{{ nombre|safe }}", "{{ }}", "{{ settings }}"])
def test_nothing_but_names_may_be_written(text):
    assert list(problems(body=text)) == ["body"]


def test_a_neutral_subject_cannot_tell_the_matter():
    [problem] = problems("advance_notice", neutral_subject="{{ actividad }}")["neutral_subject"]
    assert problem.startswith("«{{ actividad }}» diría en el asunto neutro de qué se trata.")
    check("advance_notice", dataclasses.replace(WORDS, body="{{ actividad }}"))


def test_what_is_empty_is_refused_where_it_is_needed():
    assert sorted(problems(subject=" ", neutral_subject="", body="")) == [
        "body",
        "neutral_subject",
        "subject",
    ]


def test_what_is_filled_in_is_not_read_again():
    assert filled("{{ nombre }} {{ red }}", {"nombre": "{{ red }}", "red": "R"}) == "{{ red }} R"


def test_a_line_whose_places_are_all_empty_goes():
    text = "Uno\n\nLugar: {{ lugar }}\n\n{{ fecha }} en {{ lugar }}"
    assert filled(text, {"lugar": "", "fecha": "hoy"}) == "Uno\n\nhoy en"
    assert filled(text, {}) == "Uno"


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("country", ["MX", "CL"])
def test_every_original_keeps_the_rules_and_its_text_to_copy_is_short(kind, language, country):
    words = original(kind, language, country)
    check(kind, words)
    examples = {name: place.example for name, place in places(kind).items()}
    said = compose(
        kind,
        words,
        recipient=Recipient("Ana"),
        values=examples,
        closing="",
        signature="Eva Ejemplo\nDirectora",
        language=language,
    )
    assert len(as_text(said)) <= SHORT_ENOUGH
    assert "{{" not in "".join((*said.paragraphs, *said.short, said.subject, said.neutral_subject))


def test_originals_address_people_as_usted_and_never_guess_a_gender():
    for kind in MessageKind:
        text = " ".join(dataclasses.astuple(original(kind, "es", "MX"))).lower()
        assert not any(
            word in text.split() for word in ("tú", "te", "tu", "estimada", "estimado", "bienvenida")
        )


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("violencia", True),
        ("acoso_laboral", True),
        ("alerta_violencia", True),
        ("Prevención del Hostigamiento", True),
        ("Harassment at work", True),
        ("capacitacion", False),
        ("Autonomía económica", False),
        ("Presupuestos con enfoque de género", False),
        ("Acosta, calle", True),
    ],
)
def test_which_topics_ask_for_a_neutral_subject(text, asks):
    """A street called Acosta is made neutral too: one too many harms nobody."""
    assert asks_for_neutrality(text) is asks
