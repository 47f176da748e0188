"""The sessions of an edition: a new one, an event that becomes one, what each teaches."""

import datetime as dt
import uuid
import zoneinfo
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.enums import EventState
from events.models import Event
from events.queries import kept_by
from events.times import local, when_words
from events.web.desk.inputs import DayInput, HourInput
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from training.editions.sessions import add_session, attach_session, plan_session, remove_session
from training.models import CourseSession, Edition, Module, Unit

from ..doors import edition_place, form_page, kept_edition_or_404, trail, viewer_of
from ..words import told_edition

_NAMES = {"starts_at": "begins", "ends_at": "ends", "title": "title"}


class TeachesForm(forms.Form):
    """What a session teaches, of the version that the edition gives."""

    module = forms.ModelChoiceField(
        label=gettext_lazy("Which module it teaches"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=gettext_lazy("None in particular"),
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which contents it teaches"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modules: Any = self.fields["module"]
        modules.queryset = Module.objects.filter(version=edition.version).order_by("number")
        units: Any = self.fields["units"]
        units.queryset = (
            Unit.objects.filter(module__version=edition.version)
            .select_related("content", "module")
            .order_by("module__number", "number")
        )
        units.label_from_instance = lambda one: f"{one.module.number}.{one.number} {one.content}"


class NewForm(TeachesForm):
    title = forms.CharField(label=gettext_lazy("Title of the session"), max_length=200)
    day = forms.DateField(label=gettext_lazy("On which day"), widget=DayInput)
    begins = forms.TimeField(label=gettext_lazy("From what time"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("Until what time"), widget=HourInput)
    place = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("Room and address, as one says them on the telephone."),
        max_length=250,
        required=False,
    )
    joining_link = forms.URLField(
        label=gettext_lazy("Link to join online"),
        help_text=gettext_lazy("Only those with a confirmed place are told."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    seats_on_site = forms.IntegerField(
        label=gettext_lazy("Seats on site"), required=False, min_value=0, max_value=100_000
    )
    seats_online = forms.IntegerField(
        label=gettext_lazy("Seats online"),
        help_text=gettext_lazy(
            "Leave empty what is not offered. Those of the opening session decide who is in."
        ),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    field_order = (
        "title", "day", "begins", "ends", "place", "joining_link", "seats_on_site", "seats_online",
        "module", "units",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"day", "begins", "ends"} <= said.keys():
            zone = zoneinfo.ZoneInfo(timezone.get_current_timezone_name())
            said["starts_at"] = dt.datetime.combine(said["day"], said["begins"], zone)
            said["ends_at"] = dt.datetime.combine(said["day"], said["ends"], zone)
            if said["ends_at"] <= said["starts_at"]:
                self.add_error("ends", _("It ends before it begins. Write a later hour or a last day."))
        if said.get("seats_on_site") is None and said.get("seats_online") is None and not self.errors:
            self.add_error("seats_on_site", _("Say how many seats there are, on site or online."))
        return said

    def says(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("day", "begins", "ends")
        }


class AttachForm(TeachesForm):
    event = forms.ModelChoiceField(
        label=gettext_lazy("Which event"),
        help_text=gettext_lazy("Drafts of events that you run. It is for the enrolled alone from then on."),
        queryset=Event.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )
    field_order = ("event", "module", "units")


class PlanForm(TeachesForm):
    is_opening = forms.BooleanField(
        label=gettext_lazy("It is the opening session: its seats decide who is in"), required=False
    )


@insiders
def new(request: HttpRequest, package_id: str) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    form = NewForm(request.POST or None, edition=edition, initial=_like_the_last(edition))
    if request.method == "POST" and form.is_valid():
        try:
            zone = timezone.get_current_timezone_name()
            add_session(edition=edition, by=request.user, time_zone=zone, **form.says())  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error, _NAMES)
        else:
            messages.success(request, _("The session is kept."))
            if "again" in request.POST:
                return redirect("desk_edition_session_new", edition.package_id)
            return redirect(edition_place(edition) + "#sesiones")
    again = _("Add it and go on with the next")
    return _page(request, edition, form, _("New session"), _("Add the session"), again)


@insiders
def attach(request: HttpRequest, package_id: str) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    form = AttachForm(request.POST or None, edition=edition)
    drafts = kept_by(Event.objects.filter(state=EventState.DRAFT, course_session=None), viewer_of(request))
    field: Any = form.fields["event"]
    field.queryset = drafts.order_by("-pk")
    field.label_from_instance = lambda one: f"{one.title}, {when_words(one)}"
    if request.method == "POST" and form.is_valid():
        try:
            attach_session(edition=edition, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The session is kept."))
            return redirect(edition_place(edition) + "#sesiones")
    return _page(request, edition, form, _("An event becomes a session"), _("Add the session"))


@insiders
def plan(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    session = _session(edition, uid)
    initial = {
        "module": session.module,
        "units": list(session.units.all()),
        "is_opening": session.is_opening,
    }
    form = PlanForm(request.POST or None, edition=edition, initial=initial)
    if session.is_opening:
        del form.fields["is_opening"]
    if request.method == "POST" and form.is_valid():
        try:
            plan_session(session=session, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(edition_place(edition) + "#sesiones")
    return _page(request, edition, form, session.event.title, _("Save"))


@insiders
@require_POST
def remove(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    try:
        remove_session(session=_session(edition, uid), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("The session is gone."))
    return redirect(edition_place(edition) + "#sesiones")


def _session(edition: Edition, uid: uuid.UUID) -> CourseSession:
    return get_object_or_404(edition.sessions.select_related("event", "edition", "module"), uid=uid)


def _like_the_last(edition: Edition) -> dict[str, Any]:
    """What is mostly the same as in the session before, and what goes on from it: the day as long after it as
    it came after its own, else a week; the next content, where each session teaches one."""
    sessions = sorted(edition.sessions.all(), key=lambda one: one.number)
    if not sessions:
        return {}
    last = sessions[-1]
    names = ("place", "joining_link", "seats_on_site", "seats_online")
    like: dict[str, Any] = {name: getattr(last.event, name) for name in names}
    times = [local(one.event, one.event.starts_at) for one in sessions if one.event.starts_at is not None]
    if last.event.starts_at is not None and last.event.ends_at is not None:
        after = times[-1].date() - times[-2].date() if len(times) > 1 else dt.timedelta()
        like["day"] = times[-1].date() + (after if after > dt.timedelta() else dt.timedelta(weeks=1))
        like["begins"], like["ends"] = times[-1].time(), local(last.event, last.event.ends_at).time()
    return like | _next_content(edition, sessions)


def _next_content(edition: Edition, sessions: list[CourseSession]) -> dict[str, Any]:
    last = sessions[-1]
    taught = {unit for one in sessions for unit in one.units.all()}
    units = Unit.objects.filter(module__version=edition.version).select_related("content", "module")
    following = [one for one in units.order_by("module__number", "number") if one not in taught]
    if len(last.units.all()) != 1 or not following:
        return {}
    (before,), unit = last.units.all(), following[0]
    like = {"units": [unit], "module": unit.module if last.module_id else None}
    return {**like, "title": str(unit.content)} if last.event.title == str(before.content) else like


def _page(
    request: HttpRequest, edition: Edition, form: forms.Form, title: str, submit: str, again: str = ""
) -> HttpResponse:
    context = form_page(
        form=form,
        title=title,
        lead=told_edition(edition).title,
        submit=submit,
        again=again,
        breadcrumb=trail(edition=edition),
        cancel=edition_place(edition),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


_ONE = "gestion/formacion/ediciones/<slug:package_id>/sesiones/"
urlpatterns = [
    path(f"{_ONE}nueva/", new, name="desk_edition_session_new"),
    path(f"{_ONE}de-evento/", attach, name="desk_edition_attach"),
    path(f"{_ONE}<uuid:uid>/", plan, name="desk_edition_session"),
    path(f"{_ONE}<uuid:uid>/quitar/", remove, name="desk_edition_session_remove"),
]
