"""The role in which one is seated in a group, and how its sessions and acuerdos stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeatRole(TextChoices):
    LEAD = "lead", _("lead")
    SECRETARIAT = "secretariat", _("secretariat")
    MEMBER = "member", _("seat")
    GUEST = "guest", _("guest")


class SessionStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "to come")
    HELD = "held", pgettext_lazy("session", "held")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


class Modality(TextChoices):
    IN_PERSON = "in_person", _("in person")
    REMOTE = "remote", _("remote")
    HYBRID = "hybrid", _("in person and remote")


class Attendance(TextChoices):
    PRESENT = "present", pgettext_lazy("session", "present")
    ABSENT = "absent", pgettext_lazy("session", "absent")
    EXCUSED = "excused", pgettext_lazy("session", "excused")


class AcuerdoStatus(TextChoices):
    """How an acuerdo stands. That it is overdue is computed, never kept."""

    OPEN = "open", pgettext_lazy("acuerdo", "open")
    DONE = "done", pgettext_lazy("acuerdo", "done")
    CARRIED_OVER = "carried_over", pgettext_lazy("acuerdo", "carried over")
    DROPPED = "dropped", pgettext_lazy("acuerdo", "dropped")
