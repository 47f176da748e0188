"""Kinds of message, the forms in which one leaves, and how its e-mail stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageKind(TextChoices):
    INVITATION = "invitation", _("Invitation")
    REQUEST = "request", pgettext_lazy("message", "Request")
    REMINDER = "reminder", _("Reminder")
    ADVANCE_NOTICE = "advance_notice", _("Advance notice")
    CONVOCATION = "convocation", _("Convocation")
    QUESTION = "question", _("Question to an applicant")
    ADMISSION = "admission", _("Admission to the network")
    DECLINE = "decline", _("Application that is declined")


class Form(TextChoices):
    """In which form a message left."""

    EMAIL = "email", _("sent by e-mail")
    COPIED = "copied", _("copied as text")
    EML = "eml", _("downloaded as e-mail file")
    PDF = "pdf", _("letter printed (PDF)")
    DOCX = "docx", _("letter downloaded (Word)")


class MailState(TextChoices):
    """How the e-mail of a message stands. What is in doubt was perhaps sent when the machine stopped."""

    NONE = "none", _("not sent by e-mail")
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", pgettext_lazy("e-mail", "sent")
    FAILED = "failed", pgettext_lazy("e-mail", "not sent: it failed")
    IN_DOUBT = "in_doubt", _("nobody knows whether it left")
