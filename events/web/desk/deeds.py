"""Publishing an event, closing its registration, cancelling it, discarding its draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.planning import unplan
from events.publishing import cancel_event, close, discard, publish
from events.series import cancel_following, end_series, publish_following
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all

from ..doors import desk_place, kept_or_404, trail
from .repeating import ALL, add_scope


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is cancelled"),
        help_text=gettext_lazy("Everybody who has a place, or waits for one, is told."),
        max_length=300,
    )


@insiders
@require_POST
def deed(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    asked, by = request.POST.get("deed", ""), request.user
    try:
        if asked == "publish":
            publish(event=event, by=by)  # type: ignore[arg-type]
            messages.success(request, _("It is published. Send its link wherever you write."))
        elif asked == "publish_following":
            number = len(publish_following(event=event, by=by))  # type: ignore[arg-type]
            done = ngettext("%(n)s date is published.", "%(n)s dates are published.", number)
            messages.success(request, done % {"n": number})
        elif asked == "unplan":
            unplan(event=event, by=by)  # type: ignore[arg-type]
            messages.success(request, _("It stays a draft until you publish it."))
        elif asked == "end_series":
            end_series(event=event, by=by)  # type: ignore[arg-type]
            messages.success(request, _("No more dates are made. Those that there are stay."))
        elif asked in ("close", "open"):
            close(event=event, by=by, is_closed=asked == "close")  # type: ignore[arg-type]
            done = _("Registration is closed.") if asked == "close" else _("Registration is open.")
            messages.success(request, done)
        elif asked == "discard":
            discard(event=event, by=by)  # type: ignore[arg-type]
            messages.success(request, _("The draft is gone."))
            return redirect("desk_events")
    except ValidationError as error:
        tell_all(request, error)
    return redirect(desk_place(event))


@insiders
def cancel(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    form = CancelForm(request.POST or None)
    add_scope(form, event)
    if request.method == "POST" and form.is_valid():
        verb: Any = cancel_following if form.cleaned_data.pop("scope", "") == ALL else cancel_event
        try:
            verb(event=event, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is cancelled, and everybody is being told."))
            return redirect(desk_place(event))
    context = {
        "form": form,
        "title": _("Cancel the event"),
        "kicker": "",
        "lead": event.title,
        "submit": _("Cancel the event"),
        "breadcrumb": trail(event),
        "cancel": desk_place(event),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


_ONE = "gestion/eventos/<slug:package_id>/"
urlpatterns = [
    path(f"{_ONE}hacer/", deed, name="desk_event_deed"),
    path(f"{_ONE}cancelar/", cancel, name="desk_event_cancel"),
]
