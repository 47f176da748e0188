"""A rush is a few words to open sockets; the last change of it is always told."""

import threading
import time

import pytest

from network.notices import nudge
from network.notices.nudge import PAUSE, Speaker


class Heard:
    """What a channel layer would be sent, and when."""

    def __init__(self) -> None:
        self.words: list[tuple[str, float]] = []
        self.more = threading.Condition()

    async def send(self, groups: list[str]) -> None:
        with self.more:
            self.words += [(group, time.monotonic()) for group in groups]
            self.more.notify_all()

    def wait_for(self, number: int) -> list[str]:
        with self.more:
            assert self.more.wait_for(lambda: len(self.words) >= number, 10)
        time.sleep(3 * PAUSE)  # whatever else would come
        return [group for group, _at in self.words]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def speaker(heard: Heard) -> Speaker:
    return Speaker(heard.send)


def test_many_changes_at_once_are_one_word_at_once_and_one_after_them(
    speaker: Speaker, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudge, "PAUSE", 1.0)  # so that a slow machine says all within it
    for _press in range(200):
        speaker.say(["events.1"])
        time.sleep(0.001)
    last = time.monotonic()
    assert heard.wait_for(2) == ["events.1", "events.1"]
    assert heard.words[0][1] < last < heard.words[1][1]  # the second tells of the last change


def test_one_change_is_told_at_once_and_no_group_waits_for_another(speaker: Speaker, heard: Heard) -> None:
    speaker.say(["events.1", "events.2"])
    speaker.say(["notices.7"])
    assert sorted(heard.wait_for(3)) == ["events.1", "events.2", "notices.7"]


def test_a_change_after_the_pause_is_told_at_once_again(speaker: Speaker, heard: Heard) -> None:
    speaker.say(["events.1"])
    assert heard.wait_for(1) == ["events.1"]
    speaker.say(["events.1"])
    assert heard.wait_for(2) == ["events.1"] * 2
    assert speaker._told_at == {}  # what was told long ago is not kept
