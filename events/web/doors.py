"""Whose event it is, and who is let in."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event
from events.queries import is_open_to, kept_by, may_make, visible_to, with_counts, with_organisers
from network.accounts.viewer import Viewer

Breadcrumb = list[tuple[str, str]]


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def event_or_404(request: HttpRequest, package_id: str) -> Event | HttpResponseBase:
    """The event with its free seats, if she may see it. A visitor is sent to log in for any other, whether
    there is one or not: most come by a link that a colleague sent."""
    rows = with_organisers(with_counts(visible_to(Event.objects.all(), viewer_of(request))))
    return rows.filter(package_id=package_id).first() or _not_found(request)


def pressed_or_404(request: HttpRequest, package_id: str) -> Event | HttpResponseBase:
    """The same for whoever sends a form, of whom there may be a thousand at once: the bare event."""
    found, viewer = Event.objects.filter(package_id=package_id).first(), viewer_of(request)
    if found is None:
        return _not_found(request)
    if is_open_to(found, viewer) or visible_to(Event.objects.filter(pk=found.pk), viewer).exists():
        return found
    return _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


def kept_or_404(request: HttpRequest, package_id: str, *, counted: bool = False) -> Event:
    """An event that she runs."""
    rows = kept_by(Event.objects.all(), viewer_of(request))
    return get_object_or_404(with_organisers(with_counts(rows)) if counted else rows, package_id=package_id)


def maker_or_404(request: HttpRequest) -> Viewer:
    """Whoever runs some event, or may make one."""
    viewer = viewer_of(request)
    if not may_make(viewer) and not kept_by(Event.objects.order_by(), viewer).exists():
        raise Http404
    return viewer


def trail(event: Event | None = None) -> Breadcrumb:
    found: Breadcrumb = [(_("Events"), reverse("desk_events"))]
    if event is not None:
        found.append((event.title, desk_place(event)))
    return found


def desk_place(event: Event) -> str:
    return reverse("desk_event", args=[event.package_id])


def plain(values: Any) -> list[tuple[str, str]]:
    """Facts without those of which nothing is known."""
    return [(str(name), str(text)) for name, text in values if text]
