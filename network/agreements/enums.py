"""The state of an agreement, and the part one plays in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    IN_APPROVAL = "in_approval", _("In approval")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")
    UNKNOWN = "unknown", _("Unknown state")


class PartyRole(TextChoices):
    PARTY = "party", _("party")
    SIGNATORY = "signatory", _("signatory")
    SUPPORTER = "supporter", _("supporter")


class ProgrammePart(TextChoices):
    """The part an institution has in a programme."""

    OWNER = "owner", _("owns it")
    HOST = "host", _("hosts it")
    PARTNER = "partner", _("partner")
