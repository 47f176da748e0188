"""How materials, routes and published figures are told."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.vocabulary.numbers import number_words
from network.vocabulary.panels import Badge
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import span_words

from .models import PublishedIndicator, Route

# What the data package means by an empty `verified_on`: nobody has checked since its sources appeared.
SOURCES_END_IN = "2021"

# A number to dial: short (1455, 149) or long, with the signs that people write between the digits.
_NUMBER = r"\+?\d(?:[\d ()-]{0,18}\d)"
_PHONE = re.compile(
    rf"(?P<before>(?:tel\.?:?\s*)?)(?P<link>{_NUMBER})(?P<after>(?:\s*[,y].*)?)", re.IGNORECASE
)
_WEB = re.compile(r"(?P<before>)(?P<link>(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?)(?P<after>)")


@dataclass(frozen=True, slots=True)
class ContactPart:
    """A piece of a contact; `href` is empty where it is only text."""

    text: str
    href: str = ""


def verification_badge(route: Route) -> Badge:
    if not route.verified_on:
        return Badge(_("unverified since %(year)s") % {"year": SOURCES_END_IN}, "warn")
    return Badge(_("verified: %(date)s") % {"date": PartialDate(route.verified_on).words}, "good")


def contact_parts(contact: str) -> tuple[ContactPart, ...]:
    """The telephone numbers and web addresses of a contact can be followed; prose is left alone."""
    parts: list[ContactPart] = []
    for piece in contact.split(";"):
        if not (text := piece.strip()):
            continue
        if parts:
            parts.append(ContactPart("; "))
        if phone := _PHONE.fullmatch(text):
            parts += _around(phone, "tel:" + re.sub(r"[^+0-9]", "", phone["link"]))
        elif web := _WEB.fullmatch(text):
            link = web["link"]
            parts += _around(web, link if link.startswith("http") else f"https://{link}")
        else:
            parts.append(ContactPart(text))
    return tuple(parts)


def _around(match: re.Match[str], href: str) -> list[ContactPart]:
    pieces = (ContactPart(match["before"]), ContactPart(match["link"], href), ContactPart(match["after"]))
    return [piece for piece in pieces if piece.text]


def figure_words(indicator: PublishedIndicator) -> str:
    """For instance "más de 70 %" or "23 compromisos"."""
    return f"{number_words(indicator.value, indicator.qualifier)} {indicator.unit}"


def period_words(indicator: PublishedIndicator) -> str:
    if indicator.period_starts and not indicator.period_ends:
        return PartialDate(indicator.period_starts).words
    return span_words(indicator.period_starts, indicator.period_ends)
