"""Opening and taking away the files of a document; each address has its own rule."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.documents.files import remove_file
from network.documents.letters import letter_name
from network.documents.models import Document, DocumentFile
from network.documents.queries import files_visible_to, public_files
from network.files.answering import file_response
from network.messages.queries import letters_told_to

from ...audience import coordinators, public
from .fields import place_of, writable_or_404


@coordinators
def private_file(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """Any file of a document she sees as internal."""
    document = writable_or_404(request, uid)
    viewer = request.viewer  # type: ignore[attr-defined]
    told = letters_told_to(Document.objects.order_by(), viewer)
    visible = files_visible_to(DocumentFile.objects.filter(document__in=told.values("pk")), viewer)
    return _answer(get_object_or_404(visible, document=document, uid=file))


@public
def public_file(request: HttpRequest, package_id: str, file: uuid.UUID) -> FileResponse:
    """The public version of a public document, whoever asks: this address never gives another file."""
    public_ones = public_files(DocumentFile.objects.filter(document__package_id=package_id))
    return _answer(get_object_or_404(public_ones, uid=file))


@coordinators
@require_POST
def remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    document = writable_or_404(request, uid)
    assert document is not None
    row = get_object_or_404(DocumentFile, document=document, uid=file)
    try:
        remove_file(file=row, by=request.user, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, _("The file is gone."))
    return redirect(place_of(document))


def _answer(row: DocumentFile) -> FileResponse:
    storage, name = row.file.storage, str(row.file.name)
    if not storage.exists(name):
        raise Http404
    ending = name.rpartition(".")[2]
    return file_response(
        storage.open(name), name=letter_name(row.document, ending), content_type=row.content_type
    )


urlpatterns = [
    path("gestion/documentos/<uuid:uid>/archivos/<uuid:file>/", private_file, name="desk_document_file"),
    path("gestion/documentos/<uuid:uid>/archivos/<uuid:file>/quitar/", remove, name="desk_document_unfile"),
    path("documentos/<slug:package_id>/version-publica/<uuid:file>/", public_file, name="document_file"),
]
