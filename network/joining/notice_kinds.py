"""What a member is asked once a year."""

from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind

KINDS = (
    NoticeKind(
        name="affiliation",
        label=gettext_lazy("Where you work, asked once a year"),
        texts={"asked": gettext_lazy("Do you still work at %(institution)s? One press is enough to answer.")},
        neutral=gettext_lazy("The network has a question for you. Read it after logging in."),
        default=Delivery.NOW,
    ),
)
