"""Words that differ by country: what the office says, else settings.ENTRAMADO_COUNTRY (MX or CL).

And words as people type them.
"""

import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .contributions import contributions

COUNTRIES = [("MX", gettext_lazy("Mexico")), ("CL", gettext_lazy("Chile"))]


def country() -> str:
    """MX or CL. A higher room that knows better says so in a module `country.py` with `country() -> str`."""
    said = (module.country() for module in contributions("country"))
    return next(filter(None, said), settings.ENTRAMADO_COUNTRY)


def without_liaison(of: str = "") -> str:
    """How a vacant post of a liaison is called: "sin enlace designado" or "sin encargada designada"."""
    if (of or country()) == "CL":
        return _("no officer designated")
    return _("no liaison designated")


def folded(text: str) -> str:
    """Without accents and case, as people type. `folding.Folded` says the same to a database."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def letter_closing(of: str = "") -> str:
    """How a letter says goodbye where the office has not said it otherwise."""
    return _("Sincerely greets you") if (of or country()) == "CL" else _("Sincerely")


def minutes_name(of: str = "") -> str:
    """How the paper of a session is called: "Minuta" or "Acta"."""
    if (of or country()) == "CL":
        return pgettext("of a session in Chile", "Minutes")
    return pgettext("of a session", "Minutes")


def certificate_name(of: str = "") -> str:
    """How the paper that states a training is called: "Constancia" or "Certificado"."""
    if (of or country()) == "CL":
        return pgettext("of a training in Chile", "Certificate")
    return pgettext("of a training", "Certificate")


def certificates_name(of: str = "") -> str:
    """Several of them: "Constancias" or "Certificados"."""
    if (of or country()) == "CL":
        return pgettext("of trainings in Chile", "Certificates")
    return pgettext("of trainings", "Certificates")


def dated_at(place: str, date: str) -> str:
    """Where and when it was written: "Guadalajara, a 3 de marzo de 2026", "La Serena, 3 de marzo de 2026"."""
    if not place:
        return date
    chile, mexico = "%(place)s, %(date)s", pgettext("letter in Mexico", "%(place)s, on %(date)s")
    return (chile if country() == "CL" else mexico) % {"place": place, "date": date}


def letter_words(of: str = "") -> dict[str, str]:
    """The labels of a letter: number, subject, what it answers, copies."""
    if (of or country()) == "CL":
        return {
            "number": pgettext("letter in Chile", "Number"),
            "subject": pgettext("letter in Chile", "Subject"),
            "answers": pgettext("letter in Chile", "Precedent"),
            "copies": pgettext("letter in Chile", "With copy to"),
        }
    return {
        "number": pgettext("letter", "Number"),
        "subject": pgettext("letter", "Subject"),
        "answers": pgettext("letter", "Precedent"),
        "copies": pgettext("letter", "With copy to"),
    }
