"""One post at the desk: its state, who holds it, its history under each government, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.enums import Publication
from network.institutions.models import Post
from network.institutions.queries import governments_of
from network.institutions.rules import is_closed_to
from network.ties.history import bands, history, with_vacancies
from network.ties.panels import coverage_badge
from network.ties.rules import vacancy_words
from network.ties.strip import strip
from network.ties.vacancies import since, with_vacancy

from ...audience import coordinators
from .publication import readings


@coordinators
def post(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    record = post_or_404(package_id)
    is_untold = is_closed_to(record.publication, viewer)
    held = history(record, viewer)
    items = with_vacancies(held)
    governments = list(governments_of(record.institution))
    context = {
        "post": record,
        "state": _state(record, viewer),
        "current": [row for row in held if row.is_current],
        "bands": bands(items, governments),
        "strip": strip(items, governments, timezone.localdate()),
        "has_governments": bool(governments),
        "is_untold": is_untold,
        "readings": readings(Publication(record.publication)),
        "actions": _actions(record, is_untold=is_untold),
    }
    return render(request, "network/desk/posts/post.html", context)


def post_or_404(package_id: str) -> Post:
    rows = Post.objects.select_related("institution__region", "institution__municipality", "mechanism")
    return get_object_or_404(rows, package_id=package_id)


def _state(record: Post, viewer: Viewer) -> dict[str, Any] | None:
    row = with_vacancy(Post.objects.filter(pk=record.pk), viewer).first()
    if row is None:
        return None
    return {"badge": coverage_badge(row), "vacant": vacancy_words(since(row), timezone.localdate())}


def _actions(record: Post, *, is_untold: bool) -> list[dict[str, Any]]:
    if record.closed_on:
        url = reverse("desk_post_reopen", args=[record.package_id])
        return [{"label": _("Open the post again"), "url": url, "primary": False}]
    found = [
        {"label": _("Change the post"), "url": reverse("desk_post_change", args=[record.package_id])},
    ]
    if not is_untold:
        designate = reverse("desk_appoint", args=[record.package_id])
        found.insert(0, {"label": _("Designate"), "url": designate, "primary": True})  # type: ignore[dict-item]
        found.append(
            {"label": _("Handover file"), "url": reverse("handover_today", args=[record.package_id])}
        )
        found.append(
            {"label": _("Close the post"), "url": reverse("desk_post_close", args=[record.package_id])}
        )
    return [{"primary": False, **action} for action in found]


urlpatterns = [path("gestion/puestos/<slug:package_id>/", post, name="desk_post")]
