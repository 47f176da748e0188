"""Roles and what they reach over."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    MEMBER = "member", _("Member")
    LIAISON = "liaison", _("Liaison")
    COORDINATOR = "coordinator", _("Coordinator")
    ANALYST = "analyst", _("Analyst")
    ADMINISTRATOR = "administrator", _("Administrator")


class ScopeKind(TextChoices):
    """`key` of a grant: empty for the network, a territory's number, else a package id."""

    NETWORK = "network", _("the whole network")
    TERRITORY = "territory", _("a territory")
    INSTITUTION = "institution", _("an institution")
    GROUP = "group", _("a group")
    CURRICULUM = "curriculum", _("a curriculum")
    EVENT = "event", _("an event")
