"""The deeds on the governments under which the history of posts is told."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .models import GovernmentTerm
from .queries import coordinates_network
from .services import retract_government


def _retract(row: GovernmentTerm, by: Any, reason: str) -> None:
    retract_government(government=row, by=by, reason=reason)


DEEDS = (
    DeedsOf(
        subject_type="institutions.GovernmentTerm",
        room=_("Posts"),
        deeds={
            "record_government": Deed(
                _("recorded a government"), Undo(verb="retract_government", run=_retract)
            ),
        },
        visible=lambda viewer: (
            GovernmentTerm.objects.order_by() if viewer.runs_network else GovernmentTerm.objects.none()
        ),
        named=lambda row: Link(row.name, reverse("desk_governments")),
        may=coordinates_network,
    ),
)
