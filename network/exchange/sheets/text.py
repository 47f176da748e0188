"""The text that a cell shows, whatever its kind: what a person would have typed."""

import datetime as dt
import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/D", "#¡REF!", "#¡VALOR!"}
    | {"#¡DIV/0!", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!"}
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tidy(text: str) -> str:
    """Composed letters, single blanks, no characters that cannot be seen, nothing of a failed formula."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    tidied = "\n".join(line for line in lines if line)
    return "" if tidied in _ERRORS else tidied


def unescaped(text: str) -> str:
    """Excel writes control characters as _x000D_ in its files."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number(value: float, zeros: int = 0) -> str:
    """1.0 → "1"; 33.5 → "33.5"; with `zeros` as many digits as the format asks for: 7 → "007"."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e15:
        whole = int(value)
        return f"{whole:0{zeros}d}" if zeros and whole >= 0 else str(whole)
    return format(value, ".15g")


def date(value: dt.datetime | dt.date | dt.time) -> str:
    """2020-03-15, and the hour only where there is one."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.datetime) and (value.hour, value.minute) != (0, 0):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat()[:10]
