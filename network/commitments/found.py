"""Commitments by their text and by who owes them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Link

from .models import Commitment
from .queries import visible_to
from .rules import due_words, status_badge

NAMES = ("text",)
OTHERS = ("debtor__name", "debtor__short_name", "package_id")
"""What the search of the desk and the list read alike."""


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Commitment.objects.order_by(), viewer)
    best = ranked(visible, asked, names=NAMES, others=OTHERS)
    items = tuple(
        FoundItem(
            row.text,
            row.get_absolute_url(),
            (row.debtor.called, due_words(row)),
            status_badge(row),
        )
        for row in in_order(visible.select_related("debtor"), best)
    )
    more = Link(_("See all"), f"{reverse('desk_commitments')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("compromisos", _("Commitments"), 70, items, best.total, more)] if items else []
