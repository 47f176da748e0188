"""What may be done with roles."""

from .enums import Role
from .viewer import GrantFact, Viewer


def may_pass_roles(viewer: Viewer) -> bool:
    """Whether she may end roles of others and give them to other accounts."""
    return GrantFact(Role.ADMINISTRATOR) in viewer.grants
