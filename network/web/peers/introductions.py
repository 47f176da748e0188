"""Who can introduce me to her?"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.peers.introducing import Chain, ways_to
from network.peers.queries import approachable
from network.people.models import Person
from network.people.queries import with_what_is_shown
from network.people.rules import seen
from network.relay.queries import writable_to

from ..audience import insiders


@insiders
def introductions(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Whoever is not found by members, and whoever is seen under an alias, is introduced by nobody."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if viewer.person_id is None:
        raise Http404
    named = approachable(viewer).filter(sees_name=True)  # type: ignore[misc]
    found = get_object_or_404(with_what_is_shown(named), uid=uid)
    ways = ways_to(found, viewer)
    person = seen(found)
    is_writable = writable_to(Person.objects.filter(pk=found.pk), viewer).exists()
    context = {
        "person": person,
        "ways": ways,
        "chains": [(chain, _asking(chain, person.uid)) for chain in ways.chains],
        "write": reverse("person_write", args=[person.uid]) if is_writable else "",
        "title": _("Who can introduce me to %(name)s?") % {"name": person.name},
        "breadcrumb": [(_("Members"), reverse("people")), (person.name, reverse("person", args=[uid]))],
    }
    return render(request, "network/peers/introductions.html", context)


def _asking(chain: Chain, goal: str) -> str:
    """Where one asks the first of it, with words to begin with; empty where she receives no messages."""
    write = reverse("person_write", args=[chain.first.uid])
    return f"{write}?presentar={goal}" if chain.receives else ""


urlpatterns = [path("integrantes/<uuid:uid>/presentaciones/", introductions, name="introductions")]
