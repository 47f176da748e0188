"""Who edits the page of an event: whoever runs it, if she edits pages at all. To others it is closed."""

from typing import Any

from wagtail.models import PagePermissionTester

from events.models import Event
from events.queries import kept_by
from network.accounts.viewer import viewer_for
from network.institutions.queries import coordinates_network


class EventPagePermissions(PagePermissionTester):
    """Wagtail's own, but for its passwords and groups of readers: who sees it is said by the event."""

    def can_set_view_restrictions(self) -> bool:
        return False


class NoPermissions(PagePermissionTester):
    """Not even for whoever may do everything else in the editor."""


def _no(self: PagePermissionTester, *args: Any, **kwargs: Any) -> bool:
    return False


for _name in dir(PagePermissionTester):
    if _name.startswith("can_"):
        setattr(NoPermissions, _name, _no)


def edits(user: Any, page: Any) -> bool:
    """A template is edited by whoever made it, and by who coordinates the network."""
    viewer = viewer_for(user)
    if page.event_id is None:
        return page.owner_id == user.pk or coordinates_network(viewer)
    return kept_by(Event.objects.filter(pk=page.event_id), viewer).exists()
