"""What may be asked by right, how a request stands, how its days are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Right(TextChoices):
    ACCESS = "access", pgettext_lazy("right", "Access")
    RECTIFICATION = "rectification", pgettext_lazy("right", "Rectification")
    ERASURE = "erasure", pgettext_lazy("right", "Cancellation or suppression")
    OPPOSITION = "opposition", pgettext_lazy("right", "Opposition")
    PORTABILITY = "portability", pgettext_lazy("right", "Portability")
    BLOCKING = "blocking", pgettext_lazy("right", "Blocking")


class State(TextChoices):
    RECEIVED = "received", pgettext_lazy("right", "received")
    GRANTED = "granted", pgettext_lazy("right", "granted, to be carried out")
    DONE = "done", pgettext_lazy("right", "carried out")
    REFUSED = "refused", pgettext_lazy("right", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("right", "withdrawn by her")


OPEN = (State.RECEIVED, State.GRANTED)


class Days(TextChoices):
    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class FileState(TextChoices):
    WAITING = "waiting", _("waiting its turn")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("not made")
