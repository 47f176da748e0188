"""What differs by country, side by side, for whoever sets up a network: words, rights over data, the hour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .words import country, letter_closing, letter_words, without_liaison

CAPITAL_ZONE = {"MX": "America/Mexico_City", "CL": "America/Santiago"}


@dataclass(frozen=True, slots=True)
class DataRights:
    """The rights of people over their data, by the name under which a country's law is known."""

    name: str
    rights: str


def departments(of: str = "") -> str:
    """How the bodies of a government are called together: "dependencias" or "servicios"."""
    if (of or country()) == "CL":
        return pgettext("bodies of a government in Chile", "services")
    return pgettext("bodies of a government in Mexico", "departments")


def place_words(of: str = "") -> tuple[str, str]:
    """How a region and a municipality are called: "Estado" and "Municipio", or "Región" and "Comuna"."""
    if (of or country()) == "CL":
        return pgettext("place in Chile", "Region"), pgettext("place in Chile", "Municipality")
    return pgettext("place in Mexico", "Region"), pgettext("place in Mexico", "Municipality")


def data_rights(of: str = "") -> DataRights:
    if (of or country()) == "CL":
        return DataRights(
            "ARSPOB", _("access, rectification, suppression, portability, opposition and block")
        )
    return DataRights("ARCO", _("access, rectification, cancellation and opposition"))


def words_of(of: str) -> list[tuple[str, str]]:
    """What the interface and the letters say in that country: (what it is about, the words)."""
    rights = data_rights(of)
    return [
        (_("Bodies of the government"), departments(of)),
        (_("A post that nobody holds"), without_liaison(of)),
        (_("Number of a letter"), letter_words(of)["number"]),
        (_("Subject of a letter"), letter_words(of)["subject"]),
        (_("Closing of a letter"), letter_closing(of)),
        (_("Rights over personal data"), f"{rights.name}: {rights.rights}"),
    ]


def usual_eligibility(of: str = "") -> str:
    """Who may join, as a first draft for the office to make its own."""
    if (of or country()) == "CL":
        return _(
            "Public officials of services, municipalities and regional governments who work on gender "
            "equality: gender officers, sectorialists, focal points and technical counterparts of programmes "
            "and agreements. Academia and civil society take part by invitation of the coordinating office."
        )
    return _(
        "Public servants of municipal, state and federal departments who work on gender equality: "
        "liaisons, heads and teams of gender units, and whoever is responsible for programmes, protocols and "
        "agreements. Academia and civil society take part by invitation of the coordinating office."
    )
