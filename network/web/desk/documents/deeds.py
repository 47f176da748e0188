"""What is done to a document from its page: issue, discard, cancel, publish, stamp, attach."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.documents.drafts import discard_draft
from network.documents.files import attach_file
from network.documents.services import (
    cancel_document,
    issue_document,
    publish_document,
    stamp_received,
)
from network.files.checking import Checked, is_signed

from ...audience import coordinators
from ..posts.refusals import tell
from .fields import place_of, told_or_404, version_seen, writable_or_404
from .page import document_page
from .recording import ScanField, StampFields


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is cancelled"),
        help_text=gettext_lazy("The folio stays with this reason and is never given again."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StampForm(StampFields):
    pass


class FileForm(forms.Form):
    scan = ScanField(label=gettext_lazy("File"))
    label = forms.CharField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy("For instance: acuse de recibo."),
        max_length=160,
        required=False,
    )
    is_public_version = forms.BooleanField(
        label=gettext_lazy("It is the public version"),
        help_text=gettext_lazy(
            "Everyone may open it once the document is public. Check that no name is in it. Who made "
            "the file, its notes and what is attached to it are taken away; pages with boxes drawn over them "
            "become pictures, so that nobody reads what is beneath. Try whether a name you blacked out can "
            "be selected: if so, it is still there."
        ),
        required=False,
    )


def _deed(
    request: HttpRequest, uid: uuid.UUID, form: forms.Form, name: str, do: Callable[..., Any], said: str
) -> HttpResponse:
    document = writable_or_404(request, uid)
    assert document is not None
    if form.is_valid():
        try:
            do(document=document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, said)
            return redirect(place_of(document))
    return document_page(request, document, refused={name: form})


@coordinators
@require_POST
def issue(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    letter = told_or_404(request, uid)
    try:
        issued = issue_document(document=letter, by=request.user, seen=version_seen(request))
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, _("Issued with the folio %(number)s.") % {"number": issued.number})
    return redirect(place_of(letter))


@coordinators
@require_POST
def discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    letter = writable_or_404(request, uid)
    assert letter is not None
    try:
        discard_draft(letter=letter, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return redirect(place_of(letter))
    messages.success(request, _("The draft is discarded. No folio was used."))
    return redirect("desk_documents")


@coordinators
@require_POST
def cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    form = CancelForm(request.POST)
    said = _("It is cancelled. Its folio stays with the reason.")
    return _deed(request, uid, form, "cancel_form", cancel_document, said)


@coordinators
@require_POST
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    document = writable_or_404(request, uid)
    assert document is not None
    is_public = request.POST.get("is_public") == "yes"
    try:
        publish_document(document=document, by=request.user, is_public=is_public)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, _("It is public now.") if is_public else _("It is internal now."))
    return redirect(place_of(document))


@coordinators
@require_POST
def stamp(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _deed(
        request, uid, StampForm(request.POST), "stamp_form", stamp_received, _("The stamp is recorded.")
    )


@coordinators
@require_POST
def attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    return _deed(request, uid, form, "file_form", partial(_attach, request), _("The file is kept."))


def _attach(request: HttpRequest, *, scan: Checked, is_public_version: bool, **values: Any) -> None:
    held = set(values["document"].files.values_list("pk", flat=True))
    kept = attach_file(scan=scan, is_public_version=is_public_version, **values)
    if kept.pk in held:
        messages.info(request, _("This very file was here already: it stands there once."))
    if is_public_version and is_signed(scan):
        messages.warning(
            request,
            _(
                "The PDF bears an electronic signature. It does not survive in the public version, "
                "which shows the same and was made anew. To keep what was signed, attach "
                "the file once more as private."
            ),
        )


urlpatterns = [
    path("gestion/documentos/<uuid:uid>/emitir/", issue, name="desk_document_issue"),
    path("gestion/documentos/<uuid:uid>/descartar/", discard, name="desk_document_discard"),
    path("gestion/documentos/<uuid:uid>/cancelar/", cancel, name="desk_document_cancel"),
    path("gestion/documentos/<uuid:uid>/publicar/", publish, name="desk_document_publish"),
    path("gestion/documentos/<uuid:uid>/acuse/", stamp, name="desk_document_stamp"),
    path("gestion/documentos/<uuid:uid>/archivos/", attach, name="desk_document_attach"),
]
