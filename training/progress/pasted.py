"""Progress out of a spreadsheet, pasted or as a file: read whole, or told line by line what to mend.

Two shapes are read. The grid: who (name or e-mail), then a column for each session (S1, S2, …) or content
(m1.u1, or its name). The list of a learning platform: who, content, completed.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from network.exchange.sheets.opening import read_sheets
from network.exchange.sheets.refusal import SheetRefused
from network.exchange.sheets.sheet import Sheet
from network.vocabulary.words import folded

from ..models import CourseSession, Unit
from .grid import Grid, Row, Said, options

_STATES = {
    "present": ("p", "presente", "present", "si", "x", "1", "asistio", "yes"),
    "absent": ("a", "ausente", "absent", "no", "0", "falta", "falto"),
    "excused": ("j", "justificada", "justificado", "excused", "e"),
}
_DONE = ("si", "x", "1", "100", "100%", "completado", "completada", "completo", "aprobado", "aprobada", "yes",
         "done", "completed", "verdadero", "true")  # fmt: skip
_NOT_DONE = ("no", "0", "0%", "pendiente", "incompleto", "incompleta", "not completed", "falso", "false")
_WHO = ("correo", "correo electronico", "email", "e-mail", "nombre", "name", "persona", "participante",
        "correo o nombre")  # fmt: skip
_CONTENT = ("contenido", "content", "curso", "unidad", "actividad", "modulo")
_COMPLETED = ("completado", "completada", "completed", "estado", "terminado", "avance", "progreso")


@dataclass(slots=True)
class Read:
    """What was read, or what is to be mended. `problems` name their row as a spreadsheet counts it."""

    sheet: Sheet | None = None
    said: Said = field(default_factory=Said)
    problems: list[dict[str, Any]] = field(default_factory=list)
    lines: int = 0

    @property
    def is_good(self) -> bool:
        return not self.problems and self.lines > 0

    def told(self, row: int, column: str, problem: str, remedy: str) -> None:
        self.problems.append({"row": row, "column": column, "problem": problem, "remedy": remedy})


def read_progress(found: Grid, name: str, content: bytes) -> Read:
    """Nothing is written: what was read is handed to `note_grid` by whoever agrees with it."""
    read = Read()
    try:
        read.sheet = read_sheets(name, content)[0]
    except SheetRefused as error:
        read.told(0, "", str(error.problem), str(error.remedy))
        return read
    sheet = read.sheet
    header = [folded(cell).strip() for cell in sheet.rows[0]]
    if not header or header[0] not in _WHO:
        read.told(
            1, sheet.cell(0, 0), _("The first column does not say who."),
            _("Call it “Correo” or “Nombre”, with the names of the columns in the first row."),
        )  # fmt: skip
        return read
    who = _who(found)
    is_list = len(header) >= 3 and header[1] in _CONTENT and header[2] in _COMPLETED
    columns = {} if is_list else _columns(found, sheet, read)
    attendance: dict[tuple[int, int], str] = {}
    units: dict[tuple[int, int], bool] = {}
    for at in range(1, len(sheet.rows)):
        if not any(sheet.rows[at]):
            continue
        read.lines += 1
        row = _learner(sheet.cell(at, 0), at + 1, who, read)
        if row is None:
            continue
        if is_list:
            _listed(found, sheet, at, row, units, read)
        else:
            _gridded(sheet, at, row, columns, attendance, units, read)
    if not read.lines:
        read.told(1, "", _("There is nobody below the first row."), _("Paste the whole table."))
    read.said = Said(attendance, units)
    return read


def _columns(found: Grid, sheet: Sheet, read: Read) -> dict[int, CourseSession | Unit]:
    sessions = {f"s{one.number}": one for one in found.sessions}
    columns: dict[int, CourseSession | Unit] = {}
    for at in range(1, sheet.width):
        head = sheet.cell(0, at)
        word = folded(head).strip()
        if not word:
            continue
        what = sessions.get(word.partition(" ")[0]) or _unit(found, head)
        if what is None:
            read.told(
                1, head, _("There is no session or content of that name that you may note."),
                _("Call sessions S1, S2…, and contents by their code or whole name; or take the column out."),
            )  # fmt: skip
        else:
            columns[at] = what
    return columns


def _unit(found: Grid, text: str) -> Unit | None:
    word = folded(text).strip()
    for unit in found.units:
        titles = (unit.code, unit.content.title_es, unit.content.title_en)
        if word in {folded(title).strip() for title in titles} or word.partition(" ")[0] == unit.code:
            return unit
    return None


def _who(found: Grid) -> dict[str, list[Row]]:
    """By name and by address, as people type them."""
    known: dict[str, list[Row]] = {}
    for row in found.rows:
        person = row.enrolment.person
        addresses = {row.enrolment.email}
        if person is not None and row.name == person.name:  # under an alias her address is not hers to know
            addresses |= {person.email, person.account.email if person.account else ""}
        for word in {folded(" ".join(one.split())) for one in (row.name, *addresses) if one}:
            known.setdefault(word, []).append(row)
    return known


def _learner(text: str, number: int, who: dict[str, list[Row]], read: Read) -> Row | None:
    rows = who.get(folded(" ".join(text.split())), [])
    if not text:
        read.told(number, "", _("It does not say who."), _("Write her e-mail or her name."))
    elif not rows:
        read.told(
            number, "", _("“%(text)s” is none of those in this edition whom you see.") % {"text": text[:80]},
            _("Write her e-mail, or her name as it stands in the list; or take the row out."),
        )  # fmt: skip
    elif len(rows) > 1:
        read.told(
            number, "", _("More than one of them is called “%(text)s”.") % {"text": text[:80]},
            _("Write her e-mail instead."),
        )  # fmt: skip
    return rows[0] if len(rows) == 1 else None


def _gridded(
    sheet: Sheet, at: int, row: Row, columns: dict[int, CourseSession | Unit],
    attendance: dict[tuple[int, int], str], units: dict[tuple[int, int], bool], read: Read,
) -> None:  # fmt: skip
    for column, what in columns.items():
        text = folded(sheet.cell(at, column)).strip()
        if not text:
            continue
        head = sheet.cell(0, column)
        if isinstance(what, Unit):
            _mark(text, row, what, units, read, at + 1, head)
            continue
        state = next((state for state, words in _STATES.items() if text in words), None)
        offered = options(row.places.get(what.pk), what)
        if state == "present" and "visitor" in offered:
            state = "visitor"
        if state is None:
            read.told(
                at + 1, head, _("“%(text)s” is not how one was there.") % {"text": text[:40]},
                _("Write P for present, A for absent or J for excused."),
            )  # fmt: skip
        elif state not in offered:
            read.told(
                at + 1, head, _("Her attendance cannot be noted there."),
                _("She is not on its list, or it has not begun: leave the cell empty."),
            )  # fmt: skip
        else:
            attendance[row.enrolment.pk, what.pk] = state


def _listed(
    found: Grid, sheet: Sheet, at: int, row: Row, units: dict[tuple[int, int], bool], read: Read
) -> None:
    unit = _unit(found, sheet.cell(at, 1))
    if unit is None:
        read.told(
            at + 1, sheet.cell(0, 1),
            _("There is no content called “%(text)s” in this training.") % {"text": sheet.cell(at, 1)[:80]},
            _("Write its code or its whole name, as in the grid."),
        )  # fmt: skip
        return
    _mark(folded(sheet.cell(at, 2)).strip(), row, unit, units, read, at + 1, sheet.cell(0, 2))


def _mark(
    text: str, row: Row, unit: Unit, units: dict[tuple[int, int], bool], read: Read, number: int, head: str
) -> None:
    key = (row.enrolment.pk, unit.pk)
    if text in _DONE:
        units[key] = True
    elif text in _NOT_DONE:
        units[key] = False
    elif text:
        read.told(
            number, head, _("“%(text)s” does not say whether it is done.") % {"text": text[:40]},
            _("Write yes or no."),
        )  # fmt: skip
