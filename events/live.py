"""Telling open pages that something of an event changed: after the commit, once for each event."""

from dataclasses import dataclass

from django.db import transaction

from network.notices.nudge import look_again

from .models import Event


def group_of(event: int) -> str:
    return f"events.{event}"


@dataclass(frozen=True, slots=True)
class _Told:
    """What is run after the commit; two of the same event are one."""

    event: int

    def __call__(self) -> None:
        look_again([group_of(self.event)])


def changed(event: Event) -> None:
    """Call it in the transaction that changes seats, places, schedule or state, as often as it does."""
    told = _Told(event.pk)
    waiting = [one[1] for one in transaction.get_connection().run_on_commit]
    if told not in waiting:
        transaction.on_commit(told)
