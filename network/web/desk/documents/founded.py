"""What exists by a document: chosen in its form, listed on its page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.vocabulary.contributions import contributions
from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link
from network.vocabulary.words import folded


def kinds() -> list[Founded]:
    return [kind for module in contributions("founded") for kind in module.FOUNDED]


def founded_by(document: Document, viewer: Viewer) -> list[tuple[str, list[Link]]]:
    """Kind by kind, the records that exist by it and that the viewer may see."""
    kept: dict[str, set[str]] = {}
    for code, record_id in document.foundings.values_list("kind", "record_id"):
        kept.setdefault(code, set()).add(record_id)
    found = []
    for kind in kinds():
        rows = kind.visible(viewer)
        if kind.naming is not None:
            rows = kind.naming(document.pk, rows)
        elif kind.code in kept:
            rows = rows.filter(package_id__in=kept[kind.code])
        else:
            continue
        if links := [kind.named(row) for row in rows]:
            found.append((str(kind.label), links))
    return found


class FoundedField(forms.CharField):
    """Records typed one to a line by name or id; gives (code of the kind, id) of each."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        rows = self._rows({key for _code, key in value})
        names = {(kind.code, row.package_id): kind.called(row)[-1] for kind, row in rows}
        return "\n".join(names.get(pair, pair[1]) for pair in value)

    def clean(self, value: Any) -> list[tuple[str, str]]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if not lines:
            return []
        known: dict[str, dict[tuple[str, str], str]] = {}
        for kind, row in self._rows(None):
            for name in {*map(folded, kind.called(row)), row.package_id}:
                known.setdefault(name, {})[kind.code, row.package_id] = str(kind.label)
        found, problems = [], []
        for number, line in enumerate(lines, 1):
            rows = known.get(folded(line)) or known.get(line) or {}
            if len(rows) == 1:
                found.append(next(iter(rows)))
            else:
                problems.append(_told(number, line, rows))
        if problems:
            raise ValidationError(problems)
        return list(dict.fromkeys(found))

    def _rows(self, keys: set[str] | None) -> list[tuple[Founded, Any]]:
        found = []
        for kind in kinds():
            if kind.naming is None and keys != set():
                rows = kind.visible(self.viewer)
                found += [(kind, row) for row in (rows if keys is None else rows.filter(package_id__in=keys))]
        return found


def _told(number: int, line: str, rows: dict[tuple[str, str], str]) -> str:
    names = "; ".join(f"{label}: {key}" for (_kind, key), label in list(rows.items())[:3])
    what = {"number": number, "line": line, "names": names}
    if not rows:
        return (
            _("Line %(number)s: no mechanism, group or agreement is called “%(line)s”. Record it first.")
            % what
        )
    return _("Line %(number)s: several are called “%(line)s”. Write the id: %(names)s") % what
