"""From the page of a person whom she sees: write to her."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from network.peers.introducing import asking, way_by
from network.peers.queries import approachable
from network.people.models import Person
from network.people.rules import shown_line
from network.relay.enums import Subject
from network.relay.queries import reader_of, shown_to, suspended_until, writable_to
from network.relay.services import start

from ..audience import insiders
from .doors import herself, told
from .forms import FirstForm


@insiders
def write(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Whoever may not be written to, may not be seen or is not there: one line for all of them."""
    viewer = request.viewer  # type: ignore[attr-defined]
    recipient = get_object_or_404(writable_to(Person.objects.select_related("account"), viewer), uid=uid)
    own, name = herself(request), shown_line(recipient)[0]
    form = FirstForm(request.POST or None, initial=_to_begin_with(request, recipient))
    if request.method == "POST" and form.is_valid():
        try:
            begun = start(
                sender=own,
                recipient=recipient,
                subject=form.chosen,
                text=form.cleaned_data["text"],
                viewer=viewer,
            )
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Your message was sent."))
            return redirect(begun)
    context = {
        "title": _("Write to %(name)s") % {"name": name},
        "recipient": recipient,
        "name": name,
        "form": form,
        "shown": shown_to(own, reader_of(recipient)),
        "until": suspended_until(own),
    }
    return render(request, "network/relay/write.html", context)


def _to_begin_with(request: HttpRequest, recipient: Person) -> dict[str, str]:
    """Words for whoever comes from a chain that leads through the recipient to another; else none."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        goal = uuid.UUID(request.GET.get("presentar", ""))
    except ValueError:
        return {}
    named = approachable(viewer).filter(sees_name=True, uid=goal).first()  # type: ignore[misc]
    chain = way_by(str(recipient.uid), named, viewer) if named else None
    return {"about": Subject.INTRODUCTION, "text": asking(chain)} if chain else {}


urlpatterns = [path("integrantes/<uuid:uid>/escribir/", write, name="person_write")]
