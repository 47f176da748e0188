"""The deeds on the office. It is one row without a uid, so its entries are told together."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import Deed, DeedsTogether
from network.vocabulary.panels import Link

DEEDS = (
    DeedsTogether(
        subject_type="office.Office",
        room=_("The office"),
        deeds={
            "describe_office": Deed(
                _("changed how the office is described"),
                stays=_(
                    "Write on its page how it should be. Letters that were issued keep the letterhead of "
                    "their day."
                ),
            ),
        },
        named=lambda viewer: (
            Link(str(_("The office")), reverse("desk_office")) if viewer.runs_network else None
        ),
    ),
)
