"""Actions and milestones by their title, what they were about and what came of them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Link
from network.vocabulary.spans import event_words

from .models import Milestone
from .queries import visible_to

NAMES = ("title",)
OTHERS = ("summary", "results", "package_id")
"""What the search of the desk and the list read alike."""


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Milestone.objects.order_by(), viewer)
    best = ranked(visible, asked, names=NAMES, others=OTHERS)
    items = tuple(
        FoundItem(
            row.title,
            reverse("desk_action", args=[row.uid]),
            (row.get_kind_display(), event_words(row.started, row.ended)),  # type: ignore[attr-defined]
        )
        for row in in_order(visible, best)
    )
    more = Link(_("See all"), f"{reverse('desk_actions')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("acciones", _("Actions"), 80, items, best.total, more)] if items else []
