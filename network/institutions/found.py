"""Posts by their name, and by the institution they belong to. Nothing tells whether one is covered."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Badge, Link

from .models import Post

NAMES = ("name",)
OTHERS = ("institution__name", "institution__short_name", "package_id")
"""What the search of the desk and the list read alike."""


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    """For whoever runs the network, as the list of posts is."""
    if not viewer.runs_network:
        return []
    best = ranked(Post.objects.all(), asked, names=NAMES, others=OTHERS)
    rows = in_order(Post.objects.select_related("institution"), best)
    items = tuple(
        FoundItem(
            row.name,
            reverse("desk_post", args=[row.package_id]),
            (row.institution.called, row.get_kind_display()),  # type: ignore[attr-defined]
            Badge(_("closed"), "muted") if row.closed_on else None,
        )
        for row in rows
    )
    more = Link(_("See all"), f"{reverse('desk_posts')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("puestos", _("Posts"), 30, items, best.total, more)] if items else []
