"""What whoever wrote a request is told of what comes back."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.notices import Delivery, NoticeKind

KINDS = (
    NoticeKind(
        name="request_answers",
        label=_("Answers to your requests"),
        texts={"answered": _("Answers to a request of yours were recorded.")},
        neutral=_("There is news about a request of yours."),
        default=Delivery.DAILY,
    ),
)
