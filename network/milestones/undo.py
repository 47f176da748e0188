"""The deeds on actions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .models import Milestone
from .queries import visible_to
from .services import publish_action, restore_action, withdraw_action


def _publish(is_public: bool) -> Any:
    return lambda row, by, _reason: publish_action(milestone=row, by=by, is_public=is_public)


DEEDS = (
    DeedsOf(
        subject_type="milestones.Milestone",
        room=_("Actions"),
        deeds={
            "record_action": Deed(
                _("recorded an action"),
                Undo(
                    verb="withdraw_action",
                    run=lambda row, by, reason: withdraw_action(milestone=row, by=by, reason=reason),
                ),
            ),
            "correct_action": Deed(_("corrected an action")),
            "withdraw_action": Deed(
                _("withdrew an action"),
                Undo(
                    verb="restore_action",
                    run=lambda row, by, _reason: restore_action(milestone=row, by=by),
                ),
            ),
            "restore_action": Deed(_("restored an action")),
            "publish_action": Deed(
                _("made an action public"), Undo(verb="unpublish_action", run=_publish(False))
            ),
            "unpublish_action": Deed(
                _("made an action internal"), Undo(verb="publish_action", run=_publish(True))
            ),
        },
        visible=lambda viewer: (
            visible_to(Milestone.objects.order_by(), viewer, with_withdrawn=True)
            if coordinates_network(viewer)
            else Milestone.objects.none()
        ),
        named=lambda row: Link(row.title, row.get_absolute_url()),
        may=coordinates_network,
    ),
)
