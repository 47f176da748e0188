"""The members' directory and a person's page: for insiders, and only what each of them may see."""

import uuid
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.groups.models import Group, Seat
from network.groups.queries import visible_to as groups_visible_to
from network.peers.rules import may_approach
from network.people.models import Person
from network.people.queries import visible_to, with_what_is_shown
from network.people.rules import seen
from network.relay.queries import writable_to
from network.search.matched import why
from network.search.people import FACETS, PersonList
from network.ties.queries import appointments_visible_to, current_appointments
from network.vocabulary.contributions import contributions
from network.vocabulary.panels import Panel
from network.vocabulary.partial_date import in_force_on

from .audience import insiders
from .directory import Asked, chips, page_of


@insiders
def people(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request.GET, FACETS)
    listed = PersonList(request.viewer, asked.text, asked.chosen)  # type: ignore[attr-defined]
    page = page_of(request, listed.rows(), listed.count, listed.shown)
    page.object_list = [seen(person) for person in page.object_list]
    context = {
        "asked": asked,
        "facets": listed.facets,
        "chips": chips(asked, listed.facets),
        "orders": [],
        "page_obj": page,
        "rows": [(one, why(one, listed.found.sought)) for one in page.object_list],
        "querystring": asked.querystring(),
        "is_near": listed.found.is_near,
        "suggestions": [seen(p) for p in listed.suggestions()] if not listed.count and asked.text else [],
    }
    return render(request, "network/people/list.html", context)


@insiders
def person(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Whoever may not be seen and whoever is not there end in the same line."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(with_what_is_shown(visible_to(Person.objects.all(), viewer)), uid=uid)
    herself = found.pk == viewer.person_id
    context = page_of_person(found, viewer) | {
        "is_herself": herself,
        "may_approach": may_approach(found, viewer),
        "actions": _actions(found, viewer),
        "may_block": viewer.person_id is not None and not herself,
    }
    return render(request, "network/people/person.html", context)


def page_of_person(found: Person, viewer: Viewer) -> dict[str, Any]:
    """What her page shows to that viewer. `found` comes from the doors, asked with the viewer's eyes."""
    held = current_appointments().filter(person=found).select_related("post", "post__institution")
    return {
        "person": seen(found),
        "appointments": appointments_visible_to(held, viewer).order_by("post__name", "pk"),
        "seats": _seats(found, viewer),
        "panels": _panels(found, viewer),
    }


def _actions(found: Person, viewer: Viewer) -> list[dict[str, Any]]:
    """Writing to her, where she may."""
    if not writable_to(Person.objects.filter(pk=found.pk), viewer).exists():
        return []
    return [{"label": _("Write"), "url": reverse("person_write", args=[found.uid]), "primary": True}]


def _panels(found: Person, viewer: Viewer) -> list[Panel]:
    """What upper rooms tell of her to that viewer, each in its module `person_panels.py`."""
    rooms = contributions("person_panels")
    panels = [panel for room in rooms for panel in room.person_panels(found, viewer)]
    return sorted(panels, key=lambda panel: panel.order)


@insiders
def nobody(request: HttpRequest, rest: str) -> NoReturn:
    """An id that cannot be anyone's: a visitor is sent to log in from there too, before it is told."""
    raise Http404


def _seats(person: Person, viewer: Viewer) -> QuerySet[Seat]:
    """The seats she holds today, where the viewer sees her name and may know of the group."""
    if not person.sees_name:  # type: ignore[attr-defined]
        return Seat.objects.none()
    groups = groups_visible_to(Group.objects.order_by(), viewer).values("pk")
    held = Seat.objects.filter(in_force_on(timezone.localdate()), person=person, group__in=groups)
    return held.select_related("group", "institution").order_by("group__name", "pk")


urlpatterns = [
    path("integrantes/", people, name="people"),
    path("integrantes/<uuid:uid>/", person, name="person"),
    path("integrantes/<path:rest>/", nobody),
]
