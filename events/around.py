"""What upper rooms add to an event, in their module `around_events.py`.

It exposes `takes_attendance(event, viewer)`, whether she may note who came besides whoever runs it,
`desk_links(event)`, for whoever runs it, and `place_links(row, token)`, for whoever has a place in it.
"""

from types import ModuleType

from network.accounts.viewer import Viewer
from network.vocabulary.contributions import contributions
from network.vocabulary.panels import Link

from .models import Event, Registration


def takes_attendance_besides(event: Event, viewer: Viewer) -> bool:
    return any(room.takes_attendance(event, viewer) for room in _rooms())


def desk_links(event: Event) -> list[Link]:
    return [link for room in _rooms() for link in room.desk_links(event)]


def place_links(row: Registration, token: str) -> list[Link]:
    return [link for room in _rooms() for link in room.place_links(row, token)]


def _rooms() -> tuple[ModuleType, ...]:
    return contributions("around_events")
