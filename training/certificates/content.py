"""What a certificate states, as plain data. It is all that its paper and its public page say.

Where a curriculum or an event bears an outward title, that is what stands there, and the contents are not
listed: whoever reads the paper need not learn what it was about.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from events.after.attended import Attended
from events.enums import OrganiserRole
from events.models import Event
from events.rules import is_neutral, outward
from network.documents.services import head_of_today
from network.messages.neutral import asks_for_neutrality
from network.office.queries import office
from network.paper.texts import clean
from network.vocabulary.words import country

from ..enums import CertificateKind, EditionRole
from ..models import Curriculum, Edition, Facilitator, Module

VERSION = 1


def of_completed(edition: Edition, language: str) -> dict[str, Any]:
    modules = list(edition.version.modules.prefetch_related("units__content"))
    hours = sum((unit.hours for module in modules for unit in module.units.all()), Decimal())
    return _of_edition(CertificateKind.COMPLETED, edition, modules, hours, language)


def of_facilitated(row: Facilitator, language: str) -> dict[str, Any]:
    """The modules that she taught, and her hours; where they were not noted, those of her modules."""
    edition = row.edition
    taught = row.modules.all() or edition.version.modules.all()
    modules = list(taught.prefetch_related("units__content"))
    hours = row.hours
    if hours is None:
        hours = sum((unit.hours for module in modules for unit in module.units.all()), Decimal())
    return _of_edition(CertificateKind.FACILITATED, edition, modules, hours, language)


def of_attended(event: Event, row: Attended, language: str) -> dict[str, Any]:
    givers = event.organisers.exclude(role=OrganiserRole.SUPPORTS).select_related("institution")
    with translation.override(language):
        title = outward(event)
    return {
        "kind": CertificateKind.ATTENDED.value,
        "title": clean(title),
        "from": row.day.isoformat(),
        "until": row.day.isoformat(),
        "hours": "" if row.hours is None else f"{row.hours:g}",
        "contents": [],
        "given_by": [clean(one.institution.name) for one in givers],
        "is_reserved": is_neutral(event),
    }


def outward_of(curriculum: Curriculum) -> tuple[str, bool]:
    """Its title for others to read, and whether its contents are kept back."""
    if curriculum.outward_title:
        return curriculum.outward_title, True
    if asks_for_neutrality(curriculum.title):
        return translation.gettext("Professional training"), True
    return str(curriculum), False


def frozen(stated: dict[str, Any], *, code: str, number: str, name: str, language: str,
           replaces: str = "") -> dict[str, Any]:  # fmt: skip
    """What is stated, with whose it is, who signs and when: the content to be signed."""
    described = office()
    head = head_of_today()
    return {
        **stated,
        "version": VERSION,
        "code": code,
        "number": number,
        "name": clean(" ".join(name.split())),
        "language": language,
        "country": country(),
        "issued_on": timezone.localdate().isoformat(),
        "network": clean(described.network_name),
        "office": {key: head[key] for key in ("name", "lines", "logo", "place")},
        "signer": {
            "name": clean(described.signer_name),
            "post": clean(described.signer_post),
            "picture": described.signature_picture.name or "",
        },
        "replaces": replaces,
    }


def _of_edition(
    kind: CertificateKind, edition: Edition, modules: Iterable[Module], hours: Decimal, language: str
) -> dict[str, Any]:
    givers = edition.institutions.exclude(role=EditionRole.SUPPORTS).select_related("institution")
    with translation.override(language):
        title, is_reserved = outward_of(edition.version.curriculum)
        contents = [
            {"title": clean(module.title), "parts": [clean(str(u.content)) for u in module.units.all()]}
            for module in modules
        ]
    return {
        "kind": kind.value,
        "title": clean(title),
        "from": _day(edition.starts_on),
        "until": _day(edition.ends_on),
        "hours": f"{hours.normalize():f}" if hours else "",
        "contents": [] if is_reserved else contents,
        "given_by": [clean(one.institution.name) for one in givers],
        "is_reserved": is_reserved,
    }


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
