"""Fields and doors that several pages of documents share."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.documents.queries import may_write, visible_to
from network.messages.queries import letters_told_to
from network.vocabulary.words import folded


def document_or_404(request: HttpRequest, uid: uuid.UUID) -> Document:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = visible_to(Document.objects.select_related("issuer", "mechanism", "series"), viewer)
    return get_object_or_404(rows, uid=uid)


def writable_or_404(request: HttpRequest, uid: uuid.UUID | None = None) -> Document | None:
    """The document, for whoever may change it. An administrator who coordinates nothing reads only."""
    if not may_write(request.viewer):  # type: ignore[attr-defined]
        raise Http404
    return document_or_404(request, uid) if uid else None


def told_or_404(request: HttpRequest, uid: uuid.UUID) -> Document:
    """A letter that she may change and whose text she may read."""
    letter = writable_or_404(request, uid)
    told = letters_told_to(Document.objects.filter(uid=uid), request.viewer)  # type: ignore[attr-defined]
    if letter is None or not told.exists():
        raise Http404
    return letter


def place_of(document: Document) -> str:
    return reverse("desk_document", args=[document.uid])


def version_seen(request: HttpRequest) -> int | None:
    """Of the record as it stood when the form was opened; None where the form does not say."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def compared(form: forms.Form, saved: forms.Form) -> list[dict[str, str]]:
    """Field by field where they differ: what was saved meanwhile, and what stands in the form."""
    found = []
    for name in form.fields:
        if name not in saved.fields:
            continue
        theirs, hers = (_said(each[name]) for each in (saved, form))
        if theirs != hers:
            found.append({"label": str(form[name].label), "theirs": theirs, "hers": hers})
    return found


def _said(field: forms.BoundField) -> str:
    value = "" if field.value() is None else field.value()
    words = dict(getattr(field.field, "choices", ())).get(value, value)
    return str(words).replace("\r\n", "\n").strip()


def trail() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk")), (_("Documents"), reverse("desk_documents"))]


class DocumentsField(forms.CharField):
    """Documents typed one to a line by number or id, out of those the viewer may see."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(str(document) for document in value)

    def clean(self, value: Any) -> list[Document]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if not lines:
            return []
        known: dict[str, list[Document]] = {}
        for document in visible_to(Document.objects.exclude(status="draft"), self.viewer):
            for name in {folded(str(document)), folded(document.number), document.package_id} - {""}:
                known.setdefault(name, []).append(document)
        found, problems = [], []
        for number, line in enumerate(lines, 1):
            rows = known.get(folded(line), [])
            if len(rows) == 1:
                found.append(rows[0])
            else:
                problems.append(_told(number, line, rows))
        if problems:
            raise ValidationError(problems)
        return found


def _told(number: int, line: str, rows: list[Document]) -> str:
    names = "; ".join(f"{row} ({row.subject[:40]}): {row.package_id}" for row in rows[:3])
    what = {"number": number, "line": line, "names": names}
    if not rows:
        return _("Line %(number)s: no document has the number “%(line)s”. Record it first.") % what
    return _("Line %(number)s: several are called “%(line)s”. Write the id: %(names)s") % what
