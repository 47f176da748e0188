"""In what capacity a post is held, and how two people are tied."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Capacity(TextChoices):
    TITULAR = "titular", _("titular")
    SUPLENTE = "suplente", _("suplente")
    SUBROGANTE = "subrogante", _("subrogante")
    INTERINA = "interina", _("interina")
    ENCARGADA = "encargada_de_despacho", _("encargada de despacho")


class CollaborationKind(TextChoices):
    WORKS_WITH = "works_with", _("works with")
    CONSULTS = "consults", _("consults")
    MENTORS = "mentors", _("mentors")
    KNOWS = "knows", _("knows")
