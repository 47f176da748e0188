"""How a document is told in a list, and how a folio is written."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.vocabulary.panels import Badge, Line, Link
from network.vocabulary.spans import date_words

from .enums import DocumentStatus

if TYPE_CHECKING:
    from .models import Document

_NUMBER = re.compile("#+")
_YEAR = "AAAA"
LARGEST_FOLIO = 999_999


def validate_folio_pattern(pattern: str) -> None:
    """For instance "IMMG/OF/###/AAAA": one run of # for the folio, AAAA (if anywhere) for the year."""
    if len(_NUMBER.findall(pattern)) != 1:
        raise ValidationError(
            _("Write # where the number goes, once, as in IMMG/OF/###/AAAA."), code="pattern"
        )


def folio_text(pattern: str, *, folio: int, year: int) -> str:
    """The number as it is written: as many digits as there are #, more where it needs more."""
    written = _NUMBER.sub(lambda run: str(folio).zfill(len(run.group())), pattern, count=1)
    return written.replace(_YEAR, str(year))


def validate_time(value: str) -> None:
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", value):
        raise ValidationError(_("Write the time as 09:30."), code="time")


def status_badges(document: "Document") -> tuple[Badge, ...]:
    """What sets it apart from a document that was issued and is in force."""
    found = []
    if document.status == DocumentStatus.DRAFT:
        found.append(Badge(_("draft"), "warn"))
    if document.status == DocumentStatus.CANCELLED:
        found.append(Badge(_("cancelled"), "warn"))
    return tuple(found)


def document_line(
    document: "Document", addressees: Iterable[Institution], *badges: Badge, ties: Iterable[str] = ()
) -> Line:
    """A row with `issuer` and `mechanism` at hand; `ties` say what it answers and follows."""
    issuer = document.issuer
    facts = [date_words(document.issued_on)]
    facts.append(_("issued by %(name)s") % {"name": issuer.called} if issuer else _("no issuer recorded"))
    if document.mechanism:
        facts.append(_("about %(name)s") % {"name": document.mechanism.name})
    return Line(
        title=str(document),
        url=document.get_absolute_url(),
        badges=(*badges, *status_badges(document)),
        facts=(*facts, *ties),
        text=document.subject,
        others_label=_("Addressed to"),
        others=tuple(Link(i.called, i.get_absolute_url()) for i in addressees),
    )
