"""What may be done with a post, by its publication."""

from network.accounts.enums import Role
from network.accounts.viewer import Viewer

from .enums import Publication


def may_handle_reserved(viewer: Viewer) -> bool:
    """Whether she may open a reserved post, or learn by writing to it whether somebody holds it."""
    return viewer.has(Role.ADMINISTRATOR)


def is_closed_to(publication: str, viewer: Viewer) -> bool:
    """Whether a post of that publication tells this viewer nothing of its designations."""
    return publication == Publication.RESERVED and not may_handle_reserved(viewer)
