"""Along which ways a registration goes. The database holds the same table (OnlyMoves)."""

from .enums import PlaceState

BIRTHS = (PlaceState.PENDING, PlaceState.WAITING, PlaceState.VISITOR)
"""Everybody arrives at the end of the one line, who has no account once her e-mail is confirmed. Whoever
comes on the day without a place stands in no line: she takes no seat and passes nobody over."""

MOVES: dict[PlaceState, tuple[PlaceState, ...]] = {
    PlaceState.PENDING: (PlaceState.WAITING, PlaceState.LAPSED, PlaceState.CANCELLED),
    PlaceState.WAITING: (PlaceState.ENROLLED, PlaceState.OFFERED, PlaceState.CANCELLED),
    PlaceState.OFFERED: (PlaceState.ENROLLED, PlaceState.LAPSED, PlaceState.CANCELLED),
    PlaceState.ENROLLED: (PlaceState.CANCELLED, PlaceState.TRANSFERRED),
    PlaceState.LAPSED: (),
    PlaceState.CANCELLED: (),
    PlaceState.TRANSFERRED: (),
    PlaceState.VISITOR: (PlaceState.CANCELLED,),
}

SEATED = (PlaceState.OFFERED, PlaceState.ENROLLED)
"""Who takes a seat: also whoever may still accept, or two would be offered the same one."""

IN_LINE = (PlaceState.WAITING, *SEATED)
ALIVE = (PlaceState.PENDING, *IN_LINE)
LISTED = (*IN_LINE, PlaceState.VISITOR)
"""Who stands on the list of the day."""
HELD = (*ALIVE, PlaceState.VISITOR)
"""Of one person there is at most one of these in an event."""


def may(before: str, after: str) -> bool:
    """Whether a registration may go from one state to the other."""
    return after in MOVES[PlaceState(before)]
