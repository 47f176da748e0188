"""What is told of rights: answers to her, and that somebody opened her record."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="rights",
        label=_("Your data and your rights"),
        texts={
            "extended": _("The office needs longer to answer your request about your data: read why."),
            "answered": _("The office answered your request about your data."),
            "done": _("What you asked for about your data was carried out."),
            "copy": _("The copy of your data is ready."),
            "copy_failed": _("The copy of your data could not be made: try again."),
            "opened": _("An administrator opened your record. Read who, when and why."),
        },
        neutral=_("There is something new about your data. Read it after logging in."),
        is_security=True,
    ),
)
