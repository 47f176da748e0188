"""The door to papers made in the background, and which kinds there are."""

from functools import cache

from django.db.models import QuerySet

from network.accounts.viewer import Viewer
from network.paper.kinds import PaperKind
from network.vocabulary.contributions import contributions

from .models import Printing


def visible_to(printings: QuerySet[Printing], viewer: Viewer) -> QuerySet[Printing]:
    """Hers alone: a file was made for what one person may see."""
    return printings.filter(by=viewer.user_id)


@cache
def kinds() -> dict[str, PaperKind]:
    """Every kind that a room contributes in its module `printed.py`, by name."""
    return {kind.name: kind for module in contributions("printed") for kind in module.KINDS}
