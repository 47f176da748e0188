"""Words that differ by country: what the office says, else settings.ENTRAMADO_COUNTRY (MX or CL).

And words as people type them.
"""

import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .contributions import contributions

COUNTRIES = [("MX", gettext_lazy("Mexico")), ("CL", gettext_lazy("Chile"))]


def country() -> str:
    """MX or CL. A higher room that knows better says so in a module `country.py` with `country() -> str`."""
    said = (module.country() for module in contributions("country"))
    return next(filter(None, said), settings.ENTRAMADO_COUNTRY)


def without_liaison() -> str:
    """How a vacant post of a liaison is called: "sin enlace designado" or "sin encargada designada"."""
    if country() == "CL":
        return _("no officer designated")
    return _("no liaison designated")


def folded(text: str) -> str:
    """Without accents and case, for comparing as people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
