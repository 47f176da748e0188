"""How a person is seen, and what level her post has."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    """Hidden is the default for every new or imported person."""

    VISIBLE = "visible", _("Visible")
    LIMITED = "limitada", _("Limited")
    HIDDEN = "oculta", _("Hidden")
    PROTECTED = "protegida", _("Protected")


class HolderPublication(TextChoices):
    """To whom she lets her name be shown beside the post that she holds."""

    NOBODY = "nobody", _("Nobody")
    NETWORK = "network", _("The network")
    PUBLIC = "public", _("Everyone")


class PostLevel(TextChoices):
    SENIOR = "senior", _("Senior post")
    MIDDLE = "middle", _("Middle post")
    OTHER = "other", _("Other post")
