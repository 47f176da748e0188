"""The deeds on governments, under which the history of posts is told: facts of a place, also once removed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .governments import retract_government
from .models import GovernmentTerm
from .queries import coordinates_network


def _retract(row: GovernmentTerm, by: Any, reason: str) -> None:
    retract_government(government=row, by=by, reason=reason)


def _called(name: str) -> Link:
    return Link(name, reverse("desk_governments"))


DEEDS = (
    DeedsOf(
        subject_type="institutions.GovernmentTerm",
        room=_("Posts"),
        deeds={
            "record_government": Deed(
                _("recorded a government"), Undo(verb="retract_government", run=_retract)
            ),
            "change_government": Deed(
                _("corrected a government"), stays=_("Correct it again if it is wrong.")
            ),
            "retract_government": Deed(
                _("removed a government"), stays=_("Record it again if it was right.")
            ),
        },
        visible=lambda viewer: (
            GovernmentTerm.objects.order_by() if viewer.runs_network else GovernmentTerm.objects.none()
        ),
        named=lambda row: _called(row.name),
        may=coordinates_network,
        gone=lambda values: _called(str(values.get("name", ""))),
    ),
)
