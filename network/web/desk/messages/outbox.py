"""What was prepared, and the words of each kind of message."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from network.messages import desk_items
from network.messages.enums import MailState, MessageKind
from network.messages.models import Mailing, Outgoing, Wording
from network.messages.queries import sends_email, visible_to

from ...audience import coordinators
from ...listing import PER_PAGE
from ...pending import asks_pending, pending_page


@coordinators
def outbox(request: HttpRequest) -> HttpResponse:
    """The mailings of which she sees a message, counted by the messages that she sees."""
    if asks_pending(request):
        rows = desk_items.not_left(request.viewer)  # type: ignore[attr-defined]
        room = (_("Messages"), reverse("desk_messages"))
        return pending_page(request, rows, desk_items.item, title=desk_items.title(), room=room)
    seen = visible_to(Outgoing.objects.order_by(), request.viewer).values("pk")  # type: ignore[attr-defined]
    hers = Q(messages__in=seen)
    failed = hers & Q(messages__mail_state__in=[MailState.FAILED, MailState.IN_DOUBT])
    mailings = (
        Mailing.objects.filter(pk__in=Outgoing.objects.filter(pk__in=seen).values("mailing"))
        .annotate(
            number=Count("messages", filter=hers, distinct=True),
            letters=Count("messages__letter", filter=hers, distinct=True),
            failed=Count("messages", filter=failed, distinct=True),
            departed=Count("messages", filter=hers & Q(messages__departures__isnull=False), distinct=True),
        )
        .order_by("-prepared_at", "-pk")
    )
    context = {
        "page_obj": Paginator(mailings, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": _kinds(),
        "sends_email": sends_email(),
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/messages/outbox.html", context)


def _kinds() -> list[dict[str, Any]]:
    changed = set(Wording.objects.values_list("kind", "language"))
    return [
        {
            "label": kind.label,
            "languages": [
                {
                    "name": get_language_info(code)["name_local"],
                    "url": reverse("desk_wording", args=[kind.value, code]),
                    "is_changed": (kind.value, code) in changed,
                }
                for code, _name in settings.LANGUAGES
            ],
        }
        for kind in MessageKind
    ]


urlpatterns = [path("gestion/mensajes/", outbox, name="desk_messages")]
