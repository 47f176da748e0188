"""Territories typed as people type them: one to a line, by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.vocabulary.models import Territory
from network.vocabulary.words import folded

_WIDE = (Territory.Kind.NATIONAL, Territory.Kind.INTERNATIONAL)


class TerritoriesField(forms.CharField):
    """A text area that gives territories. A municipality may be written with its region: "Jalisco/Tonalá"."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(_written(place) for place in value)

    def clean(self, value: Any) -> tuple[Territory, ...]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        known: dict[str, list[Territory]] = {}
        for place in Territory.objects.select_related("parent"):
            for name in {folded(place.name), folded(_written(place))}:
                known.setdefault(name, []).append(place)
        found: dict[int, Territory] = {}
        problems = []
        for number, line in enumerate(lines, 1):
            places = known.get(folded("/".join(part.strip() for part in line.split("/"))), [])
            if len(places) == 1:
                found[places[0].pk] = places[0]
            else:
                problems.append(_problem(number, line, places))
        if problems:
            raise ValidationError(problems)
        return tuple(found.values())


def _written(place: Territory) -> str:
    return f"{place.parent.name}/{place.name}" if place.parent and place.kind not in _WIDE else place.name


def _problem(number: int, line: str, places: list[Territory]) -> str:
    what = {"number": number, "line": line, "names": "; ".join(_written(place) for place in places[:3])}
    if not places:
        words = _("Line %(number)s: no region or municipality is called “%(line)s”. Write its whole name.")
    else:
        words = _("Line %(number)s: “%(line)s” may be several: %(names)s. Write which.")
    return words % what
