"""What tables and columns are called where people read of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.exchange.catalogue import tables
from network.exchange.models import Import

_TABLES = {
    "institutions": _("Institutions"),
    "people": _("People"),
    "posts": _("Posts"),
    "appointments": _("Appointments"),
    "mechanisms": _("Mechanisms"),
    "groups": _("Working groups"),
    "agreements": _("Agreements"),
    "milestones": _("Milestones"),
    "themes": _("Themes"),
}


def table_label(name: str) -> str:
    """The word for the table, or the name of its file."""
    return str(_TABLES.get(name, f"{name}.csv"))


def counts_of(package: Import) -> list[dict[str, Any]]:
    """How many rows of each table are new, changed, unchanged and conflicting, where there are any."""
    counts = package.counts
    return [
        {"label": table_label(name), **counts[name]}
        for name in tables()  # a database need not keep the order of what it holds as JSON
        if name in counts and any(counts[name].values())
    ]
