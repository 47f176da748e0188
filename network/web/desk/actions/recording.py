"""Recording an action or advice: the page, what the device sends later, and what it asks on the way."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from network.accounts.viewer import Viewer
from network.milestones.advisers import adviser_of
from network.milestones.queries import may_record
from network.milestones.services import Recorded, record_action
from network.people.models import Person

from ...audience import recorders
from ..posts.refusals import tell
from .fields import found_by, new_key
from .forms import FORMS, NAMES, AdviceForm, RecordForm, begun
from .words import tabs, trail


@recorders
def new(request: HttpRequest) -> HttpResponse:
    """The form. A device that kept what was typed sends it here too and is answered in JSON."""
    viewer = recorder_or_404(request)
    posted = request.method == "POST"
    mode = (request.POST if posted else request.GET).get("tipo", "")
    kind = FORMS.get(mode, FORMS[""])
    start = {**begun(viewer, kind.mode), "key": new_key()}
    form = (
        kind(request.POST, request.FILES, viewer=viewer, initial=start)
        if posted
        else kind(viewer=viewer, initial=start)
    )
    as_data = request.headers.get("Accept", "").startswith("application/json")
    if posted and "buscar" in request.POST and not as_data:
        form.look_up()
    elif posted:
        done = _recorded(request, form)
        if as_data:
            return _as_data(form, done)
        if done is not None:
            if not done.is_new:
                messages.info(request, _("It had been recorded already; nothing was recorded twice."))
            return redirect(_place(done))
    context = {
        "form": form,
        "mode": mode if mode in FORMS else "",
        "tabs": tabs(request, reverse("desk_action_new"), mode),
        "breadcrumb": trail(request),
        "is_offline": False,
    }
    return render(request, "network/desk/actions/new.html", context)


@recorders
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that was kept, and whose account this is now."""
    recorder_or_404(request)
    return JsonResponse({"token": get_token(request), "account": str(request.user.uid)})  # type: ignore[union-attr]


@recorders
@require_GET
def institutions(request: HttpRequest) -> HttpResponse:
    """The institutions that a text may mean, while she types."""
    recorder_or_404(request)
    found = [{"id": row.package_id, "name": row.name} for row in found_by(request.GET.get("q", ""))]
    return JsonResponse({"found": found})


def recorder_or_404(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not may_record(viewer):
        raise Http404
    return viewer


def _recorded(request: HttpRequest, form: RecordForm) -> Recorded | None:
    if not form.is_valid():
        return None
    try:
        action = form.action()
        adviser = _adviser(request, action.asked) if isinstance(form, AdviceForm) else None
        return record_action(
            by=request.user,  # type: ignore[arg-type]
            key=form.cleaned_data["key"],
            action=action,
            adviser=adviser,
            scans=form.cleaned_data["photo"],
        )
    except ValidationError as error:
        tell(form, error, NAMES)
        return None


def _adviser(request: HttpRequest, asked: tuple[Any, ...]) -> Person | None:
    """Whoever advises the institution; where nobody is assigned, whoever records it."""
    assigned = adviser_of(asked[0]) if asked else None
    return assigned or Person.objects.filter(account=request.user).first()  # type: ignore[misc]


def _place(done: Recorded) -> str:
    return f"{reverse('desk_action', args=[done.milestone.uid])}?recien=1"


def _as_data(form: RecordForm, done: Recorded | None) -> HttpResponse:
    if done is None:
        errors = {name: list(map(str, problems)) for name, problems in form.errors.items()}
        offers = [{"id": box.package_id, "name": box.name} for box in form.boxes if not box.is_ticked]
        return JsonResponse({"errors": errors, "offers": offers}, status=422)
    said = {"url": _place(done), "title": done.milestone.title, "is_new": done.is_new}
    return JsonResponse(said, status=201 if done.is_new else 200)


urlpatterns = [
    path("gestion/acciones/nueva/", new, name="desk_action_new"),
    path("gestion/acciones/ficha/", token, name="desk_action_token"),
    path("gestion/acciones/instituciones/", institutions, name="desk_action_institutions"),
]
