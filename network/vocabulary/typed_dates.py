"""Dates as people and offices write them: 15/03/2024, marzo de 2024, 2024."""

import datetime as dt
import re

from .words import folded

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_WHOLE_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_BY_MONTH = {
    **{short: at for at, short in enumerate(_MONTHS, 1)},
    **{word: at for at, word in enumerate(_WHOLE_MONTHS.split(), 1)},
    "setiembre": 9,
    "sept": 9,
    "set": 9,
}
_OLDEST = 1900


def typed_date(text: str) -> str:
    """A partial date ("15/03/2024", "03/2024", "2024-03-15", "marzo de 2024", "2024"), or nothing.

    The day comes before the month, as in Mexico and Chile. Nothing before 1900.
    """
    plain = " ".join(re.findall(r"[^\W_]+", folded(text)))
    if found := re.fullmatch(r"(\d{4})(?: (\d{1,2})(?: (\d{1,2}))?)?(?: 00 00(?: 00)?)?", plain):
        return _dated(*found.groups())
    if found := re.fullmatch(r"(?:(\d{1,2}) )?(\d{1,2}) (\d{4})", plain):
        day, month, year = found.groups()
        return _dated(year, month, day)
    words = [word for word in plain.split() if word not in ("de", "del", "el")]
    if 2 <= len(words) <= 3 and words[-2] in _BY_MONTH and re.fullmatch(r"\d{4}", words[-1]):
        day = words[0] if len(words) == 3 else None
        return _dated(words[-1], str(_BY_MONTH[words[-2]]), day)
    return ""


def _dated(year: str, month: str | None, day: str | None) -> str:
    if not re.fullmatch(r"\d{1,2}", day or "1") or int(year) < _OLDEST:
        return ""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    parts = [year, *(f"{int(part):02d}" for part in (month, day if month else None) if part)]
    return "-".join(parts)
