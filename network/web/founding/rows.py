"""Institutions typed one to a line, and the table in which they are looked over before they are kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from network.exchange.listing.departments import likely_kind
from network.institutions.founding import Named
from network.institutions.models import Institution
from network.vocabulary.words import folded

MOST = 200
_NAME, _SHORT = 250, 120  # letters
_ACRONYM = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<short>[^()\[\]]{2,30})[)\]]\s*$")
_BULLET = re.compile(r"^\s*(?:[-–—•*·]+|\d{1,3}[.)\-]+)\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `pk` is set where it was kept before; `doubt` says what it seems to repeat."""

    name: str
    short_name: str = ""
    kind: str = ""
    pk: int | None = None
    leave_out: bool = False
    doubt: str = ""

    @property
    def named(self) -> Named:
        return Named(name=self.name, short_name=self.short_name, kind=self.kind)


def typed(text: str) -> list[Row]:
    """ "2. Dirección de Obras Públicas (DOP)" → its name, its acronym and the kind that it seems to be."""
    rows = []
    for line in text.splitlines():
        line = " ".join(_BULLET.sub("", line).split()).strip(";,")
        if not line:
            continue
        found = _ACRONYM.match(line)
        name, short = (found["name"], found["short"]) if found else (line, "")
        if found and name.isupper() and len(name) <= 12 < len(short):  # "DOP (Dirección de Obras Públicas)"
            name, short = short, name
        rows.append(Row(name, short, likely_kind(name)))
    return rows


def kept(rows: Iterable[Institution]) -> list[Row]:
    return [Row(row.name, row.short_name, row.kind, row.pk) for row in rows]


def posted(data: Mapping[str, str], offered: Iterable[str]) -> list[Row]:
    """The table as it came back: `fila-0-nombre`, `-sigla`, `-tipo`, `-id`, `-quitar`, and so on."""
    kinds, rows = set(offered), []
    for at in range(MOST):
        name = data.get(f"fila-{at}-nombre")
        if name is None:
            break
        key, kind = data.get(f"fila-{at}-id", ""), data.get(f"fila-{at}-tipo", "")
        rows.append(
            Row(
                " ".join(name.split()),
                " ".join(data.get(f"fila-{at}-sigla", "").split()),
                kind if kind in kinds else likely_kind(name),
                int(key) if key.isascii() and key.isdigit() else None,
                f"fila-{at}-quitar" in data,
            )
        )
    return rows


def doubted(rows: Iterable[Row], others: Mapping[str, str], *, fresh: bool) -> list[Row]:
    """Each with the earlier row, or the other institution, that is called the same.

    `others` is folded name → what it is. A `fresh` repetition is offered as left out.
    """
    seen, checked = dict(others), []
    for row in rows:
        names = [folded(text) for text in (row.name, row.short_name) if text]
        doubt = next((seen[name] for name in names if name in seen), "")
        leave_out = row.leave_out or (fresh and bool(doubt) and row.pk is None)
        if not leave_out:
            seen.update(dict.fromkeys(names, row.name))
        checked.append(replace(row, doubt=doubt, leave_out=leave_out))
    return checked


def problems(rows: list[Row]) -> list[str]:
    """What is wrong with what stays, row by row."""
    found = []
    if len(rows) > MOST:
        found.append(_("There are more than %(n)d lines. Bring in the rest with your list.") % {"n": MOST})
    for number, row in enumerate(rows, 1):
        if row.leave_out:
            continue
        if not row.name:
            found.append(_("Row %(n)d: write its name, or leave it out.") % {"n": number})
        elif len(row.name) > _NAME or len(row.short_name) > _SHORT:
            found.append(_("Row %(n)d: the name is too long. Shorten it.") % {"n": number})
        elif row.doubt:
            found.append(
                _("Row %(n)d: “%(name)s” is already there as “%(other)s”. Leave one out, or rename it.")
                % {"n": number, "name": row.name, "other": row.doubt}
            )
    return found
