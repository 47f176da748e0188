"""What is told of messages between members: never who, nor about what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind, Words
from network.vocabulary.spans import date_words


def _suspended(words: Words) -> str:
    told = {"date": date_words(words["until"])}
    return _("You may not write to other members until %(date)s, because of messages of yours.") % told


KINDS = (
    NoticeKind(
        name="relay",
        label=gettext_lazy("Messages from other members"),
        texts={"wrote": gettext_lazy("Somebody of the network wrote to you.")},
        neutral=gettext_lazy("Somebody of the network wrote to you."),
        default=Delivery.NOW,
    ),
    NoticeKind(
        name="relay_rules",
        label=gettext_lazy("How messages between members are used"),
        texts={
            "warned": gettext_lazy(
                "The administration reminds you how members write to each other: with respect, about the "
                "work, and without insisting."
            ),
            "suspended": _suspended,
            "closed": gettext_lazy("The administration has looked at the messages that you showed to it."),
        },
        neutral=gettext_lazy("The administration of the network has a message for you."),
        default=Delivery.NOW,
    ),
    NoticeKind(
        name="relay_reports",
        label=gettext_lazy("Messages shown to the administration"),
        texts={"made": gettext_lazy("Somebody showed messages to the administration.")},
        neutral=gettext_lazy("Something waits for the administration of the network."),
        default=Delivery.NOW,
        roles=("administrator",),
    ),
)
