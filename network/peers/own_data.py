"""What this room holds of her: that she set suggestions aside, and when. Of whom is the other's affair."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Dismissal

COVERS = ("peers.Dismissal",)


def own(whose: Whose) -> list[Section]:
    aside = Dismissal.objects.filter(person=whose.person)
    return [section("dismissals", _("Suggestions you set aside"), aside, {"made_at": _("On")})]
