"""Making an event in three steps. Each step is kept as a draft before the next one opens."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import EventState
from events.models import Event
from events.publishing import begin, write
from events.queries import kept_by, may_make
from events.series import write_alone, write_following
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all

from ..doors import desk_place, kept_or_404, trail, viewer_of
from .event_form import STEPS
from .repeating import ALL, ONE, add_scope

_WRITES: dict[str, Any] = {ONE: write_alone, ALL: write_following}


@insiders
def new(request: HttpRequest) -> HttpResponse:
    """Which event to begin with: an empty one with the values of the last time, or a copy of another."""
    viewer = viewer_of(request)
    if not may_make(viewer):
        raise Http404
    kept = kept_by(Event.objects.all(), viewer).order_by("-pk")
    if request.method == "POST":
        like = kept.filter(package_id=request.POST.get("de", "")).first()
        zone = timezone.get_current_timezone_name()
        try:
            made = begin(
                by=request.user,  # type: ignore[arg-type]
                time_zone=zone,
                like=like or kept.filter(is_lent=False).first(),
                whole=like is not None,
            )
        except ValidationError as error:
            tell_all(request, error)
        else:
            return redirect("desk_event_step", made.package_id, 1)
    context = {
        "title": _("New event"),
        "kept": [(one.package_id, one.title) for one in kept[:30]],
        "asked": request.GET.get("de", ""),
        "breadcrumb": trail(),
    }
    return render(request, "events/desk/new.html", context)


@insiders
def step(request: HttpRequest, package_id: str, number: int) -> HttpResponse:
    event = kept_or_404(request, package_id)
    if number not in STEPS or event.state == EventState.CANCELLED:
        raise Http404
    title, kind = STEPS[number]
    form: Any = kind(request.POST or None, event=event, viewer=viewer_of(request))  # type: ignore[call-arg]
    add_scope(form, event)
    if request.method == "POST" and form.is_valid():
        scope = form.cleaned_data.pop("scope", "")
        try:
            _WRITES.get(scope, write)(event=event, by=request.user, **form.says())
        except ValidationError as error:
            tell(form, error, {"organisers": "organises", "starts_at": "begins", "ends_at": "ends"})
        else:
            messages.success(request, _("Kept."))
            is_last = number == max(STEPS) or event.state != EventState.DRAFT
            following = reverse("desk_event_step", args=[event.package_id, min(number + 1, 3)])
            return redirect(desk_place(event) if is_last else following)
    context = {
        "form": form,
        "title": title,
        "kicker": _("Step %(n)s of 3") % {"n": number},
        "lead": event.title if number > 1 else "",
        "submit": _("Save and go on") if event.state == EventState.DRAFT and number < 3 else _("Save"),
        "breadcrumb": trail(event),
        "cancel": desk_place(event),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


_ONE = "gestion/eventos/<slug:package_id>/"
urlpatterns = [
    path("gestion/eventos/nuevo/", new, name="desk_event_new"),
    path(f"{_ONE}paso/<int:number>/", step, name="desk_event_step"),
]
