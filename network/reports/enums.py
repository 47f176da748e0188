"""How far the closing of an administration is, and each of its steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClosingState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("closing", "being prepared")
    APPLYING = "applying", pgettext_lazy("closing", "being applied")
    APPLIED = "applied", pgettext_lazy("closing", "applied")
    UNDOING = "undoing", pgettext_lazy("closing", "being undone")
    UNDONE = "undone", pgettext_lazy("closing", "undone")


class StepState(TextChoices):
    """A refused step says why; it can be tried again once that is mended."""

    WAITING = "waiting", pgettext_lazy("step", "waiting")
    DONE = "done", pgettext_lazy("step", "done")
    REFUSED = "refused", pgettext_lazy("step", "could not be done")
    UNDONE = "undone", pgettext_lazy("step", "undone")


class GrantFate(TextChoices):
    """What becomes of a role when the administration ends."""

    ENDS = "ends", _("It ends on the date")
    PASSES = "passes", _("It passes to another account")
