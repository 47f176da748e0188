"""The role in which one is seated in a group."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatRole(TextChoices):
    LEAD = "lead", _("lead")
    SECRETARIAT = "secretariat", _("secretariat")
    MEMBER = "member", _("seat")
    GUEST = "guest", _("guest")
