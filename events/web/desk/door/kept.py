"""What a phone keeps so that the door opens without a connection: an empty page, and nothing of anybody."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from network.web.audience import insiders, public
from network.web.kept_page import KeptPage

from ...doors import maker_or_404
from .page import VisitorForm

_ASSETS = (
    "css/entramado.css",
    "css/door.css",
    "js/actions_check.js",
    "js/door.js",
    "js/door_draw.js",
    "js/door_queue.js",
    "js/door_scan.js",
    "js/device_send.js",
    "js/device_store.js",
    "img/favicon.svg",
)


@insiders
@require_GET
def empty(request: HttpRequest) -> HttpResponse:
    """Without a token, a name or an event: the same bytes for everybody who may run one."""
    maker_or_404(request)
    context = {"is_offline": True, "form": VisitorForm(auto_id="visita_%s"), "text": ""}
    return HttpResponse(render_to_string("events/desk/door_empty.html", context))


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the door, and for the codes of places, when there is no connection."""
    scope = reverse("desk_events")
    return KeptPage(
        name="puerta",
        pages=rf"^{re.escape(scope)}(?:[\w-]+/recibir|llegada/[^/]+)/$",
        kept=reverse("desk_event_door_empty"),
        scope=scope,
        assets=_ASSETS,
    ).script()


urlpatterns = [
    path("gestion/eventos/recibir/sin-conexion/", empty, name="desk_event_door_empty"),
    path("gestion/eventos/recibir/ayudante.js", worker, name="desk_event_door_worker"),
]
