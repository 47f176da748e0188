"""Along which ways an enrolment goes. The database holds the same table (OnlyMoves)."""

from .enums import EnrolmentState

BIRTHS = (EnrolmentState.ASKED, EnrolmentState.INVITED, EnrolmentState.IN)

MOVES: dict[EnrolmentState, tuple[EnrolmentState, ...]] = {
    EnrolmentState.ASKED: (EnrolmentState.IN, EnrolmentState.REFUSED, EnrolmentState.WITHDRAWN),
    EnrolmentState.INVITED: (EnrolmentState.IN, EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN),
    EnrolmentState.IN: (
        EnrolmentState.WITHDRAWN,
        EnrolmentState.COMPLETED,
        EnrolmentState.NOT_COMPLETED,
    ),
    EnrolmentState.REFUSED: (),
    EnrolmentState.DECLINED: (),
    EnrolmentState.WITHDRAWN: (),
    EnrolmentState.COMPLETED: (EnrolmentState.NOT_COMPLETED,),
    EnrolmentState.NOT_COMPLETED: (EnrolmentState.COMPLETED,),
}
"""What was decided at the end may be put right either way; whoever left enrols anew."""

ALIVE = (EnrolmentState.ASKED, EnrolmentState.INVITED, EnrolmentState.IN)
WAITS = (EnrolmentState.ASKED, EnrolmentState.INVITED)
"""Who has no place yet: for a decision, her superior's consent, or her own answer."""
HELD = (*ALIVE, EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
"""Of one person there is at most one of these in an edition."""
LEARNERS = (EnrolmentState.IN, EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)


def may(before: str, after: str) -> bool:
    """Whether an enrolment may go from one state to the other."""
    return after in MOVES[EnrolmentState(before)]
