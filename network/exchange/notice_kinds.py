"""What is told of imports that the task queue applies."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="imports",
        label=_("Imports you asked for"),
        texts={
            "applied": _("The import you asked for is done."),
            "stopped": _("The import you asked for stopped: see why, and how to go on."),
        },
        neutral=_("There is news about an import you asked for."),
        roles=("coordinator", "administrator"),
    ),
)
