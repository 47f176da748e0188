"""Dates as the sources give them: a year, a year and month, or a day."""

import calendar
import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left, Length
from django.utils import formats
from django.utils.translation import gettext_lazy as _

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """A text `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that knows its first and its last day.

    Partial dates sort and compare as text. `PartialDate("2020-13")` raises ValueError.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "PartialDate":
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a partial date: {text!r}")
        year, month, day = match.groups()
        dt.date(int(year), int(month or 1), int(day or 1))
        return super().__new__(cls, text)

    @property
    def first_day(self) -> dt.date:
        """2020 begins on 1 January 2020; 2020-03 on 1 March 2020."""
        year, month, day = (*map(int, self.split("-")), 1, 1)[:3]
        return dt.date(year, month, day)

    @property
    def last_day(self) -> dt.date:
        """2020 ends on 31 December 2020; 2020-02 on 29 February 2020."""
        parts = [int(part) for part in self.split("-")]
        if len(parts) == 3:
            return dt.date(*parts)
        year, month = (*parts, 12)[:2]
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def words(self) -> str:
        """As one writes it in the active language: "2020", "marzo de 2020", "3 de marzo de 2020"."""
        form = {4: "Y", 7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}[len(self)]
        return str(self) if form == "Y" else formats.date_format(self.first_day, form)


class PartialDateField(models.CharField):
    """Stores a PartialDate as its text; empty means unknown."""

    description = "Partial date"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=10, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        return PartialDate(value) if value else value

    def to_python(self, value: Any) -> Any:
        if not value or isinstance(value, PartialDate):
            return value or ""
        try:
            return PartialDate(str(value).strip())
        except ValueError as error:
            raise ValidationError(
                _("Write the date as 2020, 2020-03 or 2020-03-15."), code="partial_date"
            ) from error


def ends_after_start(start: str, end: str, *, name: str) -> models.CheckConstraint:
    """The end is not before the start, compared at the precision of the less exact of the two."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{start: ""})
        | models.Q(**{end: ""})
        | models.Q(**{f"{end}__gte": Left(start, Length(end))}),
        violation_error_message=_("The end is before the start."),
    )


def is_in_force(started: str, ended: str, *, on: dt.date) -> bool:
    """What `in_force_on` asks of rows, for one in hand."""
    text = on.isoformat()
    return started <= text and (not ended or ended >= text[: len(ended)])


def in_force_on(day: dt.date, *, start: str = "started", end: str = "ended") -> models.Q:
    """Rows begun by that day and not ended before it. An unknown start counts as begun."""
    text = day.isoformat()
    return models.Q(**{f"{start}__lte": text}) & (
        models.Q(**{end: ""}) | models.Q(**{f"{end}__gte": Left(models.Value(text), Length(end))})
    )
