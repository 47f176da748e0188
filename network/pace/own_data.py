"""What this room holds of her: the days on which her account was slowed."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Slowing

COVERS = ("pace.Slowing",)


def own(whose: Whose) -> list[Section]:
    if whose.account is None:
        return []
    return [
        section(
            "slowings",
            _("Days on which your account was slowed"),
            Slowing.objects.filter(account=whose.account),
            {"on": _("Day"), "times": _("How often")},
        )
    ]
