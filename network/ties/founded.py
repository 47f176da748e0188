"""Designations, which name their document themselves. Only the post is told, and at the desk alone."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.queries import posts_told_to
from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import Appointment
from .queries import COVERING


def _visible(viewer: Viewer) -> Any:
    """As in the history of a post; a substitute is nothing but a person, so she is not told here."""
    told = posts_told_to(Post.objects.order_by(), viewer)
    rows = Appointment.objects.filter(post__in=told.values("pk"), capacity__in=COVERING)
    return (
        rows.select_related("post__institution").order_by("started", "pk")
        if viewer.runs_network
        else rows.none()
    )


def _named(row: Appointment) -> Link:
    page = reverse("desk_post", args=[row.post.package_id])
    return Link(f"{row.post.name}, {row.post.institution.called}", page)


FOUNDED = (
    Founded(
        code="appointment",
        label=_("Designation"),
        visible=_visible,
        named=_named,
        naming=lambda document, rows: rows.filter(document=document),
    ),
)
