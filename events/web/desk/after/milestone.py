"""The milestone of an event: the form of actions, begun from what is known. A second time leads to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.after.milestone import drafted, milestone_of, milestone_told
from events.rules import is_over
from network.vocabulary.terms import terms
from network.web.audience import recorders
from network.web.desk.actions.forms import ActionForm, begun
from network.web.desk.actions.recording import recorder_or_404
from network.web.desk.actions.words import tabs

from ...doors import desk_place, kept_or_404, trail


@recorders
def milestone(request: HttpRequest, package_id: str) -> HttpResponse:
    event, viewer = kept_or_404(request, package_id), recorder_or_404(request)
    if not is_over(event, timezone.now()):
        raise Http404
    if milestone_of(event) is not None:
        found = milestone_told(event, viewer)
        if found is None:
            messages.info(request, _("Somebody else has recorded it already."))
            return redirect(desk_place(event))
        return redirect(found)
    start = {**begun(viewer, ""), **drafted(event, viewer, terms("milestone_kind"))}
    context = {
        "form": ActionForm(viewer=viewer, initial=start),
        "mode": "",
        "tabs": tabs(request, reverse("desk_action_new"), ""),
        "breadcrumb": trail(event),
        "is_offline": False,
        "is_begun": True,
    }
    return render(request, "network/desk/actions/new.html", context)


urlpatterns = [
    path("gestion/eventos/<slug:package_id>/hito/", milestone, name="desk_event_milestone"),
]
