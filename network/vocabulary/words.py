"""Words that differ by country (settings.ENTRAMADO_COUNTRY: MX or CL)."""

from django.conf import settings
from django.utils.translation import gettext as _


def without_liaison() -> str:
    """How a vacant post of a liaison is called: "sin enlace designado" or "sin encargada designada"."""
    if settings.ENTRAMADO_COUNTRY == "CL":
        return _("no officer designated")
    return _("no liaison designated")
