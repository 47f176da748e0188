"""The deeds on messages. To whom each goes is told by the institution, never by the name of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import Deed, DeedsOf, DeedsTogether
from network.vocabulary.panels import Link

from .models import Mailing, Outgoing
from .queries import mailings_visible_to, visible_to


def _mailing(row: Mailing) -> Link:
    title = str(_("Messages of the network")) if row.is_neutral else row.title
    return Link(title, reverse("desk_mailing", args=[row.uid]))


def _message(row: Outgoing) -> Link:
    subject = row.neutral_subject or row.subject if row.is_neutral else row.subject
    to = row.to_institution or _("one person")
    return Link(f"{subject}: {to}", reverse("desk_message", args=[row.uid]))


def _words(viewer: Viewer) -> Link | None:
    return (
        Link(str(_("The words of the messages")), reverse("desk_messages")) if viewer.runs_network else None
    )


def _outgoing(viewer: Viewer) -> Any:
    return visible_to(Outgoing.objects.select_related("mailing").order_by(), viewer)


DEEDS = (
    DeedsOf(
        subject_type="messages.Mailing",
        room=_("Messages"),
        deeds={
            "prepare_messages": Deed(
                _("prepared messages"),
                stays=_("Prepared is not sent: what you neither send nor print reaches nobody."),
            ),
        },
        visible=lambda viewer: mailings_visible_to(Mailing.objects.order_by(), viewer),
        named=_mailing,
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="messages.Outgoing",
        room=_("Messages"),
        deeds={
            "ask_for_email": Deed(
                _("put an e-mail into the outbox"),
                stays=_("An e-mail cannot be called back. Write another that corrects it."),
            ),
        },
        visible=_outgoing,
        named=_message,
        may=coordinates_network,
    ),
    DeedsTogether(
        subject_type="messages.Wording",
        room=_("Messages"),
        deeds={
            "reword_message": Deed(
                _("changed the words of a kind of message"),
                stays=_("Its page brings the original words back; messages already prepared keep theirs."),
            ),
            "original_message": Deed(
                _("went back to the original words of a kind of message"),
                stays=_("Write the words again on their page: the journal keeps what they were."),
            ),
        },
        named=_words,
    ),
)
