"""How an application stands, why one is declined, and for what a consent was given."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(TextChoices):
    """Only what was confirmed from its own address is seen by anybody."""

    UNCONFIRMED = "unconfirmed", _("its e-mail is not confirmed")
    WAITING = "waiting", _("waiting for the office")
    ASKED = "asked", _("waiting for her answer")
    ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
    DECLINED = "declined", pgettext_lazy("application", "declined")


OPEN = (ApplicationState.WAITING, ApplicationState.ASKED)
DECIDED = (ApplicationState.ACCEPTED, ApplicationState.DECLINED)


class DeclineReason(TextChoices):
    NOT_ELIGIBLE = "not_eligible", _("She does not meet who can be part of the network")
    INSTITUTION = "institution", _("Her institution does not take part")
    UNVERIFIED = "unverified", _("Where she works could not be verified")
    NO_ANSWER = "no_answer", _("She did not answer what was asked")
    ALREADY_HERE = "already_here", _("She is in the network already")
    OTHER = "other", pgettext_lazy("reason to decline", "Another reason")


class Purpose(TextChoices):
    MEMBERSHIP = "membership", _("to be part of the network")


class InvitationState(TextChoices):
    OPEN = "open", pgettext_lazy("invitation", "open")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")
    REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
    USED = "used", pgettext_lazy("invitation", "accepted")
