"""A material of an event, handed to those it is for: by their rights, or by the link of their place."""

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path

from events.after.materials import materials_for, materials_for_place
from events.models import Event, EventMaterial
from network.files.answering import file_response
from network.web.audience import public
from network.web.joining.door import open_door

from ..doors import event_or_404, viewer_of
from ..place_words import placed
from ..places import link_over


@public
def of_event(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponseBase:
    found = event_or_404(request, package_id)
    if not isinstance(found, Event):
        return found
    return _file(get_object_or_404(materials_for(found, viewer_of(request)).exclude(file=""), uid=uid))


@open_door
def of_place(request: HttpRequest, token: str, uid: uuid.UUID) -> HttpResponseBase:
    row = placed(token)
    found = materials_for_place(row).exclude(file="").filter(uid=uid).first() if row is not None else None
    return link_over(request) if found is None else _file(found)


def _file(found: EventMaterial) -> HttpResponseBase:
    """Under a name that says nothing: titles are read by whoever looks at a folder."""
    storage, name = found.file.storage, str(found.file.name)
    if not storage.exists(name):
        raise Http404
    shown = f"material-{str(found.uid)[:8]}.{name.rpartition('.')[2]}"
    response = file_response(storage.open(name), name=shown, content_type=found.content_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("eventos/<slug:package_id>/material/<uuid:uid>/", of_event, name="event_material"),
    path("eventos/mi-lugar/<str:token>/material/<uuid:uid>/", of_place, name="event_place_material"),
]
