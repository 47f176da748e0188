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


class FieldAudience(TextChoices):
    """Who else sees a field of her profile. Each reaches those before it too; she always sees all of it."""

    NOBODY = "nobody", _("Only I")
    DUTY = "duty", _("My liaison and those who coordinate")
    MEMBERS = "members", _("The members of the network")


class Sight(TextChoices):
    """As what the viewer sees a person whom she may see at all."""

    OWN = "own", _("herself")
    DUTY = "duty", _("her liaison or coordinator")
    OPENED = "opened", _("an administrator, for a reason, logged")
    MEMBER = "member", _("a member")
