"""One document: what it says, its chain, its files, and what can be done to it."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to as agreements_visible_to
from network.documents.chains import Step, chain_of
from network.documents.folios import next_number, series_for
from network.documents.letters import letter_name, letter_paper
from network.documents.models import Document, DocumentFile
from network.documents.queries import files_visible_to, may_write, visible_to
from network.documents.rules import status_badges
from network.messages.queries import letters_told_to
from network.paper.pages import as_html
from network.paper.pdf import PaperUnavailableError, as_pdf
from network.paper.word import as_docx
from network.vocabulary.spans import date_words

from ...attachment import attachment
from ...audience import coordinators
from .fields import document_or_404, place_of, trail
from .founded import founded_by

_HERE = "gestion/documentos/<uuid:uid>/"


def document_page(
    request: HttpRequest, document: Document, *, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page; `refused` are forms that were sent with mistakes, by name."""
    from .deeds import CancelForm, FileForm, StampForm  # they answer with this page

    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    is_told = letters_told_to(Document.objects.filter(pk=document.pk), viewer).exists()
    context: dict[str, Any] = {
        "document": document,
        "badges": status_badges(document),
        "facts": facts_of(document, viewer),
        "paper": as_html(letter_paper(document)) if document.is_letter and is_told else "",
        "is_told": is_told,
        "steps": steps_of(document, viewer, at_the_desk=True),
        "agreement": agreement_of(document, viewer),
        "founded": founded_by(document, viewer),
        "files": files_visible_to(DocumentFile.objects.filter(document=document), viewer) if is_told else [],
        "may_write": may_write(viewer),
        "breadcrumb": trail(),
        "next_number": _next_number(document),
        "cancel_form": CancelForm(),
        "stamp_form": StampForm(initial=_stamp(document)),
        "file_form": FileForm(),
        "opened": next(iter(refused or {}), ""),
        **(refused or {}),
    }
    return render(request, "network/desk/documents/page.html", context)


@coordinators
def page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return document_page(request, document_or_404(request, uid))


@coordinators
def letter_file(request: HttpRequest, uid: uuid.UUID, ending: str) -> HttpResponse:
    """The letter as PDF or as office file."""
    letter = document_or_404(request, uid)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    told = letters_told_to(Document.objects.filter(pk=letter.pk), viewer)
    if not letter.is_letter or not may_write(viewer) or not told.exists():
        raise Http404
    try:
        content = as_pdf(letter_paper(letter)) if ending == "pdf" else as_docx(letter_paper(letter))
    except PaperUnavailableError as error:
        messages.error(request, str(error))
        return redirect(place_of(letter))
    return attachment(content, letter_name(letter, ending))


def facts_of(document: Document, viewer: Viewer) -> list[tuple[str, str]]:
    """What is recorded of it, as far as anyone who sees it may know."""
    rows = [
        (_("Kind"), document.get_kind_display()),  # type: ignore[attr-defined]
        (_("Its number"), document.number or (_("none until it is issued") if document.is_draft else "")),
        (
            _("Its date"),
            date_words(document.issued_on) if document.issued_on or not document.is_draft else "",
        ),
        (_("What it is about"), document.subject),
        (_("What else exists by it"), document.founds),
        (_("Mechanism it is about"), document.mechanism.name if document.mechanism else ""),
        (_("Cancelled because"), document.cancelled_because if may_write(viewer) else ""),
    ]
    if document.received_on or document.received_stamp:
        stamped = (date_words(document.received_on), document.received_time, document.received_stamp)
        rows.append((_("Received"), ", ".join(part for part in stamped if part)))
    return [(name, text) for name, text in rows if text]


def agreement_of(document: Document, viewer: Viewer) -> Agreement | None:
    """The agreement among whose papers it is recorded, if the viewer may see it."""
    rows = agreements_visible_to(Agreement.objects.all(), viewer)
    return rows.filter(document_links__document=document).first()


def steps_of(document: Document, viewer: Viewer, *, at_the_desk: bool) -> list[dict[str, Any]]:
    """The chain in which it stands, as far as the viewer may see it."""
    return [
        {
            "document": step.document,
            "url": place_of(step.document) if at_the_desk else step.document.get_absolute_url(),
            "is_this": step.document.pk == document.pk,
            "when": date_words(step.document.issued_on),
            "badges": status_badges(step.document),
            "words": _ties(step),
        }
        for step in chain_of(document, visible_to(Document.objects.all(), viewer))
    ]


def _ties(step: Step) -> list[str]:
    said = [_("answers %(document)s") % {"document": other} for other in step.answers]
    return said + [_("follows %(document)s") % {"document": other} for other in step.follows]


def _next_number(document: Document) -> str:
    if not document.is_draft:
        return ""
    year = int(document.issued_on[:4]) if document.issued_on else timezone.localdate().year
    return next_number(series_for(issuer=document.issuer, kind=document.kind, year=year))


def _stamp(document: Document) -> dict[str, str]:
    return {name: getattr(document, name) for name in ("received_on", "received_time", "received_stamp")}


urlpatterns = [
    path("gestion/documentos/<uuid:uid>/", page, name="desk_document"),
    path("gestion/documentos/<uuid:uid>/oficio.pdf", letter_file, {"ending": "pdf"}, name="desk_letter_pdf"),
    path(
        "gestion/documentos/<uuid:uid>/oficio.docx", letter_file, {"ending": "docx"}, name="desk_letter_docx"
    ),
]
