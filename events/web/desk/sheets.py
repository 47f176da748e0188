"""The scan of the signed list: attached, opened, replaced and taken away by whoever runs the event."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import Event, SignedSheet
from events.sheets import attach_sheet, remove_sheet, sheets_kept_by
from network.files.answering import file_response
from network.files.checking import checked_scan
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell_all

from ..doors import kept_or_404, viewer_of


@insiders
@require_POST
def attach(request: HttpRequest, package_id: str) -> HttpResponse:
    """A new one, or one in the place of another. It is known by its content."""
    event = kept_or_404(request, package_id)
    replaces = None
    if said := request.POST.get("replaces", ""):
        replaces = _sheet(request, event, _uid(said))
    try:
        upload = request.FILES.get("scan")
        if upload is None:
            raise ValidationError(_("Choose the file of the scan."))
        attach_sheet(event=event, by=request.user, scan=checked_scan(upload), replaces=replaces)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("The signed list is kept with the event."))
    return _back(event)


@insiders
@require_POST
def remove(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    event = kept_or_404(request, package_id)
    sheet = _sheet(request, event, uid)
    try:
        remove_sheet(sheet=sheet, by=request.user, reason=request.POST.get("reason", "")[:300])  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("The file is gone."))
    return _back(event)


@insiders
def sheet(request: HttpRequest, package_id: str, uid: uuid.UUID) -> FileResponse:
    """A photo to be looked at, a PDF to be downloaded."""
    row = _sheet(request, kept_or_404(request, package_id), uid)
    storage, name = row.file.storage, str(row.file.name)
    if not storage.exists(name):
        raise Http404
    called = _("signed-list") + f"-{row.pk}.{name.rpartition('.')[2]}"
    is_photo = row.content_type.startswith("image/")
    return file_response(storage.open(name), name=called, content_type=row.content_type, inline=is_photo)


def _sheet(request: HttpRequest, event: Event, uid: uuid.UUID) -> SignedSheet:
    rows = sheets_kept_by(viewer_of(request)).filter(event=event).select_related("event")
    return get_object_or_404(rows, uid=uid)


def _uid(text: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError as error:
        raise Http404 from error


def _back(event: Event) -> HttpResponse:
    return redirect(reverse("desk_event_attendance", args=[event.package_id]) + "#hojas")


_ONE = "gestion/eventos/<slug:package_id>/asistencia/hojas/"
urlpatterns = [
    path(_ONE, attach, name="desk_event_sheets"),
    path(f"{_ONE}<uuid:uid>/", sheet, name="desk_event_signed"),
    path(f"{_ONE}<uuid:uid>/quitar/", remove, name="desk_event_signed_remove"),
]
