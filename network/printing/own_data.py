"""What this room holds of her: the papers she asked for."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Printing

COVERS = ("printing.Printing",)


def own(whose: Whose) -> list[Section]:
    if whose.account is None:
        return []
    columns = {"asked_at": _("When"), "name": _("File"), "state": _("State"), "taken_at": _("Taken on")}
    return [
        section(
            "printings",
            _("Papers you asked for"),
            Printing.objects.filter(by=whose.account),
            columns,
            whose=whose,
        )
    ]
