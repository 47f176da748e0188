"""The institutions with which a network begins: a government, the office that convenes, its departments."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record
from network.vocabulary.models import Territory
from network.vocabulary.words import folded

from .enums import Sector
from .models import Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How an institution is called. `kind` is a code of the vocabulary "institution_kind".

    `row` is the institution that is meant, where it is known.
    """

    name: str
    kind: str
    short_name: str = ""
    row: Institution | None = None


@dataclass(frozen=True, slots=True)
class Convened:
    government: Institution
    office: Institution
    departments: tuple[Institution, ...]


@transaction.atomic
def convene(
    *,
    government: Named,
    office: Named,
    departments: Iterable[Named],
    without: Iterable[Institution] = (),
    level: str,
    country: str,
    region: str = "",
    municipality: str = "",
    by: User | None,
) -> Convened:
    """Enter them, or write them anew: whoever is called the same is the same, so that twice changes nothing.

    `region` and `municipality` are where they all are, by name; empty leaves what is known. A municipality
    without its region is refused.

    Office and departments belong to the government. An office that is called as its government is that
    government. `without` go; ProtectedError where something hangs on one of them.
    """
    for row in without:
        record(verb="remove_institution", subject=row, by=by, before={"name": row.name})
        row.delete()
    known = {folded(row.name): row for row in Institution.objects.order_by("-pk")}
    frame = {"level": level, "country": country, "sector": Sector.PUBLIC, **_places(region, municipality)}
    head = _written(government, known, by, parent=None, **frame)
    if folded(_tidy(office.name)) == folded(head.name):
        seat = head
    else:
        seat = _written(office, known, by, parent=head, **frame)
    found = [_written(one, known, by, parent=head, **frame) for one in departments]
    return Convened(head, seat, tuple(row for row in found if row.pk not in (head.pk, seat.pk)))


def _written(
    said: Named,
    known: dict[str, Institution],
    by: User | None,
    *,
    parent: Institution | None,
    **frame: Any,
) -> Institution:
    name = _tidy(said.name)
    row = said.row or known.get(folded(name)) or Institution()
    wanted: dict[str, Any] = {"name": name, "short_name": _tidy(said.short_name), "kind": said.kind, **frame}
    if parent is not None and row.pk != parent.pk:
        wanted["parent"] = parent
    before = {field: getattr(row, field) for field in wanted}
    if row.pk is not None and before == wanted:
        return row
    for field, value in wanted.items():
        setattr(row, field, value)
    verb = "found_institution" if row.pk is None else "change_institution"
    row.full_clean()
    row.save()
    known[folded(name)] = row
    changed = [field for field in wanted if verb == "found_institution" or before[field] != wanted[field]]
    record(
        verb=verb,
        subject=row,
        by=by,
        before={} if verb == "found_institution" else {field: str(before[field]) for field in changed},
        after={field: str(getattr(row, field)) for field in changed},
    )
    return row


def _places(region: str, municipality: str) -> dict[str, Territory]:
    """The territories of those names, entered where they are not known, however they are accented."""
    if not (region := _tidy(region)):
        if _tidy(municipality):
            raise ValidationError({"region": _("Write it too: several places may have the name.")})
        return {}
    above = _place(Territory.Kind.REGION, region, None)
    if not (municipality := _tidy(municipality)):
        return {"region": above}
    return {"region": above, "municipality": _place(Territory.Kind.MUNICIPALITY, municipality, above)}


def _place(kind: str, name: str, parent: Territory | None) -> Territory:
    rows = Territory.objects.filter(kind=kind, parent=parent).order_by("pk")
    if (known := next((row for row in rows if folded(row.name) == folded(name)), None)) is not None:
        return known
    made = Territory(kind=kind, name=name, parent=parent)
    made.full_clean()
    made.save()
    return made


def _tidy(text: str) -> str:
    return " ".join(text.split())
