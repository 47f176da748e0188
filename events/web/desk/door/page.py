"""`/gestion/eventos/<…>/recibir/`: who comes in. Without a script a search and buttons."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.attending import Mark, note, receive_visitor
from events.door_list import as_data, expected, found
from events.models import Event
from events.rules import takes_attendance
from network.institutions.models import Institution
from network.web.audience import insiders
from network.web.desk.institutions_field import institutions_named
from network.web.desk.posts.refusals import tell, tell_all

from ...doors import desk_place, kept_or_404, trail, viewer_of

MOST_SHOWN = 40


class VisitorForm(forms.Form):
    """Whoever comes without a place: her name is enough."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    institution = forms.CharField(
        label=gettext_lazy("Institution"),
        max_length=250,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Only if she wants the materials. She is told that it was noted."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


@insiders
def door(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    if not takes_attendance(event, timezone.now()):
        return render(request, "events/desk/door_shut.html", _shut(event))
    is_visitor = request.POST.get("deed") == "visitor"
    form = VisitorForm(request.POST if is_visitor else None, auto_id="visita_%s")
    text = request.GET.get("q", "")
    if request.method == "POST":
        done = _visitor(request, event, form) if is_visitor else _marked(request, event)
        if done:
            return redirect(request.get_full_path())
    people = expected(event, viewer_of(request))
    shown = found(people, text) if text else [one for one in people if one.line.is_told]
    context = {
        "event": event,
        "numbers": as_data(event, people),
        "people": shown[:MOST_SHOWN],
        "is_cut": len(shown) > MOST_SHOWN,
        "reserved": sum(one.line.is_reserved for one in people),
        "text": text,
        "form": form,
        "is_offline": False,
        "breadcrumb": trail(event),
    }
    return render(request, "events/desk/door.html", context, status=422 if form.errors else 200)


def _shut(event: Event) -> dict[str, Any]:
    return {"event": event, "breadcrumb": trail(event), "back": desk_place(event)}


def _marked(request: HttpRequest, event: Event) -> bool:
    place = uid_of(request.POST.get("place", ""))
    if place is None:
        return True
    mark = Mark(place=place, state=request.POST.get("state", ""), key=uid_of(request.POST.get("key", "")))
    try:
        [done] = note(event=event, by=request.user, marks=[mark])  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return True
    if done.problem:
        messages.error(request, done.problem)
    else:
        messages.success(request, _("Noted."))
    return True


def _visitor(request: HttpRequest, event: Event, form: VisitorForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        receive_visitor(
            event=event,
            by=request.user,  # type: ignore[arg-type]
            name=said["name"],
            email=said["email"],
            **institution_said(said["institution"]),
        )
    except ValidationError as error:
        tell(form, error)
        return False
    messages.success(request, _("Noted: %(name)s came without a place.") % {"name": said["name"]})
    return True


def institution_said(text: str) -> dict[str, Any]:
    """The institution of the directory where the text names just one, else as it was typed."""
    rows: list[Institution] = []
    if text.strip():
        rows, _problems = institutions_named([text.strip()])
    return {"institution": rows[0] if len(rows) == 1 else None, "institution_name": text}


def uid_of(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


urlpatterns = [path("gestion/eventos/<slug:package_id>/recibir/", door, name="desk_event_door")]
