"""What one value of each kind may be: functions from the text of a cell to its canonical form."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _

from network.vocabulary.countries import COUNTRY_CODES
from network.vocabulary.models import Territory, validate_package_id
from network.vocabulary.package import (
    Choice,
    Column,
    Country,
    Date,
    Email,
    Flag,
    Identifier,
    Kind,
    Link,
    Municipality,
    Names,
    Number,
    Period,
    Reference,
    References,
    Region,
    Table,
    Tags,
    Territories,
    Whole,
)
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.terms import terms

from .catalogue import model_of

NATIONAL, INTERNATIONAL = "Nacional", "Internacional"
Reader = Callable[[str], str]
_WHOLE = re.compile(r"\d+", re.ASCII)
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_LARGEST = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647}
_DECIMALS, _DIGITS = 4, 15  # what every database here keeps exactly


class CellError(Exception):
    """What is wrong with one cell, and how to mend it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def parser(table: Table, column: Column) -> Reader:
    match column:
        case Identifier():
            return _identifier(_max_length(model_of(table), column.field))
        case Choice():
            return _one_of(column.values)
        case Flag():
            return _one_of((column.yes, column.no))
        case Kind():
            return _one_of(tuple(terms(column.vocabulary)))
        case Date():
            return _date
        case Period():
            return _period
        case Whole():
            return _whole(model_of(table), column.field)
        case Number():
            return _number
        case Country():
            return _country
        case Email():
            return _email(_max_length(model_of(table), column.field))
        case Region() | Municipality():
            return _territory_name
        case Territories():
            return _territory
        case Names():
            return _at_most(_max_length(apps.get_model(column.model), column.each))
        case Tags():
            tag = apps.get_model(column.model)._meta.get_field("tag").related_model
            return _at_most(_max_length(tag, "name"))
        case Reference() | References() | Link():
            return str
    return _at_most(_max_length(model_of(table), column.field))


def _max_length(model: type[models.Model], field: str) -> int | None:
    return getattr(model._meta.get_field(field), "max_length", None)


def _at_most(length: int | None) -> Reader:
    def read(text: str) -> str:
        if length is not None and len(text) > length:
            raise CellError(
                _("The text has %(length)s characters: “%(text)s”.")
                % {"length": len(text), "text": shortened(text)},
                _("Shorten it to %(most)s characters.") % {"most": length},
            )
        return text

    return read


def _identifier(length: int | None) -> Reader:
    fits = _at_most(length)

    def read(text: str) -> str:
        try:
            validate_package_id(text)
        except ValidationError as error:
            raise CellError(
                _("“%(text)s” cannot be an id.") % {"text": shortened(text)},
                _("Use lower-case letters without accents, digits and hyphens, as in “mesa-mujer-rural”."),
            ) from error
        return fits(text)

    return read


def _one_of(values: tuple[str, ...]) -> Reader:
    known = frozenset(values)

    def read(text: str) -> str:
        if text not in known:
            raise CellError(
                _("“%(text)s” is not a known value.") % {"text": shortened(text)},
                did_you_mean(text, values) or _("Use one of: %(values)s.") % {"values": ", ".join(values)},
            )
        return text

    return read


def did_you_mean(text: str, known: tuple[str, ...]) -> str:
    """A remedy that names the nearest known value; empty where none is near."""
    near = get_close_matches(text.lower(), known, n=1, cutoff=0.75)
    return _("Did you mean “%(near)s”?") % {"near": near[0]} if near else ""


def _date(text: str) -> str:
    try:
        if not text.isascii():
            raise ValueError
        return str(PartialDate(text))
    except ValueError as error:
        raise CellError(
            _("“%(text)s” is not a date.") % {"text": shortened(text)},
            _("Write the date as 2020, 2020-03 or 2020-03-15."),
        ) from error


def _period(text: str) -> str:
    dates = [_date(part.strip()) for part in text.split("/", 1)]
    if len(dates) == 2 and ends_before(*dates):
        raise CellError(
            _("The period “%(text)s” ends before it starts.") % {"text": shortened(text)},
            _("Write the earlier date first, as in 2018/2021-03."),
        )
    return "/".join(dates)


def ends_before(start: str, end: str) -> bool:
    """As the database checks it: at the precision of the end. Unknown dates contradict nothing."""
    return bool(start and end) and end < start[: len(end)]


def _whole(model: type[models.Model], field: str) -> Reader:
    most = _LARGEST[model._meta.get_field(field).get_internal_type()]

    def read(text: str) -> str:
        if not _WHOLE.fullmatch(text):
            raise CellError(
                _("“%(text)s” is not a whole number.") % {"text": shortened(text)},
                _("Write digits only, without points, commas or words."),
            )
        number = text.lstrip("0") or "0"
        if len(number) > 10 or int(number) > most:
            raise CellError(
                _("“%(text)s” is too large.") % {"text": shortened(text)},
                _("Write a number up to %(most)s.") % {"most": most},
            )
        return number

    return read


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise CellError(
            _("“%(text)s” is not a number.") % {"text": shortened(text)},
            _("Write digits, with a point before the decimals, as in 12.5."),
        )
    whole, point, decimals = text.partition(".")
    whole = whole.lstrip("0") or "0"
    if len(decimals) > _DECIMALS or len(whole) + len(decimals) > _DIGITS:
        raise CellError(
            _("“%(text)s” has too many digits.") % {"text": shortened(text)},
            _("Write at most %(decimals)s decimals and %(digits)s digits.")
            % {"decimals": _DECIMALS, "digits": _DIGITS},
        )
    return f"{whole}{point}{decimals}"


def _country(text: str) -> str:
    if text.upper() not in COUNTRY_CODES:
        raise CellError(
            _("“%(text)s” is not the code of a country.") % {"text": shortened(text)},
            _("Write its two letters, as in MX or CL."),
        )
    return text.upper()


def _email(length: int | None) -> Reader:
    fits = _at_most(length)

    def read(text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CellError(
                _("“%(text)s” is not an e-mail address.") % {"text": shortened(text)},
                _("Write it as in nombre@institucion.gob.mx, or leave the cell empty."),
            ) from error
        return fits(text)

    return read


def _territory_name(text: str) -> str:
    if "/" in text or text.capitalize() in (NATIONAL, INTERNATIONAL):
        raise CellError(
            _("“%(text)s” cannot be the name of a region or a municipality.") % {"text": shortened(text)},
            _("Write the name alone, without a slash."),
        )
    return _at_most(_max_length(Territory, "name"))(text)


def _territory(text: str) -> str:
    region, slash, municipality = text.partition("/")
    if text.capitalize() in (NATIONAL, INTERNATIONAL):
        return text.capitalize()
    if not slash:
        return _at_most(_max_length(Territory, "name"))(text)
    if not municipality.strip():
        raise CellError(
            _("“%(text)s” lacks the municipality after the slash.") % {"text": shortened(text)},
            _("Write Region/Municipality, or the region alone without a slash."),
        )
    region = _territory_name(region.strip()) if region.strip() else ""
    return f"{region}/{_territory_name(municipality.strip())}"
