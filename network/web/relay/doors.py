"""Who is writing, and which conversation: whatever is not hers is not there."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from network.people.models import Person
from network.relay.models import Conversation
from network.relay.queries import conversations_of


def herself(request: HttpRequest) -> Person:
    """Her own record. Who has none writes to nobody."""
    own = request.viewer.person_id  # type: ignore[attr-defined]
    if own is None:
        raise Http404
    return Person.objects.select_related("account").get(pk=own)


def conversation_or_404(request: HttpRequest, uid: UUID) -> Conversation:
    return get_object_or_404(conversations_of(request.viewer), uid=uid)  # type: ignore[attr-defined]


def told(form: Form, error: ValidationError) -> None:
    """What a service refuses, in the form, where what was typed stays."""
    if hasattr(error, "error_dict"):
        for field, messages in error.message_dict.items():
            form.add_error(field if field in form.fields else None, messages)
    else:
        form.add_error(None, error.messages)
