"""Fields of the forms of actions: institutions that are searched and picked, places, files."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.files.checking import Checked, checked_scan
from network.institutions.models import Institution
from network.search.queries import search
from network.vocabulary.models import Territory

from ..institutions_field import institutions_named

MOST_FOUND = 8
MOST_FILES_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Picked:
    """An institution beside a box that is ticked or not."""

    package_id: str
    name: str
    is_ticked: bool


def found_by(text: str) -> list[Institution]:
    """The institutions of the directory that a text may mean, the nearest first; eight at most."""
    if not text.strip():
        return []
    found = search(Institution.objects.all(), text)
    if not found.text:
        return []
    rows: Any = found.ranked(found.rows)
    return list(rows.order_by("rank", "name", "pk")[:MOST_FOUND])


def lines_of(text: str) -> list[str]:
    """What was typed between semicolons or line ends."""
    return [line for part in text.replace(";", "\n").splitlines() if (line := part.strip())]


class PickedInstitutions(forms.Field):
    """Boxes of institutions by their id, and names typed beside them under `<name>_typed`.

    Gives a tuple, each once. A name that may be several is an error; what it may mean is in `offers`.
    """

    widget = forms.SelectMultiple
    use_fieldset = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offers: list[Institution] = []

    def clean(self, value: Any) -> tuple[Institution, ...]:
        ids, text = value or ([], "")
        rows = {row.package_id: row for row in Institution.objects.filter(package_id__in=ids)}
        if missing := [one for one in ids if one not in rows]:
            raise ValidationError(_("“%(id)s” is no institution of the directory.") % {"id": missing[0]})
        picked = {row.pk: row for one in ids if (row := rows[one])}
        lines = lines_of(text)
        named, problems = institutions_named(lines)
        for row in named:
            picked.setdefault(row.pk, row)
        if problems:
            self.offers = [row for line in lines for row in found_by(line) if row.pk not in picked]
            raise ValidationError(problems)
        if self.required and not picked:
            raise ValidationError(_("Say which institution asked."), code="required")
        return tuple(picked.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data and (data[0] or data[1]))


class PickedWidget(forms.Widget):
    """Reads the boxes and the typed names; the template draws them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[list[str], str]:
        ids = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))
        return ids, data.get(f"{name}_typed", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_typed" not in data


PickedInstitutions.widget = PickedWidget  # type: ignore[assignment]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ScansField(forms.FileField):
    """Photos and scans, each checked by its content and freed of what the camera wrote into it."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> tuple[Checked, ...]:
        uploads = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(uploads) > MOST_FILES_AT_ONCE:
            words = _("Choose up to %(n)s files at once; more can be added afterwards.")
            raise ValidationError(words % {"n": MOST_FILES_AT_ONCE})
        return tuple(checked_scan(one) for one in uploads)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def place_choices() -> list[Any]:
    """Territories by their kind, for a select; the value is the territory's number."""
    order = {kind.value: place for place, kind in enumerate(Territory.Kind)}
    places = Territory.objects.select_related("parent")
    rows = sorted(places, key=lambda row: (order[row.kind], row.name))
    grouped = groupby(rows, key=lambda row: row.get_kind_display())
    choices = [(kind, [(str(row.pk), _called(row)) for row in some]) for kind, some in grouped]
    return [("", _("Choose…")), *choices]


def _called(place: Territory) -> str:
    return f"{place.name} ({place.parent.name})" if place.parent else place.name


def place_of(institutions: Iterable[Institution | None]) -> Territory | None:
    """Where the first of them is that is somewhere: its municipality, else its region."""
    for one in institutions:
        if one is not None and (place := one.municipality or one.region):
            return place
    return None


def boxes(ticked: Sequence[Institution], offered: Iterable[Institution]) -> list[Picked]:
    """The ticked ones first, then what is offered besides."""
    rows = {row.package_id: Picked(row.package_id, row.name, True) for row in ticked}
    for row in offered:
        rows.setdefault(row.package_id, Picked(row.package_id, row.name, False))
    return list(rows.values())


def new_key() -> str:
    return str(uuid.uuid4())
