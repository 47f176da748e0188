"""`/gestion/eventos/<…>/programar/`: when a draft is published by itself."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import EventState
from events.models import Event, PlannedPublication
from events.planning import plan
from events.publishing import missing
from events.series import following_of
from events.times import local, moment_words, place_words, zone_of
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell

from ..doors import desk_place, kept_or_404, trail
from .inputs import DayInput, HourInput


class PlanForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("On which day it is published"), widget=DayInput)
    hour = forms.TimeField(label=gettext_lazy("At what time"), widget=HourInput, initial=dt.time(9))

    def __init__(self, data: Any = None, *, event: Event, planned: PlannedPublication | None) -> None:
        self.event = event
        there = local(event, planned.at) if planned else None
        super().__init__(data, initial={"day": there.date(), "hour": there.time()} if there else None)
        self.fields["hour"].help_text = _("%(zone)s. It is done within the hour that follows.") % {
            "zone": place_words(event)
        }
        if following_of(event).filter(state=EventState.DRAFT).count() > 1:
            self.fields["with_following"] = forms.BooleanField(
                label=_("Publish the following dates with it"),
                required=False,
                initial=planned.with_following if planned else True,
            )

    def at(self) -> dt.datetime:
        said = self.cleaned_data
        return dt.datetime.combine(said["day"], said["hour"], zone_of(self.event))


@insiders
def planning(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    if event.state != EventState.DRAFT:
        messages.error(request, _("It was published already."))
        return redirect(desk_place(event))
    planned = PlannedPublication.objects.filter(event=event).first()
    form = PlanForm(request.POST or None, event=event, planned=planned)
    if request.method == "POST" and form.is_valid():
        try:
            done = plan(
                event=event,
                by=request.user,  # type: ignore[arg-type]
                at=form.at(),
                with_following=form.cleaned_data.get("with_following", False),
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(
                request, _("It will be published on %(when)s.") % {"when": moment_words(event, done.at)}
            )
            return redirect(desk_place(event))
    context = {
        "form": form,
        "title": _("Publish it on a day"),
        "kicker": event.title,
        "lead": " ".join(missing(event)) or _("Nothing is missing: it can be published."),
        "submit": _("Plan it"),
        "breadcrumb": trail(event),
        "cancel": desk_place(event),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


urlpatterns = [path("gestion/eventos/<slug:package_id>/programar/", planning, name="desk_event_plan")]
