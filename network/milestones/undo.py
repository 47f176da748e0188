"""The deeds on actions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.institutions.queries import coordinated_by, coordinates_network
from network.vocabulary.deeds import TOOK_BACK, WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .advisers import reopen_assignment, retract_assignment
from .models import AdviserAssignment, Milestone
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
            "correct_action": Deed(_("corrected an action"), stays=WRITE_AGAIN),
            "attach_evidence": Deed(
                _("put evidence to an action"), stays=_("Take the file away on the page of the action.")
            ),
            "remove_evidence": Deed(
                _("took evidence off an action"), stays=_("The file is gone for good; attach it again.")
            ),
            "withdraw_action": Deed(
                _("withdrew an action"),
                Undo(
                    verb="restore_action",
                    run=lambda row, by, _reason: restore_action(milestone=row, by=by),
                ),
            ),
            "restore_action": Deed(_("restored an action"), stays=TOOK_BACK),
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
    DeedsOf(
        subject_type="milestones.AdviserAssignment",
        room=_("Actions"),
        deeds={
            "assign_adviser": Deed(
                _("assigned an adviser"),
                Undo(
                    verb="retract_adviser",
                    run=lambda row, by, reason: retract_assignment(assignment=row, by=by, reason=reason),
                ),
            ),
            "end_adviser": Deed(
                _("ended the work of an adviser"),
                Undo(
                    verb="reopen_adviser",
                    run=lambda row, by, _reason: reopen_assignment(assignment=row, by=by),
                ),
            ),
            "reopen_adviser": Deed(_("let an adviser go on"), stays=TOOK_BACK),
        },
        visible=lambda viewer: (
            AdviserAssignment.objects.filter(institution__in=coordinated_by(viewer).values("pk"))
            .select_related("institution", "person")
            .order_by()
        ),
        named=lambda row: Link(row.institution.called, reverse("desk_advisers")),
        may=coordinates_network,
    ),
)
