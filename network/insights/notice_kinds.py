"""What is told of answers that the task queue keeps."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="saved_answers",
        label=_("Answers you asked to keep"),
        texts={
            "kept": _("The answer you asked to keep is ready."),
            "failed": _("The answer you asked to keep could not be computed: see why."),
        },
        neutral=_("There is news about an answer you asked to keep."),
    ),
)
