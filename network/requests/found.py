"""Requests by the subject that lists show: of a neutral one, its neutral subject alone."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.found import Asked, FoundGroup, FoundItem, in_order, ranked
from network.vocabulary.panels import Badge, Link

from .models import Request
from .queries import shown_subject, visible_to
from .wording import day_words


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    visible = visible_to(Request.objects.order_by(), viewer)
    best = ranked(visible, asked, names=(shown_subject(),), others=())
    items = tuple(
        FoundItem(
            row.shown_subject,
            row.get_absolute_url(),
            (
                row.get_kind_display(),
                _("sent on %(date)s") % {"date": day_words(row.sent_on)}
                if row.sent_on
                else _("not sent yet"),
            ),
            Badge(_("closed"), "muted") if row.is_closed else None,
        )
        for row in in_order(visible, best)
    )
    more = Link(_("See all"), f"{reverse('desk_requests')}?{urlencode({'q': asked.text})}")
    return [FoundGroup("solicitudes", _("Requests"), 50, items, best.total, more)] if items else []
