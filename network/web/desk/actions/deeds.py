"""Correcting an action, withdrawing and restoring it, making it public, its evidence."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.milestones.advisers import advisers_offered
from network.milestones.evidence import attach_evidence, remove_evidence
from network.milestones.models import Evidence, Milestone
from network.milestones.queries import evidence_visible_to, may_change
from network.milestones.rules import is_recorded_here
from network.milestones.services import (
    AsItIs,
    correct_action,
    publish_action,
    restore_action,
    withdraw_action,
)
from network.people.models import Person
from network.people.queries import visible_to

from ...audience import recorders
from ..posts.refusals import tell
from .action import action_or_404
from .fields import ScansField, new_key
from .forms import NAMES, ActionForm, AdviceForm, RecordForm, told_again
from .words import trail


class Correcting(RecordForm):
    """The form of what was recorded, without photos, and with what was wrong."""

    photo = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=300,
        help_text=gettext_lazy("It stays with what was recorded before."),
    )

    @property
    def adviser(self) -> Person | type[AsItIs] | None:
        return AsItIs

    @property
    def is_unfolded(self) -> bool:
        """Always: what is wrong may be anywhere."""
        return True


class CorrectActionForm(Correcting, ActionForm):
    """What was done, corrected."""


class CorrectAdviceForm(Correcting, AdviceForm):
    """Advice, corrected: also who gave it. One not named to the viewer stays, unless another is chosen."""

    given_by = forms.ModelChoiceField(
        label=gettext_lazy("Adviser"), queryset=Person.objects.none(), to_field_name="uid", required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, adviser: int | None, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        seen = visible_to(Person.objects.filter(pk=adviser), viewer).filter(sees_name=True)  # type: ignore[misc]
        self.is_unnamed = adviser is not None and not seen.exists()
        field: Any = self.fields["given_by"]
        field.queryset = advisers_offered(viewer, adviser)
        field.label_from_instance = lambda person: person.name
        field.empty_label = _("Name not shown: as it is") if self.is_unnamed else _("nobody is named")
        self.initial["given_by"] = getattr(seen.first(), "uid", None)

    @property
    def adviser(self) -> Person | type[AsItIs] | None:
        chosen: Person | None = self.cleaned_data["given_by"]
        return AsItIs if chosen is None and self.is_unnamed else chosen


CORRECTING: dict[str, type[Correcting]] = {"": CorrectActionForm, "asesoria": CorrectAdviceForm}


@recorders
def correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    record = _changeable_or_404(request, uid)
    if record.withdrawn:
        raise Http404
    kind = CORRECTING["asesoria" if record.channel else ""]
    given: dict[str, Any] = {"adviser": record.record.adviser_id} if record.channel else {}
    start = {**told_again(record), "key": new_key()}
    viewer = request.viewer  # type: ignore[attr-defined]
    form = (
        kind(request.POST, viewer=viewer, initial=start, **given)
        if request.method == "POST"
        else kind(viewer=viewer, initial=start, **given)
    )
    if request.method == "POST" and "buscar" in request.POST:
        form.look_up()
    elif request.method == "POST" and form.is_valid():
        try:
            correct_action(
                by=request.user,  # type: ignore[arg-type]
                milestone=record,
                action=form.action(),
                reason=form.cleaned_data["reason"],
                adviser=form.adviser,
            )
        except ValidationError as error:
            tell(form, error, NAMES)
        else:
            messages.success(request, _("It is corrected, and what it said before is kept."))
            return redirect("desk_action", record.uid)
    context = {
        "form": form,
        "milestone": record,
        "is_offline": False,
        "breadcrumb": [*trail(request), (record.title, _place(record))],
        "cancel": _place(record),
    }
    return render(request, "network/desk/actions/correct.html", context)


@recorders
@require_POST
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")[:300]
    return _deed(
        request,
        uid,
        lambda by, record: withdraw_action(by=by, milestone=record, reason=reason),
        _("It is withdrawn: it stands in no list, count or drawing."),
    )


@recorders
@require_POST
def restore(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _deed(
        request,
        uid,
        lambda by, record: restore_action(by=by, milestone=record),
        _("It stands again, as internal."),
    )


@recorders
@require_POST
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    is_public = request.POST.get("publico") == "1"
    return _deed(
        request,
        uid,
        lambda by, record: publish_action(by=by, milestone=record, is_public=is_public),
        _("It is public now. Photos and scans stay internal.") if is_public else _("It is internal now."),
    )


@recorders
@require_POST
def attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """To any action that she may change, also one that came in a package."""

    def deed(by: User, record: Milestone) -> None:
        for scan in ScansField().clean(request.FILES.getlist("photo")):
            attach_evidence(by=by, milestone=record, scan=scan)

    return _deed(request, uid, deed, _("The evidence is kept."), only_here=False)


@recorders
@require_POST
def remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    record = _changeable_or_404(request, uid, only_here=False)
    visible = evidence_visible_to(Evidence.objects.filter(milestone=record), request.viewer)  # type: ignore[attr-defined]
    row = get_object_or_404(visible, uid=file)
    reason = request.POST.get("reason", "")[:300]
    return _deed(
        request,
        uid,
        lambda by, _record: remove_evidence(by=by, evidence=row, reason=reason),
        _("The file is gone."),
        only_here=False,
    )


def _deed(
    request: HttpRequest,
    uid: uuid.UUID,
    deed: Callable[[User, Milestone], Any],
    well: str,
    *,
    only_here: bool = True,
) -> HttpResponse:
    record = _changeable_or_404(request, uid, only_here=only_here)
    try:
        deed(request.user, record)  # type: ignore[arg-type]
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, well)
    return redirect(_place(record))


def _changeable_or_404(request: HttpRequest, uid: uuid.UUID, *, only_here: bool = True) -> Milestone:
    record = action_or_404(request, uid)
    if (only_here and not is_recorded_here(record)) or not may_change(record, request.viewer):  # type: ignore[attr-defined]
        raise Http404
    return record


def _place(record: Milestone) -> str:
    return reverse("desk_action", args=[record.uid])


urlpatterns = [
    path("gestion/acciones/<uuid:uid>/corregir/", correct, name="desk_action_correct"),
    path("gestion/acciones/<uuid:uid>/retirar/", withdraw, name="desk_action_withdraw"),
    path("gestion/acciones/<uuid:uid>/restaurar/", restore, name="desk_action_restore"),
    path("gestion/acciones/<uuid:uid>/publicar/", publish, name="desk_action_publish"),
    path("gestion/acciones/<uuid:uid>/evidencia/", attach, name="desk_action_attach"),
    path("gestion/acciones/<uuid:uid>/evidencia/<uuid:file>/quitar/", remove, name="desk_action_unfile"),
]
