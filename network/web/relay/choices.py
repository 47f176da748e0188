"""What she does with a conversation, in silence: share her address, hide it, leave it, block the other."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.relay.queries import others_in
from network.relay.services import block_from, hide, leave, share_email

from ..audience import insiders
from .doors import conversation_or_404, herself


@require_POST
@insiders
def share(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found, shares = conversation_or_404(request, uid), request.POST.get("compartir") == "si"
    share_email(conversation=found, person=herself(request), shares=shares)
    messages.success(
        request,
        _("She reads your e-mail in this conversation.")
        if shares
        else _("She does not read your e-mail here any more. She may have noted it before."),
    )
    return redirect(found)


@require_POST
@insiders
def hiding(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found, hidden = conversation_or_404(request, uid), request.POST.get("ocultar") == "si"
    hide(conversation=found, person=herself(request), hidden=hidden)
    messages.success(
        request,
        _("The conversation is hidden; it is back with the next message.")
        if hidden
        else _("The conversation is in your list again."),
    )
    return redirect("conversations")


@insiders
def leaving(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = conversation_or_404(request, uid)
    if request.method == "POST":
        leave(conversation=found, person=herself(request))
        messages.success(request, _("You left the conversation."))
        return redirect("conversations")
    return _asked(
        request,
        found,
        title=_("Leave the conversation?"),
        says=[
            _("It disappears from your messages and nothing of it reaches you any more."),
            _("The other is not told. What both of you wrote goes on standing in her messages."),
        ],
        submit=_("Leave the conversation"),
    )


@insiders
def blocking(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = conversation_or_404(request, uid)
    other = others_in([found], request.viewer)[found.pk]  # type: ignore[attr-defined]
    if request.method == "POST":
        block_from(conversation=found, person=herself(request), label=other.name)
        messages.success(request, _("It is done. Nothing that she writes reaches you any more."))
        return redirect("conversations")
    return _asked(
        request,
        found,
        title=_("Block %(name)s?") % {"name": other.name},
        says=[
            _("You leave this conversation, and neither of you sees the other any more in the network."),
            _(
                "She is not told. If she writes to you, she sees her message as sent, and it does not "
                "reach you."
            ),
            _("Those who coordinate the network keep their duty: a coordinator goes on seeing your record."),
        ],
        submit=_("Block her"),
    )


def _asked(request: HttpRequest, found: Any, *, title: str, says: list[str], submit: str) -> HttpResponseBase:
    context = {"conversation": found, "title": title, "says": says, "submit": submit}
    return render(request, "network/relay/sure.html", context)


_PLACE = "mis-mensajes/<uuid:uid>/"
urlpatterns = [
    path(f"{_PLACE}compartir/", share, name="conversation_share"),
    path(f"{_PLACE}ocultar/", hiding, name="conversation_hide"),
    path(f"{_PLACE}dejar/", leaving, name="conversation_leave"),
    path(f"{_PLACE}bloquear/", blocking, name="conversation_block"),
]
