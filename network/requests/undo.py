"""The deeds on requests, and on each institution that was asked."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import DISCARD_THERE, TOOK_BACK, WRITE_AGAIN, Deed, DeedsOf, Undo, Values
from network.vocabulary.panels import Link

from .answers import undo_last
from .enums import State
from .models import Request, RequestRecipient
from .queries import recipients_visible_to, visible_to
from .services import reopen_request


def _step_back(row: RequestRecipient, by: Any, reason: str) -> None:
    undo_last(recipient=row, seen=row.state, by=by, reason=reason)


def _was_a_step(before: Values, after: Values) -> bool:
    """It changed how the request stands there; a correction of a day or stamp did not."""
    return bool(before.get("state")) and before["state"] != after.get("state")


_STEP = Undo(verb="undo_request_step", run=_step_back, may=_was_a_step)

_SENT = _("Letters that went out have their folios. Let an institution off on its page, with the reason.")

DEEDS = (
    DeedsOf(
        subject_type="requests.Request",
        room=_("Requests"),
        deeds={
            "draft_request": Deed(_("began a request"), stays=DISCARD_THERE),
            "revise_request": Deed(_("changed a request"), stays=WRITE_AGAIN),
            "add_request_recipients": Deed(_("chose whom to ask"), stays=WRITE_AGAIN),
            "drop_request_recipients": Deed(_("took institutions off a request"), stays=WRITE_AGAIN),
            "send_request": Deed(_("sent a request"), stays=_SENT),
            "remind_of_request": Deed(_("reminded the silent ones"), stays=_SENT),
            "close_request": Deed(
                _("closed a request"),
                Undo(
                    verb="reopen_request",
                    run=lambda row, by, _reason: reopen_request(request=row, by=by),
                ),
            ),
            "reopen_request": Deed(_("opened a request again"), stays=TOOK_BACK),
        },
        visible=lambda viewer: visible_to(Request.objects.order_by(), viewer),
        named=lambda row: Link(row.shown_subject, reverse("desk_request", args=[row.uid])),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="requests.RequestRecipient",
        room=_("Requests"),
        deeds={
            "address_request_recipient": Deed(
                _("changed how a request addresses an institution"), stays=WRITE_AGAIN
            ),
            "acknowledge_request": Deed(_("recorded that a request was received"), _STEP),
            "record_request_answer": Deed(_("recorded an answer"), _STEP),
            "correct_request_answer": Deed(_("corrected an answer"), stays=WRITE_AGAIN),
            "request_letter_cancelled": Deed(
                _("cancelled the letter of a request"),
                stays=_("Write to them anew on the page of the request."),
            ),
            "write_request_anew": Deed(
                _("began a letter anew, because the first was cancelled"),
                stays=_("Leave it out among those to send, if it is not to be sent."),
            ),
            "withdraw_request": Deed(_("let an institution off"), _STEP),
            "undo_request_step": Deed(_("took back a step of a request"), stays=TOOK_BACK),
            "designate_from_request": Deed(
                _("designated out of an answer"),
                stays=_("Take it back on the page of the institution that was asked."),
            ),
            "take_back_designation": Deed(_("took back a designation made from an answer"), stays=TOOK_BACK),
        },
        visible=lambda viewer: (
            recipients_visible_to(RequestRecipient.objects.exclude(state=State.DRAFTED), viewer)
            .select_related("request", "institution")
            .order_by()
        ),
        named=lambda row: Link(
            f"{row.request.shown_subject}: {row.institution.called}", row.get_absolute_url()
        ),
        may=coordinates_network,
    ),
)
