"""The words of a kind of message, with places to fill in: `{{ nombre }}`. A closed set for each kind.

Pure. What is filled in is never read again, so that a name with braces in it stays a name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .enums import MessageKind
from .forms import Message, Recipient

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = re.compile("[{}]")


@dataclass(frozen=True, slots=True)
class Place:
    """What one may write between braces: what comes to stand there, and an example of it.

    A place that `tells` names the matter; it may not stand in a neutral subject.
    """

    meaning: Any
    example: str
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a kind of message in one language. `short` is what is copied into a chat."""

    subject: str
    neutral_subject: str
    salutation: str
    body: str
    short: str = ""


_EVERYWHERE = {
    "nombre": Place(gettext_lazy("whom it is for: her name, or “Titular” of the institution"), "Ana Ejemplo"),
    "puesto": Place(gettext_lazy("her post, if it is known"), "Jefa de Unidad"),
    "institucion": Place(gettext_lazy("the institution it goes to"), "Dirección de Obras Públicas"),
    "red": Place(gettext_lazy("the name of the network"), "Red de Enlaces de Género"),
    "oficina": Place(
        gettext_lazy("the name of the office that writes"), "Instituto Municipal de las Mujeres"
    ),
    "contacto": Place(
        gettext_lazy("how to answer: the e-mail and telephone of the office"),
        "al correo red@ejemplo.invalid o al teléfono 33 0000 0000",
    ),
}
_PLACES: dict[str, dict[str, Place]] = {
    MessageKind.INVITATION: {
        "privacidad": Place(
            gettext_lazy("a sentence that says where the privacy notice is"),
            "El aviso de privacidad está en https://red.ejemplo.invalid/privacidad/.",
        ),
    },
    MessageKind.REQUEST: {
        "asunto": Place(gettext_lazy("what it is about"), "Designación de enlace de género", tells=True),
        "texto": Place(
            gettext_lazy("what is asked, as written in the request"),
            "Le pedimos designar a una persona como enlace de género de su dependencia.",
            tells=True,
        ),
        "plazo": Place(gettext_lazy("until when an answer is awaited"), "30 de abril de 2026"),
    },
    MessageKind.REMINDER: {
        "asunto": Place(gettext_lazy("what it is about"), "Designación de enlace de género", tells=True),
        "numero": Place(gettext_lazy("the number of the letter that asked"), "Oficio 012/2026"),
        "enviada": Place(gettext_lazy("when it was sent"), "3 de marzo de 2026"),
        "plazo": Place(gettext_lazy("until when an answer is awaited"), "30 de abril de 2026"),
    },
    MessageKind.ADVANCE_NOTICE: {
        "actividad": Place(gettext_lazy("what will be done"), "Taller de lenguaje incluyente", tells=True),
        "fecha": Place(gettext_lazy("when"), "12 de mayo de 2026, 10:00 horas"),
        "lugar": Place(gettext_lazy("where"), "Sala de Cabildo"),
        "tema": Place(gettext_lazy("its theme"), "Formación y capacitación", tells=True),
        "nota": Place(gettext_lazy("what else was written"), "Hay 30 lugares.", tells=True),
        "convenio": Place(
            gettext_lazy("the agreement between the partners"), "Convenio de colaboración 2026", tells=True
        ),
        "quien": Place(gettext_lazy("the institution that gives notice"), "Instituto de las Mujeres"),
    },
    MessageKind.CONVOCATION: {
        "mesa": Place(gettext_lazy("the group that meets"), "Mesa de Prevención", tells=True),
        "sesion": Place(gettext_lazy("which of its sessions"), "3.ª ordinaria"),
        "fecha": Place(gettext_lazy("when"), "12 de mayo de 2026, 10:00 horas"),
        "lugar": Place(gettext_lazy("where"), "Sala de Cabildo"),
        "modalidad": Place(gettext_lazy("in person or remote"), "presencial"),
        "orden": Place(gettext_lazy("the agenda, a point to a line"), "- Lista de asistencia", tells=True),
        "nota": Place(gettext_lazy("what else was written"), "Habrá interpretación.", tells=True),
    },
    MessageKind.QUESTION: {
        "pregunta": Place(
            gettext_lazy("what is asked of her"), "¿En qué área de su institución trabaja hoy?", tells=True
        ),
    },
    MessageKind.ADMISSION: {},
    MessageKind.DECLINE: {
        "motivo": Place(
            gettext_lazy("why her application is declined"),
            "Por ahora su institución no forma parte de la red.",
            tells=True,
        ),
    },
}


def places(kind: str) -> dict[str, Place]:
    """What may be filled in for that kind, by the name that one writes between braces."""
    return {**_EVERYWHERE, **_PLACES[kind]}


def check(kind: str, words: Words) -> None:
    """Raises ValidationError, field by field, where a place is unknown, broken, or tells too much."""
    problems: dict[str, str] = {}
    for field in fields(Words):
        if problem := _problem(kind, field.name, getattr(words, field.name)):
            problems[field.name] = problem
    for name in ("subject", "neutral_subject", "body"):
        if not getattr(words, name).strip():
            problems.setdefault(name, _("Write something here."))
    if problems:
        raise ValidationError(problems)


def _problem(kind: str, field: str, text: str) -> str:
    known = places(kind)
    allowed = {
        name: place for name, place in known.items() if not (place.tells and field == "neutral_subject")
    }
    told = ", ".join(f"{{{{ {name} }}}}" for name in allowed)
    for found in _PLACE.findall(text):
        if found in known and found not in allowed:
            return _(
                "“{{ %(name)s }}” would tell the matter in the neutral subject. You may use: %(allowed)s."
            ) % {"name": found, "allowed": told}
        if found not in known:
            return _("“{{ %(name)s }}” is not known here. You may use: %(allowed)s.") % {
                "name": found[:60],
                "allowed": told,
            }
    if _BRACES.search(_PLACE.sub("", text)):
        return _("A brace is missing or too many. Write the whole, as in %(example)s.") % {
            "example": "{{ nombre }}"
        }
    return ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in. A line whose places are all empty goes."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _PLACE.findall(line)
        if found and not any(values.get(name, "").strip() for name in found):
            continue
        lines.append(_PLACE.sub(lambda place: values.get(place[1], ""), line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def paragraphs(text: str) -> tuple[str, ...]:
    """Parted by blank lines."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def compose(
    kind: str,
    words: Words,
    *,
    recipient: Recipient,
    values: Mapping[str, str],
    closing: str,
    signature: str,
    link: str = "",
    is_neutral: bool = False,
    language: str = "es",
) -> Message:
    """The message that those words make for that recipient."""
    return Message(
        kind=kind,
        subject=filled(words.subject, values),
        neutral_subject=filled(words.neutral_subject, values),
        salutation=filled(words.salutation, values),
        paragraphs=paragraphs(filled(words.body, values)),
        short=paragraphs(filled(words.short, values)),
        recipient=recipient,
        link=link,
        closing=closing,
        signature=signature,
        is_neutral=is_neutral,
        language=language,
    )
