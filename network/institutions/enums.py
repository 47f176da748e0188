"""Closed lists of the institutions' room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kinds of post through which an institution takes part in the network.
LIAISON_KINDS = ("enlace", "focal_point")


class Sector(TextChoices):
    PUBLIC = "public", _("Public sector")
    PRIVATE = "private", _("Private sector")
    ACADEMIA = "academia", _("Academia")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    INTERNATIONAL = "international", _("International sector")


# Who carries equality policy by office: of the others no mechanism, liaison or plan is expected.
OWES_EQUALITY_POLICY = frozenset({Sector.PUBLIC.value, Sector.ACADEMIA.value})


class Level(TextChoices):
    MUNICIPAL = "municipal", _("Municipal level")
    REGIONAL = "regional", _("Regional level")
    NATIONAL = "national", _("National level")
    INTERNATIONAL = "international", _("International level")


class Stage(TextChoices):
    """How far a mechanism has come."""

    IDENTIFIED = "identified", _("Identified")
    FORMING = "forming", _("Forming")
    CONSTITUTED = "constituted", _("Constituted")
    CONSOLIDATED = "consolidated", _("Consolidated")


class Publication(TextChoices):
    """Who may know whether a post is covered."""

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Within the network")
    RESERVED = "reserved", _("Reserved")


class Aspect(TextChoices):
    """What a line of the typology of mechanisms speaks of."""

    FUNCTION = "function", _("Function")
    INSTRUMENT = "instrument", _("Instrument")
    CHARACTERISTIC = "characteristic", _("Characteristic")
    OBJECTIVE = "objective", _("Objective")
    DIFFICULTY = "difficulty", _("Difficulty")
    REQUIREMENT = "requirement", _("Requirement")
