"""Who has a place: writing others in, one place with what she said, and taking attendance."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.attending import attendance_of, take_attendance
from events.door_list import mark_words
from events.enrolling import HasPlaceError, accept, cancel, enrol_other
from events.enums import MarkedBy, PlaceState
from events.listed import listed
from events.machine import HELD, LISTED
from events.models import Event, Registration
from events.queries import person_at, places_kept_by
from events.rules import marks_offered, takes_attendance
from events.sheets import sheets_kept_by
from events.times import moment_words
from network.people.models import Person
from network.people.queries import in_care_of
from network.web.audience import insiders
from network.web.desk.institutions_field import InstitutionsField
from network.web.desk.posts.refusals import tell, tell_all

from ..doors import desk_place, kept_or_404, plain, trail, viewer_of


class OtherForm(forms.Form):
    """Whoever has no account is written in by name alone; her e-mail tells her what becomes of it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy(
            "Without it you tell her yourself. With that of a member, her record is used."
        ),
        max_length=254,
        required=False,
    )
    institution = InstitutionsField(
        label=gettext_lazy("Institution"), single=True, required=False, max_length=250
    )
    post_title = forms.CharField(label=gettext_lazy("Post"), max_length=200, required=False)
    need = forms.CharField(
        label=gettext_lazy("What she needs to take part"),
        help_text=gettext_lazy("Deleted 30 days after the event. No diagnosis."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = [(pool.value, capfirst(str(pool.label))) for pool in event.pools]
        self.fields["pool"] = forms.ChoiceField(
            label=_("How she takes part"),
            choices=pools,
            widget=forms.RadioSelect,
            initial=pools[0][0] if pools else "",
        )


@insiders
def write_in(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    form = OtherForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        found = person_at(said["email"]) if said["email"] else None
        hers = (
            found is not None and in_care_of(Person.objects.filter(pk=found.pk), viewer_of(request)).exists()
        )
        try:
            enrol_other(event=event, by=request.user, person=found if hers else None, **said)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        except HasPlaceError:
            pass  # told as if she had just come: who she is may be hidden from whoever writes her in
        if form.is_valid():
            messages.success(request, _("She stands in the line. The list says how."))
            return redirect(desk_place(event))
    context = {
        "form": form,
        "title": _("Write somebody in"),
        "kicker": "",
        "lead": event.title,
        "submit": _("Write her in"),
        "breadcrumb": trail(event),
        "cancel": desk_place(event),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("She is told."), max_length=300
    )


@insiders
def place(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    event = kept_or_404(request, package_id)
    rows = places_kept_by(viewer_of(request)).filter(event=event)
    row = get_object_or_404(rows.select_related("institution", "event", "access_need"), uid=uid)
    line = listed([row], viewer_of(request))[0]
    accepts = request.POST.get("deed") == "accept"
    form = ReasonForm(None if accepts else request.POST or None)
    if accepts:
        try:
            accept(place=row, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        else:
            messages.success(request, _("Her place is confirmed, and she is told."))
        return redirect("desk_event_place", event.package_id, row.uid)
    if request.method == "POST" and form.is_valid():
        try:
            cancel(place=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The place is free, and she is told."))
            return redirect(desk_place(event))
    context = {
        "line": line,
        "event": event,
        "facts": plain(_facts(event, row)) if line.is_told else [],
        "moves": _moves(event, row),
        "marks": _marks(event, row, request.user),
        "form": form if row.state in HELD else None,
        "is_offered": row.state == PlaceState.OFFERED,
        "until": moment_words(event, row.offered_until) if row.offered_until else "",
        "breadcrumb": trail(event),
    }
    return render(request, "events/desk/place.html", context)


def _facts(event: Event, row: Registration) -> list[tuple[Any, Any]]:
    agreed = [str(one.get_purpose_display()) for one in row.consents.all()]
    need = getattr(row, "access_need", None)
    return [
        *((asked, said) for asked, said in row.answers),
        (_("What she needs to take part"), need.text if need else ""),
        (_("She agreed"), "; ".join(agreed)),
    ]


def _moves(event: Event, row: Registration) -> list[dict[str, str]]:
    return [
        {
            "when": moment_words(event, move.at),
            "title": capfirst(str(PlaceState(move.after).label)),
            "url": "",
            "text": move.reason,
        }
        for move in row.moves.all()
    ]


def _marks(event: Event, row: Registration, account: Any) -> list[dict[str, str]]:
    """What was noted of her on the day, with every correction. Who else noted it is not named."""
    found = []
    for mark in row.presences.order_by("at", "pk"):
        who = _("by you") if mark.by_id == account.pk else _("by a colleague at the door")
        how = str(MarkedBy(mark.way).label)
        text = how if mark.way == MarkedBy.OWN else f"{how}, {who}"
        when = moment_words(event, mark.at)
        found.append({"when": when, "title": mark_words(mark.state), "url": "", "text": capfirst(text)})
    return found


@insiders
def attendance(request: HttpRequest, package_id: str) -> HttpResponse:
    """The list to tick, as fast as a signed sheet is read: whoever is not ticked is absent."""
    event = kept_or_404(request, package_id)
    viewer = viewer_of(request)
    rows = places_kept_by(viewer).filter(event=event, state__in=LISTED).select_related("institution")
    lines = listed(list(rows.order_by(F("turn").asc(nulls_last=True), "pk")), viewer)
    held = attendance_of(event)
    if request.method == "POST":
        asked = {line.row.pk: request.POST.get(f"lugar-{line.row.uid}", "") for line in lines}
        try:
            number = take_attendance(
                event=event,
                by=request.user,  # type: ignore[arg-type]
                states={key: state for key, state in asked.items() if state},
            )
        except ValidationError as error:
            tell_all(request, error)
        else:
            messages.success(request, _("Kept: %(n)s changed.") % {"n": number})
            return redirect("desk_event_attendance", event.package_id)
    context = {
        "event": event,
        "title": _("Attendance"),
        "lines": [
            {
                "line": line,
                "options": [
                    (state.value, capfirst(str(state.label)), held.get(line.row.pk) == state.value)
                    for state in marks_offered(line.row.state)
                ],
            }
            for line in lines
        ],
        "breadcrumb": trail(event),
        "sheet": reverse("desk_event_sheet", args=[event.package_id]),
        "is_open": takes_attendance(event, timezone.now()),
        "scans": list(sheets_kept_by(viewer).filter(event=event)),
    }
    return render(request, "events/desk/attendance.html", context)


_ONE = "gestion/eventos/<slug:package_id>/"
urlpatterns = [
    path(f"{_ONE}inscribir/", write_in, name="desk_event_write_in"),
    path(f"{_ONE}asistencia/", attendance, name="desk_event_attendance"),
    path(f"{_ONE}lugar/<uuid:uid>/", place, name="desk_event_place"),
]
