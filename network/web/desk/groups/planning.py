"""Planning a session, correcting what was planned or recorded, calling it off."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.groups.enums import Modality, SessionStatus
from network.groups.models import Group
from network.groups.services import (
    PLANNED_FIELDS,
    cancel_session,
    correct_session,
    plan_session,
    publish_session,
    restore_session,
    unhold_session,
)
from network.groups.session_rules import session_name

from ...audience import coordinators
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell, tell_all
from .doors import group_or_404, place_of, session_or_404, session_place, trail


class SessionForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Which session"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As the group counts them, for instance: 3rd ordinary."),
    )
    happens_on = PartialDateInput(label=gettext_lazy("On which day"), required=False)
    happens_at = forms.CharField(
        label=gettext_lazy("At what time"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("For instance 10:00."),
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=250, required=False)
    modality = forms.ChoiceField(
        label=gettext_lazy("In which way"),
        required=False,
        choices=lambda: [("", _("Not said")), *((m.value, capfirst(str(m.label))) for m in Modality)],
    )
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One point to a line. No cases, nothing about victims."),
    )


class PlanForm(SessionForm):
    uid = forms.UUIDField(widget=forms.HiddenInput)


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is cancelled"), max_length=300)


@coordinators
def plan(request: HttpRequest, package_id: str) -> HttpResponse:
    group = group_or_404(request, package_id)
    form = PlanForm(request.POST or None, initial={"uid": uuid.uuid4(), **_as_last_time(group)})
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_session(group=group, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The session is on the calendar."))
            return redirect(session_place(made))
    context = {
        "form": form,
        "title": _("Plan a session"),
        "kicker": group.name,
        "lead": _("A session that was held already is planned here too; then write it up."),
        "submit": _("Keep the session"),
        "breadcrumb": trail(group),
        "cancel": place_of(group),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


def _as_last_time(group: Group) -> dict[str, str]:
    """Where and at what time it met the last time."""
    last = group.sessions.aggregate(last=Max("happens_on"))["last"]
    session = group.sessions.filter(happens_on=last).order_by("-pk").first() if last else None
    names = ("happens_at", "place", "modality")
    return {name: getattr(session, name) for name in names} if session else {}


@coordinators
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = session_or_404(request, uid)
    form = SessionForm(
        request.POST or None, initial={name: getattr(session, name) for name in PLANNED_FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct_session(session=session, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(session_place(session))
    context = {
        "form": form,
        "title": _("Correct the session"),
        "kicker": session.group.name,
        "lead": session_name(session),
        "submit": _("Save"),
        "breadcrumb": trail(session.group, session),
        "cancel": session_place(session),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = session_or_404(request, uid)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(session=session, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is cancelled. Whoever was called should be told."))
            return redirect(session_place(session))
    context = {
        "form": form,
        "title": _("Cancel the session"),
        "kicker": session.group.name,
        "lead": session_name(session),
        "submit": _("Cancel the session"),
        "breadcrumb": trail(session.group, session),
        "cancel": session_place(session),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
@require_POST
def back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A cancelled session back on the calendar; one that was not held after all, too."""
    session = session_or_404(request, uid)
    was_held = session.status == SessionStatus.HELD
    try:
        (unhold_session if was_held else restore_session)(session=session, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is back on the calendar."))
    return redirect(session_place(session))


@coordinators
@require_POST
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = session_or_404(request, uid)
    is_public = request.POST.get("publico") == "1"
    try:
        publish_session(session=session, by=request.user, is_public=is_public)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is public now.") if is_public else _("It is internal now."))
    return redirect(session_place(session))


_ONE = "gestion/mesas/sesiones/<uuid:uid>/"
urlpatterns = [
    path("gestion/mesas/<slug:package_id>/sesion-nueva/", plan, name="desk_session_new"),
    path(f"{_ONE}corregir/", edit, name="desk_session_edit"),
    path(f"{_ONE}cancelar/", cancel, name="desk_session_cancel"),
    path(f"{_ONE}reponer/", back, name="desk_session_back"),
    path(f"{_ONE}publicar/", publish, name="desk_session_publish"),
]
