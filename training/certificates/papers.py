"""A certificate as a paper: what it stated when it was signed, and where it is checked."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.office.services import logo_bytes
from network.paper.document import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signatures,
)
from network.paper.square_code import square_code
from network.vocabulary.words import certificate_name, dated_at

from ..enums import CertificateKind
from ..models import Certificate
from .codes import shown


def check_address(code: str, language: str) -> str:
    """What the camera of a phone opens."""
    with translation.override(language):
        where = reverse("certificate", args=[code])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + where


Pictures = dict[str, bytes | None]


def paper(certificate: Certificate, pictures: Pictures | None = None) -> Paper:
    """Out of its content alone, in its own language. `pictures` holds those already read."""
    content = certificate.content
    with translation.override(content["language"]):
        return _paper(certificate, content, {} if pictures is None else pictures)


def file_name(certificate: Certificate) -> str:
    """Tells whose office and which folio, never whose or of what."""
    number = "".join(c if c.isascii() and c.isalnum() else "-" for c in certificate.number).strip("-").lower()
    return f"{certificate_name(certificate.content.get('country', '')).lower()}-{number}"


def states(content: Mapping[str, Any]) -> tuple[str, str]:
    """What stands before her name and between it and the title."""
    before = _("It is stated that")
    after = {
        CertificateKind.COMPLETED: _("completed the training"),
        CertificateKind.ATTENDED: _("attended the activity"),
        CertificateKind.FACILITATED: _("taught in the training"),
    }[CertificateKind(content["kind"])]
    return before, after


def facts(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = (
        (_("When"), days_words(content)),
        (_("Hours"), hours_words(content["hours"])),
        (_("Who gave it"), "\n".join(content["given_by"])),
    )
    return tuple((name, text) for name, text in found if text)


def contents(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Each module with what it taught."""
    return tuple(
        f"{one['title']}: {'; '.join(one['parts'])}" if one["parts"] else one["title"]
        for one in content["contents"]
    )


def days_words(content: Mapping[str, Any]) -> str:
    days = [dt.date.fromisoformat(content[name]) for name in ("from", "until") if content[name]]
    if not days:
        return ""
    told = [date_format(day, "DATE_FORMAT") for day in days]
    if told[0] == told[-1]:
        return told[0]
    return pgettext("days", "from %(first)s to %(last)s") % {"first": told[0], "last": told[-1]}


def hours_words(hours: str) -> str:
    if not hours:
        return ""
    told = hours if translation.get_language() == "en" else hours.replace(".", ",")
    return ngettext("%(n)s hour", "%(n)s hours", 1 if hours == "1" else 2) % {"n": told}


def issued_words(content: Mapping[str, Any]) -> str:
    day = date_format(dt.date.fromisoformat(content["issued_on"]), "DATE_FORMAT")
    return dated_at(content["office"]["place"], day)


def _paper(certificate: Certificate, content: Mapping[str, Any], pictures: Pictures) -> Paper:
    before, after = states(content)
    office, signer = content["office"], content["signer"]
    signed_by = "\n".join(filter(None, (signer["name"], signer["post"]))) or office["name"]
    blocks: list[Block] = [
        Paragraph(before),
        Heading(content["name"]),
        Paragraph(after),
        Heading(content["title"], 3),
        Facts(facts(content)),
        *_listed(contents(content)),
        Paragraph(issued_words(content)),
        Signatures((signed_by,), (_picture(signer["picture"], pictures),)),
        _check(certificate, content),
    ]
    return Paper(
        title=certificate_name(content["country"]),
        blocks=tuple(blocks),
        facts=(),
        letterhead=Letterhead(office["name"], tuple(office["lines"]), _picture(office["logo"], pictures)),
        footer=_("Folio %(number)s") % {"number": certificate.number},
        language=content["language"],
        is_certificate=True,
    )


def _listed(found: tuple[str, ...]) -> list[Block]:
    return [Paragraph(_("Contents")), Bullets(found)] if found else []


def _check(certificate: Certificate, content: Mapping[str, Any]) -> Figure:
    address = check_address(certificate.code, content["language"])
    base = address.removesuffix(f"{certificate.code}/")
    words = _(
        "Folio %(number)s. Whoever receives this paper checks it at %(address)s with the code %(code)s, and "
        "compares what it says there with what it says here. What is not there was not issued."
    ) % {"number": certificate.number, "address": base, "code": shown(certificate.code)}
    if content["replaces"]:
        words += " " + _("It replaces the one with the folio %(number)s.") % {"number": content["replaces"]}
    label = _("Square code that leads to the page on which this paper is checked")
    return Figure(square_code(address), words, label)


def _picture(name: str, pictures: Pictures) -> bytes | None:
    if name not in pictures:
        pictures[name] = logo_bytes(name)
    return pictures[name]
