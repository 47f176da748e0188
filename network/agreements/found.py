"""Agreements by their title or objective."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Link

from .models import Agreement
from .queries import visible_to
from .rules import status_badge, validity_words

NAMES = ("title",)
OTHERS = ("objective", "package_id")
"""What the search of the desk and the list read alike."""


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Agreement.objects.order_by(), viewer)
    best = ranked(visible, asked, names=NAMES, others=OTHERS)
    items = tuple(
        FoundItem(row.title, row.get_absolute_url(), validity_words(row), status_badge(row))
        for row in in_order(visible, best)
    )
    more = Link(_("See all"), f"{reverse('agreements')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("convenios", _("Agreements"), 60, items, best.total, more)] if items else []
