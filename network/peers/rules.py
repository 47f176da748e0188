"""Pure decisions on whom one may approach."""

from network.accounts.viewer import Viewer
from network.people.enums import Visibility
from network.people.models import Person


def may_approach(person: Person, viewer: Viewer) -> bool:
    """Whether ways to a colleague are offered: members read her name.

    Whom a block parts is not seen at all, but by a coordinator, whom a link that is missing would tell of it.
    """
    if viewer.person_id is None or person.pk == viewer.person_id:
        return False
    return person.visibility == Visibility.VISIBLE
