"""Institutions typed as people type them: one to a line, by name, acronym, another name or id."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.institutions.models import Institution, InstitutionAlias
from network.search.queries import search
from network.vocabulary.words import folded

_OFFERED = 3


class InstitutionsField(forms.CharField):
    """A text area that gives a list of institutions; a line it cannot tell is named with what is like it."""

    widget = forms.Textarea

    def __init__(self, *, single: bool = False, **kwargs: Any) -> None:
        self.single = single
        if single:
            kwargs.setdefault("widget", forms.TextInput)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Institution):
            return value.name
        if value is None or isinstance(value, str):
            return value
        return "\n".join(institution.name for institution in value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if self.single:
            lines = [" ".join(lines)] if lines else []
        found, problems = institutions_named(lines)
        if problems:
            raise ValidationError(problems)
        if self.single:
            return found[0] if found else None
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def institutions_named(lines: Iterable[str]) -> tuple[list[Institution], list[str]]:
    """The institutions that those lines name, each once, in their order; and what is wrong, line by line."""
    lines = list(lines)
    known = _known() if lines else {}
    keys: dict[int, None] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        ids = known.get(folded(line), set())
        if len(ids) == 1:
            keys[next(iter(ids))] = None
            continue
        close = _close(line, ids)
        if len(close) == 1 and not ids:
            keys[close[0].pk] = None
        else:
            problems.append(_problem(number, line, close))
    rows = Institution.objects.in_bulk(list(keys))
    return [rows[key] for key in keys], problems


def _known() -> dict[str, set[int]]:
    """Every name, folded → whom it names."""
    known: dict[str, set[int]] = {}
    for pk, *names in Institution.objects.order_by().values_list("pk", "name", "short_name", "package_id"):
        for name in filter(None, names):
            known.setdefault(folded(name), set()).add(pk)
    for pk, name in InstitutionAlias.objects.order_by().values_list("institution", "name"):
        known.setdefault(folded(name), set()).add(pk)
    return known


def _close(line: str, ids: set[int]) -> list[Institution]:
    if ids:
        return list(Institution.objects.filter(pk__in=ids).order_by("name", "pk")[: _OFFERED + 1])
    found = search(Institution.objects.all(), line)
    if not found.text:
        return []
    rows: Any = found.ranked(found.rows)
    return list(rows.order_by("rank", "name", "pk")[: _OFFERED + 1])


def _problem(number: int, line: str, close: list[Institution]) -> str:
    what = {"number": number, "line": line, "names": "; ".join(row.name for row in close[:_OFFERED])}
    if not close:
        words = _("Line %(number)s: no institution is called “%(line)s”. Write its name as in the directory.")
    else:
        words = _("Line %(number)s: “%(line)s” may be several: %(names)s. Write the whole name.")
    return words % what
