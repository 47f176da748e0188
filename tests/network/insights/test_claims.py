"""A heavy answer is asked for once, and again soon after whoever computed it died."""

import time

import pytest
from django.core.cache import cache

from network.insights import services
from network.insights.services import at_work, claim

KEY = "insights-of-this-test"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    cache.clear()
    monkeypatch.setattr(services, "AT_WORK", 1)
    monkeypatch.setattr(services, "BEAT", 0.1)


def test_what_waits_in_the_queue_is_not_asked_for_twice():
    assert [claim(KEY), claim(KEY)] == [True, False]


def test_nobody_else_asks_while_it_is_being_computed_however_long():
    assert claim(KEY)
    with at_work(KEY):
        time.sleep(1.4)
        assert not claim(KEY)


def test_what_ended_without_an_answer_may_be_asked_for_at_once():
    assert claim(KEY)
    with pytest.raises(MemoryError), at_work(KEY):
        raise MemoryError
    assert claim(KEY)


def test_who_dies_gives_no_more_signs_of_life():
    assert claim(KEY)
    # As if the process had gone in the middle: its last sign of life is all that is left.
    cache.set(services._claim_key(KEY), 1, services.AT_WORK)
    assert not claim(KEY)
    time.sleep(1.1)
    assert claim(KEY)
