"""Percentages and due days. Pure."""

import datetime as dt

import pytest

from network.requests.enums import State
from network.requests.rules import Tally, is_overdue, state_before_answer, tally_of

DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("asked", "replied", "said"),
    [
        (0, 0, "–"),
        (41, 0, "0 %"),
        (41, 33, "80 %"),
        (3, 2, "66 %"),
        (1000, 999, "99 %"),
        (1000, 1, "menos de 1 %"),
        (41, 41, "100 %"),
    ],
)
def test_the_percentage_is_rounded_down_so_that_a_hundred_means_all(asked, replied, said):
    assert Tally(sent=asked - replied, answered=replied).percentage_words == said


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(("today", "late"), [(DAY, False), (DAY + dt.timedelta(1), True)])
def test_overdue_is_who_still_owes_an_answer_after_the_day(state, today, late):
    assert is_overdue(state, DAY, today) == (late and state in {State.SENT, State.ACKNOWLEDGED})
    assert not is_overdue(state, None, today)


def test_rows_are_counted_by_state():
    found = tally_of([("sent", DAY), ("acknowledged", DAY), ("declined", DAY), ("withdrawn", DAY)], DAY)
    assert (found.asked, found.waiting, found.replied, found.overdue) == (3, 2, 1, 0)


def test_undoing_leads_back_to_where_it_was():
    assert [state_before_answer(None), state_before_answer(DAY)] == [State.SENT, State.ACKNOWLEDGED]
