"""What a request asks for, how it left, and how it stands with each institution."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    DESIGNATE = "designate", _("Designate a liaison")
    COMMITMENTS = "commitments", _("Send commitments")
    REPORT = "report", pgettext_lazy("request", "Report")
    REPRESENTATIVES = "representatives", _("Name representatives")


class State(TextChoices):
    """How it stands with one institution. That it is overdue is computed, never kept."""

    DRAFTED = "drafted", _("not sent yet")
    SENT = "sent", pgettext_lazy("request", "sent")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("request", "received there")
    ANSWERED = "answered", pgettext_lazy("request", "answered")
    DECLINED = "declined", pgettext_lazy("request", "answered that it will not")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")
    CANCELLED = "cancelled", _("letter cancelled")


class Way(TextChoices):
    """How the letter reached them, as whoever sent it says."""

    PAPER = "paper", _("on paper")
    EMAIL = "email", _("by e-mail")
    CHAT = "chat", _("by message (WhatsApp)")
    SYSTEM = "system", _("through the correspondence system")


# Whom one still waits for: asked, and neither answered nor let off.
WAITING = (State.SENT, State.ACKNOWLEDGED)
REPLIED = (State.ANSWERED, State.DECLINED)
