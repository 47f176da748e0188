"""Sessions that the desk counts, all of one kind: those to come, or those held that nobody wrote up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.groups import desk_items
from network.groups.session_queries import sessions_without_minutes

from ...audience import coordinators
from ...pending import asks_pending, pending_page
from .doors import may_or_404


@coordinators
def sessions(request: HttpRequest) -> HttpResponse:
    """Those of the kind that `estado` asks for; without one of the two it leads to the list of groups."""
    viewer, today = may_or_404(request), timezone.localdate()
    room = (_("Working groups"), reverse("desk_groups"))
    if asks_pending(request, desk_items.UNWRITTEN):
        return pending_page(
            request,
            sessions_without_minutes(viewer),
            desk_items.unwritten_item,
            title=desk_items.unwritten_title(),
            room=room,
            state=desk_items.UNWRITTEN,
        )
    if not asks_pending(request, desk_items.TO_COME):
        return redirect("desk_groups")
    return pending_page(
        request,
        desk_items.coming(viewer, today),
        lambda row: desk_items.coming_item(row, today),
        title=desk_items.coming_title(),
        room=room,
        state=desk_items.TO_COME,
    )


urlpatterns = [path("gestion/sesiones/", sessions, name="desk_sessions")]
