"""What is told of papers made in the background."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="papers",
        label=_("Papers you asked for"),
        texts={
            "ready": _("The papers you asked for are ready to be taken."),
            "failed": _("The papers you asked for could not be made: see why, and what to do."),
        },
        neutral=_("There is news about papers you asked for."),
    ),
)
