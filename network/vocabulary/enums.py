"""Closed lists: the program reasons about these values, so nobody may add to them at run time."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """How we know of a tie."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")


class Qualifier(TextChoices):
    """How exact a number is."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at_least", _("more than")
    AT_MOST = "at_most", _("at most")
    APPROX = "approx", _("about")
    PLANNED = "planned", _("planned")


class CountOf(TextChoices):
    """What a number of people counts. Numbers of different kinds are never added."""

    CONVENED = "convened", _("people convened")
    ENROLLED = "enrolled", _("people enrolled")
    ATTENDED = "attended", _("people who attended")
    TRAINED = "trained", _("people trained")
    CERTIFIED = "certified", _("people certified")
    AUDIENCE = "audience", _("audience")
    PLANNED_PLACES = "planned_places", _("planned places")
