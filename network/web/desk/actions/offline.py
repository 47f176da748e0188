"""What a phone keeps so that the form opens without a connection: the empty form, and nothing of anybody."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from network.accounts.viewer import PUBLIC

from ...audience import public, recorders
from ...kept_page import KeptPage
from .forms import ActionForm, AdviceForm
from .recording import recorder_or_404
from .words import tabs

_ASSETS = (
    "css/entramado.css",
    "css/desk.css",
    "js/actions.js",
    "js/actions_drafts.js",
    "js/actions_queue.js",
    "js/actions_picker.js",
    "js/device_send.js",
    "js/device_store.js",
    "js/actions_photo.js",
    "js/actions_check.js",
    "img/favicon.svg",
)


@recorders
@require_GET
def empty_form(request: HttpRequest) -> HttpResponse:
    """Both forms without a token, a name or anything chosen before: the same bytes for everybody."""
    recorder_or_404(request)
    return HttpResponse(_empty(request))


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the form when there is no connection; it touches no other page."""
    return KeptPage(
        name="acciones",
        pages=f"^{re.escape(reverse('desk_action_new'))}$",
        kept=reverse("desk_action_empty"),
        scope=reverse("desk_actions"),
        assets=_ASSETS,
    ).script()


def _empty(request: HttpRequest) -> str:
    blank = {"key": "", "kind": "otro", "minutes_qualifier": "approx"}
    address = reverse("desk_action_new")
    forms = [
        ActionForm(viewer=PUBLIC, initial=blank, auto_id="accion_%s"),
        AdviceForm(viewer=PUBLIC, initial=blank, auto_id="asesoria_%s"),
    ]
    context = {
        "forms": forms,
        "tabs": tabs(request, address, ""),
        "is_offline": True,
    }
    return render_to_string("network/desk/actions/empty.html", context)


urlpatterns = [
    path("gestion/acciones/sin-conexion/", empty_form, name="desk_action_empty"),
    path("gestion/acciones/ayudante.js", worker, name="desk_action_worker"),
]
