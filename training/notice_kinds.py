"""What a member is told of her trainings."""

from django.utils.translation import gettext_lazy

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="own_external_trainings",
        label=gettext_lazy("My trainings elsewhere"),
        texts={
            "verified": gettext_lazy("It was verified and stands in your record: %(title)s."),
            "returned": gettext_lazy("It was returned to you, see what is missing: %(title)s."),
        },
        neutral=gettext_lazy("Something in your record of trainings changed."),
    ),
)
