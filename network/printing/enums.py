from django.db import models
from django.utils.translation import gettext_lazy as _


class PrintState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    MAKING = "making", _("being made")
    READY = "ready", _("ready to be taken")
    FAILED = "failed", _("not made")
