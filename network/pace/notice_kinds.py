"""What administrators are told of accounts that read too fast."""

from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind

KINDS = (
    NoticeKind(
        name="pace",
        label=gettext_lazy("Accounts that read the directory too fast"),
        texts={"slowed": gettext_lazy("An account was slowed: it opened the records of too many people.")},
        neutral=gettext_lazy("Something waits for the administration of the network."),
        default=Delivery.NOW,
        roles=("administrator",),
    ),
)
