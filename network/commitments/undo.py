"""The deeds on commitments and on advance notices."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import TOOK_BACK, WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .editing import publish_commitment
from .following import discard_commitment, reopen_commitment, withdraw_acknowledgement
from .models import AdvanceNotice, Commitment
from .queries import in_care, notices_visible_to


def _reopen(row: Commitment, by: Any, reason: str) -> None:
    reopen_commitment(commitment=row, by=by, reason=reason)


def _unacknowledge(row: Commitment, by: Any, reason: str) -> None:
    withdraw_acknowledgement(commitment=row, by=by, reason=reason)


def _discard(row: Commitment, by: Any, reason: str) -> None:
    discard_commitment(commitment=row, by=by, reason=reason)


def _publish(is_public: bool) -> Any:
    return lambda row, by, _reason: publish_commitment(commitment=row, by=by, is_public=is_public)


_AGAIN = Undo(verb="reopen_commitment", run=_reopen)

DEEDS = (
    DeedsOf(
        subject_type="commitments.Commitment",
        room=_("Commitments"),
        deeds={
            "make_commitment": Deed(
                _("recorded a commitment"), Undo(verb="discard_commitment", run=_discard)
            ),
            "discard_commitment": Deed(_("took a commitment away"), stays=WRITE_AGAIN),
            "tell_progress": Deed(
                _("noted the progress of a commitment"),
                stays=_("Take the note away on the page of the commitment."),
            ),
            "begin_commitment": Deed(_("set a commitment in progress"), stays=WRITE_AGAIN),
            "take_back_progress": Deed(_("took away a note of a commitment"), stays=WRITE_AGAIN),
            "mark_commitment_done": Deed(_("recorded a commitment as done"), _AGAIN),
            "mark_commitment_not_met": Deed(_("recorded a commitment as not met"), _AGAIN),
            "reopen_commitment": Deed(_("opened a commitment again"), stays=TOOK_BACK),
            "acknowledge_commitment": Deed(
                _("recorded who acknowledged a commitment"),
                Undo(verb="withdraw_acknowledgement", run=_unacknowledge),
            ),
            "withdraw_acknowledgement": Deed(
                _("took back that a commitment was acknowledged"), stays=TOOK_BACK
            ),
            "correct_commitment": Deed(_("corrected what a commitment says"), stays=WRITE_AGAIN),
            "publish_commitment": Deed(
                _("made a commitment public"), Undo(verb="withdraw_commitment", run=_publish(False))
            ),
            "withdraw_commitment": Deed(
                _("made a commitment internal"), Undo(verb="publish_commitment", run=_publish(True))
            ),
            "move_due_date": Deed(_("moved the due date of a commitment"), stays=WRITE_AGAIN),
            "remind_of_commitment": Deed(
                _("reminded of a commitment"), stays=_("Its message is in the outbox; what left has left.")
            ),
        },
        visible=lambda viewer: in_care(Commitment.objects.order_by(), viewer),
        named=lambda row: Link(str(row), row.get_absolute_url()),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="commitments.AdvanceNotice",
        room=_("Agreements"),
        deeds={
            "give_notice": Deed(
                _("gave advance notice"), stays=_("Its messages are in the outbox; what left has left.")
            ),
            "correct_notice": Deed(_("corrected the day of an advance notice"), stays=WRITE_AGAIN),
        },
        visible=lambda viewer: notices_visible_to(
            AdvanceNotice.objects.select_related("agreement").order_by(), viewer
        ),
        named=lambda row: Link(row.title, row.get_absolute_url()),
        may=coordinates_network,
    ),
)
