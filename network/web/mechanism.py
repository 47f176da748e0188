"""The page of a mechanism: its stage and the path to it, as far as the viewer may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.consolidation.path import path_of
from network.institutions.models import Mechanism
from network.vocabulary.spans import date_words

from .audience import public
from .founding_links import founding_links


@public
def mechanism(request: HttpRequest, institution: str, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = Mechanism.objects.select_related("institution", "reports_to")
    record = get_object_or_404(rows, institution__package_id=institution, package_id=package_id)
    desk = reverse("desk_mechanism", args=[package_id])
    context = {
        "mechanism": record,
        "created": date_words(record.created_on),
        "path": path_of(record, viewer),
        "founded_by": founding_links("mechanism", package_id, viewer),
        "shows_internal": viewer.runs_network,
        "actions": [{"label": _("Open its path at the desk"), "url": desk, "primary": True}]
        if viewer.runs_network
        else [],
    }
    return render(request, "network/mechanism/mechanism.html", context)


urlpatterns = [
    path("instituciones/<slug:institution>/mecanismos/<slug:package_id>/", mechanism, name="mechanism")
]
