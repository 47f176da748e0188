"""The people of a list: one entry for each row, with what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..problems import Problem
from ..sheets.sheet import Sheet
from . import designations, names
from .fields import (
    CAPACITY,
    DESIGNATING,
    DOCUMENT,
    EMAIL,
    FIRST,
    GIVEN,
    HELD,
    INSTITUTION,
    LEVEL,
    NAME,
    NOTE,
    PHONE,
    POST,
    SECOND,
    SINCE,
    SURNAMES,
    THEMES,
    TITLE,
)
from .folding import fold, short_digest

GIVEN_FIRST, SURNAMES_FIRST = "given", "surnames"
_LONGEST = {NAME: 200, EMAIL: 254, PHONE: 60, POST: 200, TITLE: 40, NOTE: 2000, HELD: 200, DOCUMENT: 60}
_LEVELS = (
    ("senior", ("alto", "superior", "directivo", "direccion", "primer nivel", "senior", "alta")),
    ("middle", ("medio", "mando medio", "intermedio", "jefatura", "middle", "media")),
    ("other", ("operativo", "base", "otro", "administrativo", "tecnico", "other")),
)
_EMPTY = frozenset(
    {
        "",
        "s d",
        "n a",
        "sin dato",
        "sin correo",
        "no tiene",
        "ninguno",
        "ninguna",
        "pendiente",
        "na",
        "sd",
        "x",
    }
)


@dataclass
class Entry:
    """One row that names a person. `row` counts as the spreadsheet does."""

    row: int
    name: str
    title: str = ""
    email: str = ""
    telephone: str = ""
    post: str = ""
    level: str = ""
    department: str = ""
    themes: list[str] = field(default_factory=list)
    note: str = ""
    held: str = ""
    capacity: str = ""
    since: str = ""
    document: str = ""
    is_designated: bool = False

    @property
    def key(self) -> str:
        return names.key(self.name)

    def id(self, institution: str) -> str:
        """The same whenever the row says the same of whom it means: name, and e-mail or else institution."""
        return f"lista-{short_digest('person', self.key, self.email or institution or fold(self.department))}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is read: which row is its header, what each column holds, how names are written."""

    header: int
    columns: tuple[str, ...]
    order: str = GIVEN_FIRST
    designated_to: str = ""  # LIAISON or COLUMN, where no column names the post

    @property
    def designates(self) -> bool:
        """Whether some column says who was designated."""
        return bool(set(DESIGNATING) & set(self.columns))

    @property
    def asks_post(self) -> bool:
        """Only a column of its own says to which post she was designated."""
        return self.designates and HELD not in self.columns

    @property
    def has_name(self) -> bool:
        return (
            NAME in self.columns or GIVEN in self.columns or SURNAMES in self.columns or FIRST in self.columns
        )

    @property
    def asks_order(self) -> bool:
        """Only a full name in one column leaves open which of its words are surnames."""
        return NAME in self.columns


def entries(
    sheet: Sheet, reading: Reading, file: str, headings: Sequence[str]
) -> tuple[list[Entry], list[Problem]]:
    """Every row below the header that names somebody, and what is wrong; a row with a mistake is no entry."""
    found: list[Entry] = []
    problems: list[Problem] = []
    for at in range(reading.header + 1, len(sheet.rows)):
        cells = _cells(sheet.rows[at], reading.columns)
        if not any(cells.values()) or _is_header_again(sheet.rows[at], headings) or _is_total(sheet.rows[at]):
            continue
        wrong = _wrong(cells, file, at + 1, reading, headings)
        problems += wrong
        if not wrong:
            found.append(_entry(cells, at + 1, reading))
    return found, problems


