"""What this room holds of her: what she wrote, what reached her, whether she accepts messages."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Acceptance, Message, Report, Side

COVERS = ("relay.Acceptance", "relay.Message", "relay.Report", "relay.Side")


def own(whose: Whose) -> list[Section]:
    """Her own side of each conversation. Who the other is, and who reported what, is told to nobody."""
    hers = Q(sender=whose.person) | Q(is_delivered=True, conversation__sides__person=whose.person)
    written = Message.objects.filter(hers).distinct().select_related("conversation")
    return [
        section(
            "conversations",
            _("Your conversations with members"),
            Side.objects.filter(person=whose.person).select_related("conversation"),
            {
                "conversation__subject": _("Subject"),
                "conversation__started_at": _("Since"),
                "alias": _("Alias"),
                "shares_email": _("Shows the e-mail"),
            },
        ),
        section(
            "relayed_messages",
            _("Messages you wrote or received there"),
            written,
            {"sent_at": _("When"), "conversation__subject": _("Subject"), "text": _("Text")},
        ),
        section(
            "abuse_reports",
            _("Messages you showed to the administration"),
            Report.objects.filter(reporter=whose.person),
            {"made_at": _("When"), "what": _("Reason"), "why": _("Text"), "state": _("State")},
        ),
        section(
            "acceptance",
            _("Whether members may write to you"),
            Acceptance.objects.filter(person=whose.person),
            {"accepts": _("They may")},
        ),
    ]
