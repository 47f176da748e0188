"""The deeds on the path of a mechanism. A path tells of every step, also of one that went back."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Mechanism
from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import WRITE_AGAIN, Deed, DeedsOf
from network.vocabulary.panels import Link

from .models import StageChange
from .queries import told_to


def _mechanisms(viewer: Viewer) -> Any:
    rows = Mechanism.objects.select_related("institution").order_by()
    return rows if viewer.runs_network else rows.none()


def _changes(viewer: Viewer) -> Any:
    rows = StageChange.objects.select_related("mechanism__institution").order_by()
    return told_to(rows, viewer) if viewer.runs_network else rows.none()


def _link(mechanism: Mechanism) -> Link:
    page = reverse("desk_mechanism", args=[mechanism.package_id])
    return Link(f"{mechanism.name}, {mechanism.institution.called}", page)


DEEDS = (
    DeedsOf(
        subject_type="consolidation.StageChange",
        room=_("Mechanisms"),
        deeds={
            "move_stage": Deed(
                _("recorded a stage of a mechanism"),
                stays=_("Record the stage that holds, and why: the path tells of both."),
            ),
            "publish_stage_change": Deed(
                _("let everyone read a stage"),
                stays=_("Who read it has read it. Record the stage that holds, and why."),
            ),
        },
        visible=_changes,
        named=lambda row: _link(row.mechanism),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="institutions.Mechanism",
        room=_("Mechanisms"),
        deeds={
            "record_conditions": Deed(_("recorded conditions of a mechanism"), stays=WRITE_AGAIN),
            "record_items": Deed(_("recorded what a mechanism has"), stays=WRITE_AGAIN),
        },
        visible=_mechanisms,
        named=_link,
        may=coordinates_network,
    ),
)