# Invisible marks of direction, as come along when a telephone number is copied.
_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _cells(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Field → what its columns say, several joined."""
    row = [cell.translate(_MARKS) for cell in row]
    parts: dict[str, list[str]] = {}
    for at, code in enumerate(columns):
        if not code or at >= len(row):
            continue
        if fold(row[at]) not in _EMPTY or (code == HELD and designations.says_yes(row[at])):
            parts.setdefault(code, []).append(row[at])
    return {code: ("\n" if code == NOTE else "; ").join(texts) for code, texts in parts.items()}


def _is_header_again(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Long lists repeat their headings on every page."""
    filled = [(cell, heading) for cell, heading in zip(row, headings, strict=False) if cell]
    return len(filled) > 1 and all(fold(cell) == fold(heading) for cell, heading in filled)


_TOTAL = re.compile(r"(?:sub|gran )?total(?:es| general)?(?: de \w+)?(?: \d+)?|\d+")


def _is_total(row: Sequence[str]) -> bool:
    """Lists end in a count of their rows: "Total: 41", in one cell or in two."""
    said = [fold(cell) for cell in row if cell]
    return any("total" in cell for cell in said) and all(_TOTAL.fullmatch(cell) for cell in said)


def _name(cells: Mapping[str, str], reading: Reading) -> tuple[str, str]:
    if NAME in cells:
        title, name = names.split_title(" ".join(cells[NAME].split()))
        if reading.order == SURNAMES_FIRST or "," in name:
            name = names.turned(name)
            extra, name = names.split_title(name)
            title = title or extra
    else:
        parts = (cells.get(SURNAMES, ""), cells.get(FIRST, ""), cells.get(SECOND, ""))
        title, name = names.split_title(names.joined(cells.get(GIVEN, ""), *parts))
    return cells.get(TITLE, "") or title, names.in_case(" ".join(name.split()))


def _entry(cells: Mapping[str, str], row: int, reading: Reading) -> Entry:
    title, name = _name(cells, reading)
    return Entry(
        row=row,
        name=name,
        title=title,
        email=_email(cells.get(EMAIL, "")),
        telephone=" ".join(cells.get(PHONE, "").split()),
        post=" ".join(cells.get(POST, "").split()),
        level=_level(fold(cells.get(LEVEL, ""))),
        department=" ".join(cells.get(INSTITUTION, "").split()),
        themes=[one for one in map(str.strip, re.split(r"[,;/\n]", cells.get(THEMES, ""))) if one],
        note=cells.get(NOTE, ""),
        held=" ".join(cells.get(HELD, "").split()),
        capacity=designations.capacity(cells.get(CAPACITY, "titular")),
        since=designations.since(cells.get(SINCE, "")),
        document=" ".join(cells.get(DOCUMENT, "").split()),
        is_designated=_is_designated(cells, reading),
    )


def _is_designated(cells: Mapping[str, str], reading: Reading) -> bool:
    if HELD in reading.columns:
        return bool(cells.get(HELD)) and not designations.says_no(cells[HELD])
    return any(cells.get(code) for code in DESIGNATING)


def _level(text: str) -> str:
    found = (code for code, words in _LEVELS if any(word in text for word in words))
    return next(found, "")


def _email(text: str) -> str:
    return text.strip(" <>,;.").removeprefix("mailto:").casefold()


def _wrong_designation(
    cells: Mapping[str, str], reading: Reading, tell: Callable[[str, str, str], Problem]
) -> Iterator[Problem]:
    if (text := cells.get(SINCE)) and not designations.since(text):
        yield tell(
            SINCE,
            _("“%(text)s” is not a date.") % {"text": text[:60]},
            _("Write it as 15/03/2024, 03/2024 or 2024, or leave the cell empty."),
        )
    if CAPACITY in reading.columns and not designations.capacity(text := cells.get(CAPACITY, "")):
        yield tell(
            CAPACITY,
            _("“%(text)s” is not a capacity.") % {"text": text[:60]}
            if text
            else _("The capacity is missing."),
            _("Write titular, suplente, subrogante, interina or encargada de despacho."),
        )
    if not cells.get(INSTITUTION):
        yield tell(
            INSTITUTION,
            _("The institution to which she was designated is missing."),
            _("Write it, or empty the cells of the designation."),
        )
    if reading.asks_post and reading.designated_to == designations.COLUMN and not cells.get(POST):
        yield tell(
            POST,
            _("The post to which she was designated is missing."),
            _("Write it, or empty the cells of the designation."),
        )


def _wrong(
    cells: Mapping[str, str], file: str, row: int, reading: Reading, headings: Sequence[str]
) -> list[Problem]:
    def tell(code: str, problem: str, remedy: str) -> Problem:
        column = next((headings[at] for at, one in enumerate(reading.columns) if one == code), "")
        return Problem(file, row, column, problem, remedy)

    found = []
    _title, name = _name(cells, reading)
    if not name:
        code = NAME if NAME in reading.columns else GIVEN
        found.append(tell(code, _("The name is missing."), _("Write it, or delete the row.")))
    elif not any(letter.isalpha() for letter in name):
        found.append(
            tell(
                NAME, _("“%(text)s” is not a name.") % {"text": name[:60]}, _("Write the name of the person.")
            )
        )
    if email := _email(cells.get(EMAIL, "")):
        try:
            validate_email(email)
        except ValidationError:
            several = email.count("@") > 1
            found.append(
                tell(
                    EMAIL,
                    _("There are several addresses in one cell.")
                    if several
                    else _("“%(text)s” is not an e-mail address.") % {"text": email[:60]},
                    _("Leave one of them.")
                    if several
                    else _("Write it as in nombre@institucion.gob.mx, or leave the cell empty."),
                )
            )
    if _is_designated(cells, reading):
        found += _wrong_designation(cells, reading, tell)
    values = {**cells, NAME: name}
    for code, most in _LONGEST.items():
        if len(values.get(code, "")) > most:
            found.append(
                tell(
                    code,
                    _("The text has %(length)s characters.") % {"length": len(values[code])},
                    _("Shorten it to %(most)s characters.") % {"most": most},
                )
            )
    return found
