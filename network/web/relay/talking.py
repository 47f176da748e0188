"""One conversation: what was written, and answering."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from network.relay.queries import address_of, blocked_by_her, messages_in, others_in, suspended_until
from network.relay.services import mark_read, reply

from ..audience import insiders
from .doors import conversation_or_404, herself, told
from .forms import TextForm


@insiders
def conversation(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    viewer = request.viewer  # type: ignore[attr-defined]
    found, own = conversation_or_404(request, uid), herself(request)
    blocked = blocked_by_her(found, viewer)
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not blocked:
        try:
            reply(conversation=found, sender=own, text=form.cleaned_data["text"])
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Your message was sent."))
            return redirect(found)
    written = list(messages_in(found, viewer))
    if request.method != "POST":
        mark_read(conversation=found, person=own)
    context = {
        "conversation": found,
        "title": found.subject,
        "other": others_in([found], viewer)[found.pk],
        "mine": next(side for side in found.sides.all() if side.person_id == own.pk),
        "own_id": own.pk,
        "own_address": address_of(own),
        "written": written,
        "has_theirs": any(message.sender_id != own.pk for message in written),
        "form": form,
        "blocked": blocked,
        "until": suspended_until(own),
    }
    return render(request, "network/relay/conversation.html", context)


urlpatterns = [path("mis-mensajes/<uuid:uid>/", conversation, name="conversation")]
