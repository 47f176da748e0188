"""As whom one is read in a conversation, and what becomes of a report of abuse."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Face(TextChoices):
    """As whom the other reads her, as it was when the conversation began. It never grows into more."""

    NAME = "name", _("under her name")
    ALIAS = "alias", _("under her alias")
    NOBODY = "nobody", _("as a member of the network")


class Subject(TextChoices):
    """Subjects that tell nothing to whoever looks over a shoulder."""

    CONSULTATION = "consultation", _("A question about your work")
    MATERIAL = "material", _("A material or an experience")
    COLLABORATION = "collaboration", _("A proposal to work together")
    MEETING = "meeting", _("A meeting or an activity")
    INTRODUCTION = "introduction", _("To ask for an introduction")
    GREETING = "greeting", _("To introduce myself")
    OTHER = "other", _("Another subject, in my words")


class Abuse(TextChoices):
    INSULT = "insult", _("Insults, contempt or discrimination")
    THREAT = "threat", _("Threats or pressure")
    HARASSMENT = "harassment", _("Insistence or harassment")
    FALSE_IDENTITY = "identity", _("She is not who she says")
    UNWANTED = "unwanted", _("Advertising, or matters foreign to the network")
    OTHER = "other", _("Something else")


class ReportState(TextChoices):
    OPEN = "open", _("waiting to be read")
    CLOSED = "closed", _("closed")


class Measure(TextChoices):
    NONE = "none", _("Close without a measure")
    WARNING = "warning", _("Remind her of the rules")
    SUSPENSION = "suspension", _("She may not write until a date")
