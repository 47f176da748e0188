"""Closed lists of the path of a mechanism."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from network.institutions.enums import Aspect

# What the model of a kind expects and one can check; its objectives and difficulties are there to be read.
CHECKED = (Aspect.FUNCTION, Aspect.INSTRUMENT, Aspect.REQUIREMENT, Aspect.CHARACTERISTIC)


class Condition(TextChoices):
    """The five conditions under which a mechanism lasts."""

    HIERARCHY = "hierarchy", _("Place in the hierarchy")
    BUDGET = "budget", _("Own budget")
    CULTURE = "culture", _("Institutional culture")
    NATIONAL_LINK = "national_link", _("Link to the national mechanism")
    MUNICIPAL_LINK = "municipal_link", _("Link to other municipalities")


class Answer(TextChoices):
    """Whether a condition is met."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NO_DATA = "no_data", _("No data")


class Presence(TextChoices):
    """Whether the mechanism has what its kind expects."""

    PRESENT = "present", _("In place")
    MISSING = "missing", _("Missing")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")
    NO_DATA = "no_data", _("No data")
