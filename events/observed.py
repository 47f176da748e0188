"""Days that are remembered every year, and campaigns of several days. All calendars read them here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Observed:
    """From a month and day to another, every year; `country` is empty where it is remembered in all."""

    name: Any
    first: tuple[int, int]
    last: tuple[int, int]
    country: str = ""

    @property
    def is_campaign(self) -> bool:
        return self.first != self.last

    def in_year(self, year: int) -> tuple[dt.date, dt.date]:
        return dt.date(year, *self.first), dt.date(year, *self.last)


def _day(month: int, day: int, name: Any, country: str = "") -> Observed:
    return Observed(name, (month, day), (month, day), country)


OBSERVED: tuple[Observed, ...] = (
    _day(2, 6, _("International Day of Zero Tolerance to Female Genital Mutilation")),
    _day(2, 11, _("International Day of Women and Girls in Science")),
    _day(3, 8, _("International Women's Day")),
    _day(3, 30, _("International Day of Domestic Workers")),
    _day(5, 17, _("International Day against Homophobia, Biphobia and Transphobia")),
    _day(5, 28, _("International Day of Action for Women's Health")),
    _day(6, 28, _("International LGBTI Pride Day")),
    _day(7, 22, _("International Day of Domestic Work")),
    _day(7, 25, _("International Day of Black Latin American and Caribbean Women")),
    _day(9, 5, _("International Day of Indigenous Women")),
    _day(9, 18, _("International Equal Pay Day")),
    _day(9, 23, _("International Day against Sexual Exploitation and Trafficking")),
    _day(9, 28, _("Day of Action for Safe and Legal Abortion")),
    _day(10, 11, _("International Day of the Girl Child")),
    _day(10, 15, _("International Day of Rural Women")),
    _day(10, 17, _("Anniversary of women's vote in Mexico"), "MX"),
    _day(10, 29, _("International Day of Care and Support")),
    _day(11, 25, _("International Day for the Elimination of Violence against Women")),
    _day(12, 10, _("Human Rights Day")),
    _day(12, 19, _("Day against Femicide"), "CL"),
    Observed(_("16 Days of Activism against Gender-Based Violence"), (11, 25), (12, 10)),
)


def observed_between(
    first: dt.date, last: dt.date, country: str = ""
) -> list[tuple[dt.date, dt.date, Observed]]:
    """What falls into those days, both included, with its own first and last day; campaigns after days.

    Of other countries nothing is told; where the office has not said its own, only what is remembered in all.
    """
    found = [
        (begins, ends, one)
        for year in range(first.year, last.year + 1)
        for one in OBSERVED
        if one.country in ("", country)
        for begins, ends in [one.in_year(year)]
        if begins <= last and ends >= first
    ]
    return sorted(found, key=lambda row: (row[0], row[2].is_campaign))


def names_by_day(first: dt.date, last: dt.date, country: str = "") -> dict[dt.date, list[str]]:
    """Single days alone; campaigns are told once, over them."""
    found: dict[dt.date, list[str]] = {}
    for day, _ends, one in observed_between(first, last, country):
        if not one.is_campaign:
            found.setdefault(day, []).append(str(one.name))
    return found


def campaigns(first: dt.date, last: dt.date, country: str = "") -> list[tuple[dt.date, dt.date, Observed]]:
    return [row for row in observed_between(first, last, country) if row[2].is_campaign]
