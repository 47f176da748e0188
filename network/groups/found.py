"""Groups by their name or objective."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, as_they_are, in_order, ranked
from network.vocabulary.panels import Link

from .models import Group
from .queries import visible_to


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Group.objects.order_by(), viewer)
    best = ranked(visible, asked, as_they_are, "name", others=("objective", "package_id"))
    items = tuple(
        FoundItem(row.name, row.get_absolute_url(), (row.get_kind_display(),))  # type: ignore[attr-defined]
        for row in in_order(visible, best)
    )
    more = Link(_("See all"), f"{reverse('groups')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("mesas", _("Working groups"), 90, items, best.total, more)] if items else []
