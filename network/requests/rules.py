"""When it is overdue, how many have answered, and what may be done in which state. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .enums import REPLIED, WAITING, State


def is_overdue(state: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Whether the day has passed and nobody has answered. On the day itself it is not."""
    return state in WAITING and due_on is not None and due_on < today


@dataclass(frozen=True, slots=True)
class Tally:
    """How many institutions stand how with one request. Overdue ones are among the waiting."""

    drafted: int = 0
    sent: int = 0
    acknowledged: int = 0
    answered: int = 0
    declined: int = 0
    withdrawn: int = 0
    cancelled: int = 0
    overdue: int = 0

    @property
    def asked(self) -> int:
        """Of whom an answer is expected: everyone who got the letter and was not let off."""
        return self.waiting + self.replied

    @property
    def waiting(self) -> int:
        return self.sent + self.acknowledged

    @property
    def replied(self) -> int:
        """Whoever answered, also that it will not."""
        return self.answered + self.declined

    @property
    def percentage(self) -> int | None:
        """Of 100, rounded down: 100 only if all answered. Nothing where nobody was asked."""
        return self.replied * 100 // self.asked if self.asked else None

    @property
    def percentage_words(self) -> str:
        """As in "80 %"; of few among many "less than 1 %"."""
        if self.percentage is None:
            return "–"
        if self.replied and not self.percentage:
            return _("less than %(n)s %%") % {"n": 1}
        return _("%(n)s %%") % {"n": self.percentage}


def tally(states: Mapping[str, int], overdue: int) -> Tally:
    """Numbers by state; a state that does not occur counts none."""
    return Tally(**{state.value: states.get(state.value, 0) for state in State}, overdue=overdue)


def tally_of(rows: Iterable[tuple[str, dt.date | None]], today: dt.date) -> Tally:
    """Of (state, due day) of each institution."""
    counted: dict[str, int] = {}
    late = 0
    for state, due_on in rows:
        counted[state] = counted.get(state, 0) + 1
        late += is_overdue(state, due_on, today)
    return tally(counted, late)


def state_before_answer(acknowledged_on: dt.date | None, letter_is_cancelled: bool = False) -> State:
    """To which state a row goes back when its answer, or that it was let off, is undone."""
    if letter_is_cancelled:
        return State.CANCELLED
    return State.ACKNOWLEDGED if acknowledged_on else State.SENT


# What may be done in which state.
MAY_ACKNOWLEDGE = (State.SENT, State.ACKNOWLEDGED, *REPLIED)
MAY_ANSWER = WAITING
MAY_WITHDRAW = WAITING
