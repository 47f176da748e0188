"""Who may open which request, and what surrounds its pages."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.queries import coordinates_network
from network.requests.models import Request, RequestRecipient
from network.requests.queries import recipients_visible_to, visible_to

Trail = list[tuple[str, str]]


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as 2026-03-15."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = _("Write the date as 2026-03-15.")


def may_or_404(request: HttpRequest) -> Viewer:
    """Requests are for who coordinates the network; an administrator who does not finds nothing."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not coordinates_network(viewer):
        raise Http404
    return viewer


def request_or_404(request: HttpRequest, uid: uuid.UUID) -> Request:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return get_object_or_404(visible_to(Request.objects.all(), viewer), uid=uid)


def recipient_or_404(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> RequestRecipient:
    viewer = may_or_404(request)
    rows = recipients_visible_to(RequestRecipient.objects.filter(request__uid=uid), viewer)
    rows = rows.select_related("request", "institution", "letter", "reply")
    return get_object_or_404(rows, uid=recipient)


def trail(asked: Request | None = None, row: RequestRecipient | None = None) -> Trail:
    found = [(_("Desk"), reverse("desk")), (_("Requests"), reverse("desk_requests"))]
    if asked is not None:
        found.append((asked.shown_subject, asked.get_absolute_url()))
    if row is not None:
        found.append((row.institution.called, row.get_absolute_url()))
    return found


def day_or_none(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
