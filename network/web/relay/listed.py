"""Her conversations, and whether members may begin to write to her."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.relay.queries import conversations_of, others_in, suspended_until
from network.relay.services import accept_messages, accepts_messages

from ..audience import insiders
from .doors import herself

PER_PAGE = 20


@insiders
def listed(request: HttpRequest) -> HttpResponse:
    viewer, hidden = request.viewer, request.GET.get("ver") == "ocultas"  # type: ignore[attr-defined]
    own = viewer.person_id
    page = Paginator(conversations_of(viewer, hidden=hidden), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    others = others_in(rows, viewer)
    context = {
        "title": _("Hidden conversations") if hidden else _("My messages"),
        "rows": [(row, others[row.pk]) for row in rows],
        "page_obj": page,
        "hidden": hidden,
        "has_record": own is not None,
        "accepts": own is not None and accepts_messages(own),
        "until": suspended_until(own) if own is not None else None,
    }
    return render(request, "network/relay/list.html", context)


@require_POST
@insiders
def acceptance(request: HttpRequest) -> HttpResponseBase:
    accepts = request.POST.get("recibir") == "si"
    accept_messages(person=herself(request), accepts=accepts)
    messages.success(
        request,
        _("Those who see you may write to you.")
        if accepts
        else _("Nobody can begin to write to you any more. The conversations that you have go on."),
    )
    return redirect("conversations")


urlpatterns = [
    path("mis-mensajes/", listed, name="conversations"),
    path("mis-mensajes/recibir/", acceptance, name="relay_acceptance"),
]
