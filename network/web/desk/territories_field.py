"""Territories typed as people type them: one to a line, by name; “Centro (Yucatán)” where that is needed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.vocabulary.models import Territory
from network.vocabulary.words import folded

_OFFERED = 3


class TerritoriesField(forms.CharField):
    """A text area that gives a list of territories; a line it cannot tell is named with what is like it."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(called(one) for one in value)

    def clean(self, value: Any) -> list[Territory]:
        found, problems = territories_named(
            line.strip() for line in super().clean(value).splitlines() if line.strip()
        )
        if problems:
            raise ValidationError(problems)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def called(place: Territory) -> str:
    """A municipality with its region, for many are called alike."""
    return f"{place.name} ({place.parent.name})" if place.parent else place.name


def territories_named(lines: Iterable[str]) -> tuple[list[Territory], list[str]]:
    """The territories that those lines name, each once, in their order; and what is wrong, line by line."""
    lines = list(lines)
    known: dict[str, list[Territory]] = {}
    whole: dict[str, list[Territory]] = {}
    for place in Territory.objects.select_related("parent").order_by("name", "pk") if lines else ():
        known.setdefault(folded(place.name), []).append(place)
        whole.setdefault(folded(called(place)), []).append(place)
    found: dict[int, Territory] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        key = folded(line)
        places = whole.get(key) or known.get(key) or _beginning(key, known)
        if len(places) == 1:
            found[places[0].pk] = places[0]
        else:
            problems.append(_problem(number, line, places))
    return list(found.values()), problems


def _beginning(key: str, known: dict[str, list[Territory]]) -> list[Territory]:
    return [place for name, places in known.items() if key and name.startswith(key) for place in places]


def _problem(number: int, line: str, places: list[Territory]) -> str:
    what = {"number": number, "line": line, "names": "; ".join(sorted(map(called, places))[:_OFFERED])}
    if not places:
        words = _(
            "Line %(number)s: no territory is called “%(line)s”. Write the name of a region or municipality."
        )
    else:
        words = _("Line %(number)s: “%(line)s” may be several: %(names)s. Write which.")
    return words % what
