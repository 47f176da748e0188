"""What this room holds of her: what she asked by right, and who opened her record."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import DataCopy, Opening, RightsRequest
from .whose import asked_by

COVERS = ("rights.RightsRequest", "rights.Opening", "rights.DataCopy")


def own(whose: Whose) -> list[Section]:
    """Who opened it is told by name on her page, where names are read with her rights."""
    return [
        section(
            "rights",
            _("What you asked about your data"),
            RightsRequest.objects.filter(asked_by(whose)),
            {
                "right": _("Right"),
                "received_on": _("Received on"),
                "asks": _("What you asked"),
                "state": _("State"),
                "answer_by": _("Answer until"),
                "extension_reason": _("Why it took longer"),
                "answer": _("Answer"),
                "answered_on": _("Answered on"),
                "done_on": _("Carried out on"),
                "legal_basis": _("Legal basis"),
            },
            whose=whose,
        ),
        section(
            "openings",
            _("Who opened your record"),
            Opening.objects.filter(person=whose.person),
            {"opened_at": _("When"), "until": _("Until"), "reason": _("Reason")},
            whose=whose,
        ),
        section(
            "copies",
            _("Copies of your data"),
            DataCopy.objects.filter(asked_by(whose)),
            {"asked_at": _("When"), "state": _("State")},
        ),
    ]
