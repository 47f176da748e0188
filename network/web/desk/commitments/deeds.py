"""Deeds on a commitment, each out of its own form on the commitment's page."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.commitments.following import (
    acknowledge,
    mark_done,
    mark_not_met,
    move_due_date,
    reopen_commitment,
    take_back_progress,
    tell_progress,
)
from network.commitments.models import Progress
from network.commitments.queries import progress_visible_to
from network.commitments.reminders import remind
from network.files.answering import file_response

from ...audience import recorders
from ..posts.refusals import tell, tell_all
from .forms import (
    AcknowledgedForm,
    CommitmentForm,
    DoneForm,
    DueForm,
    NotMetForm,
    ProgressForm,
    RemindForm,
)
from .page import commitment_or_404, shown


def _deed(
    request: HttpRequest,
    package_id: str,
    name: str,
    kind: type[CommitmentForm],
    do: Callable[..., Any],
    said: str,
) -> HttpResponse:
    row = commitment_or_404(request, package_id, followed=True)
    form = kind(request.POST, request.FILES, row=row, viewer=request.viewer)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            do(commitment=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, said)
            return redirect(row)
    return shown(request, row, **{name: form})


@recorders
@require_POST
def progress(request: HttpRequest, package_id: str) -> HttpResponse:
    return _deed(request, package_id, "progress", ProgressForm, tell_progress, _("Noted."))


@recorders
@require_POST
def done(request: HttpRequest, package_id: str) -> HttpResponse:
    return _deed(request, package_id, "done", DoneForm, mark_done, _("It stands as done."))


@recorders
@require_POST
def acknowledged(request: HttpRequest, package_id: str) -> HttpResponse:
    said = _("Its counterpart has acknowledged it.")
    return _deed(request, package_id, "acknowledged", AcknowledgedForm, acknowledge, said)


@recorders
@require_POST
def not_met(request: HttpRequest, package_id: str) -> HttpResponse:
    return _deed(request, package_id, "notmet", NotMetForm, mark_not_met, _("It stands as not met."))


@recorders
@require_POST
def due(request: HttpRequest, package_id: str) -> HttpResponse:
    return _deed(request, package_id, "due", DueForm, move_due_date, _("The due date is moved."))


@recorders
@require_POST
def reopen(request: HttpRequest, package_id: str) -> HttpResponse:
    row = commitment_or_404(request, package_id, followed=True)
    try:
        reopen_commitment(commitment=row, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is awaited again."))
    return redirect(row)


@recorders
@require_POST
def reminder(request: HttpRequest, package_id: str) -> HttpResponse:
    """Its message is prepared; in which form it leaves is chosen on the page of the message."""
    row = commitment_or_404(request, package_id, followed=True)
    form = RemindForm(request.POST, row=row, viewer=request.viewer)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            made = remind(commitment=row, by=request.user, email=form.cleaned_data["email"])  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("desk_mailing", made.uid)
    return shown(request, row, remind=form)


@recorders
@require_POST
def take_back(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    row = commitment_or_404(request, package_id, followed=True)
    told = get_object_or_404(Progress, commitment=row, uid=uid)
    try:
        take_back_progress(progress=told, by=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("The note is gone; the journal keeps what it said."))
    return redirect(row)


@recorders
def file(request: HttpRequest, package_id: str, uid: uuid.UUID) -> FileResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = progress_visible_to(Progress.objects.filter(commitment__package_id=package_id), viewer)
    told = get_object_or_404(rows.exclude(file=""), uid=uid)
    storage, name = told.file.storage, str(told.file.name)
    if not storage.exists(name):
        raise Http404
    shown_name = f"evidencia-{told.pk}.{name.rpartition('.')[2]}"
    return file_response(storage.open(name), name=shown_name, content_type=told.content_type)


_HERE = "gestion/compromisos/<slug:package_id>/"
urlpatterns = [
    path(f"{_HERE}avance/", progress, name="desk_commitment_progress"),
    path(f"{_HERE}avance/<uuid:uid>/quitar/", take_back, name="desk_commitment_take_back"),
    path(f"{_HERE}avance/<uuid:uid>/archivo/", file, name="desk_commitment_file"),
    path(f"{_HERE}cumplido/", done, name="desk_commitment_done"),
    path(f"{_HERE}reconocido/", acknowledged, name="desk_commitment_acknowledged"),
    path(f"{_HERE}incumplido/", not_met, name="desk_commitment_not_met"),
    path(f"{_HERE}plazo/", due, name="desk_commitment_due"),
    path(f"{_HERE}reabrir/", reopen, name="desk_commitment_reopen"),
    path(f"{_HERE}recordar/", reminder, name="desk_commitment_remind"),
]
