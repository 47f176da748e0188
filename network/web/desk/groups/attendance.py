"""Attendance as it is taken: one line for each institution, and the others that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.groups.attending import Row
from network.groups.enums import Attendance, SeatRole
from network.groups.services import Attended

from ..institutions_field import InstitutionsField


class OthersForm(forms.Form):
    others = InstitutionsField(
        label=_("Others that came, without a seat"),
        help_text=_("One to a line, by name or acronym. They are noted as guests."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """An institution with what is chosen for it: a state, and the keys of the people who came."""

    row: Row
    state: str
    came: frozenset[str]

    @property
    def name(self) -> str:
        return self.row.institution.package_id

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """Whoever sits for it or came, with a box each."""
        return [
            {"uid": one.person.uid, "name": one.name, "is_ticked": str(one.person.uid) in self.came}
            for one in self.row.people
            if one.is_seated or one.came
        ]

    @property
    def colleagues(self) -> list[dict[str, Any]]:
        """Whoever else works there, to be chosen from a list."""
        return [
            {"uid": one.person.uid, "name": one.name, "is_chosen": str(one.person.uid) in self.came}
            for one in self.row.people
            if not one.is_seated and not one.came
        ]


def lines_of(rows: Sequence[Row], data: QueryDict | None, *, everyone: bool = False) -> list[Line]:
    """The lines as they are noted, or as they were just typed; `everyone` marks all as present."""
    found = []
    for row in rows:
        key = row.institution.package_id
        if data is None:
            came = frozenset(str(one.person.uid) for one in row.who_came)
            state = row.state
        else:
            came = frozenset(filter(None, data.getlist(f"vino-{key}")))
            state = data.get(f"estado-{key}", "")
            state = state if state in Attendance.values else ""
        # Whoever came, came for an institution that was there.
        found.append(Line(row, Attendance.PRESENT.value if everyone or (came and not state) else state, came))
    return found


def attended(lines: Sequence[Line], others: OthersForm) -> list[Attended]:
    """What a service is told. A line without a state says nothing."""
    found = []
    for line in lines:
        if not line.state:
            continue
        where = line.row.institution
        found.append(Attended(institution=where, state=line.state, role=line.row.role))
        found += [
            Attended(institution=where, state=line.state, role=line.row.role, person=one.person)
            for one in line.row.people
            if str(one.person.uid) in line.came
        ]
    there = {line.row.institution.pk for line in lines if line.state}
    guests = others.cleaned_data.get("others") or []
    return found + [Attended(institution=one, role=SeatRole.GUEST) for one in guests if one.pk not in there]
