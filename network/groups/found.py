"""Groups by their name or objective; acuerdos by their text."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Link

from .models import Acuerdo, Group
from .queries import inside, visible_to
from .session_queries import acuerdos_visible_to
from .session_rules import acuerdo_badge, due_words

NAMES = ("name",)
OTHERS = ("objective", "lead_institution__name", "lead_institution__short_name", "package_id")
ACUERDO_NAMES = ("text",)
ACUERDO_OTHERS = ("session__group__name", "post__institution__name", "package_id")
"""What the search of the desk and the list read alike."""


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Group.objects.order_by(), viewer)
    best = ranked(visible, asked, names=NAMES, others=OTHERS)
    items = tuple(
        FoundItem(row.name, row.get_absolute_url(), (row.get_kind_display(),))  # type: ignore[attr-defined]
        for row in in_order(visible, best)
    )
    more = Link(_("See all"), f"{reverse('groups')}?{urlencode({'q': asked.text})}")
    groups = [FoundGroup("mesas", _("Working groups"), 90, items, best.total, more)] if items else []
    return [*groups, *_acuerdos(asked, viewer)]


def _acuerdos(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    """Of groups that she sees inside: the pages of the desk are for those."""
    within = inside(Group.objects.order_by(), viewer).values("pk")
    visible = acuerdos_visible_to(Acuerdo.objects.filter(session__group__in=within), viewer).order_by()
    best = ranked(visible, asked, names=ACUERDO_NAMES, others=ACUERDO_OTHERS)
    items = tuple(
        FoundItem(
            row.text,
            reverse("desk_acuerdo", args=[row.uid]),
            (row.session.group.name, due_words(row)),
            acuerdo_badge(row),
        )
        for row in in_order(visible.select_related("session__group"), best)
    )
    more = Link(_("See all"), f"{reverse('desk_acuerdos')}?{urlencode({'q': asked.text, 'estado': 'todos'})}")
    return [FoundGroup("acuerdos", _("Acuerdos"), 72, items, best.total, more)] if items else []
