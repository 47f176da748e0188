"""The line against any sequence of deeds: never too many, in order, nobody dropped, each told once."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events.attending import receive_visitor
from events.enrolling import (
    HasPlaceError,
    accept,
    ask_for_place,
    cancel,
    confirm,
    enrol,
    enrol_other,
    expire,
    pass_on,
)
from events.enums import PlaceState, SeatPool
from events.machine import ALIVE, SEATED
from events.models import Event, Move, Registration
from events.publishing import write
from tests.factories.events import EventFactory
from tests.figures import sampled

from .test_line import coordinator, member, wish

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
POOLS = st.sampled_from(list(SeatPool))
PICK = st.integers(0, 30)


class Line(RuleBasedStateMachine):
    """Every deed is measured by what it left: a row's state before and after, and its messages."""

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.number = 0

    @initialize(on_site=st.integers(0, 3), online=st.integers(0, 3))
    def begin(self, on_site: int, online: int) -> None:
        self.by = coordinator()
        self.members = [member() for _ in range(3)]
        self.event = EventFactory(
            seats_on_site=on_site,
            seats_online=online,
            starts_at=START + dt.timedelta(days=30),
            accept_hours=6,
        )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.travel.stop()

    # What may be done.

    @rule(pool=POOLS, who=st.integers(0, 2))
    def member_enrols(self, pool: str, who: int) -> None:
        """With or without a place in it already."""
        her = self.members[who]
        self.step(lambda: enrol(event=self.event, person=her, by=her.account, wish=wish(pool)))

    @rule(pool=POOLS)
    def write_in(self, pool: str) -> None:
        self.number += 1
        said = {"name": f"Persona {self.number}", "email": f"p{self.number}@ejemplo.invalid"}
        self.step(lambda: enrol_other(event=self.event, by=self.by, pool=pool, **said))

    @rule(pool=POOLS)
    def visit(self, pool: str) -> None:
        self.number += 1
        said = {"name": f"Visitante {self.number}", "email": f"p{self.number}@ejemplo.invalid"}
        self.step(lambda: ask_for_place(event=self.event, wish=wish(pool), **said))

    @rule(to=st.integers(0, 12))
    def come_without_a_place(self, to: int) -> None:
        """On the day, a stranger or somebody who stands in it; before, it is refused."""
        email = f"p{to}@ejemplo.invalid" if to else ""
        self.step(lambda: receive_visitor(event=self.event, by=self.by, name="Quien llega", email=email))

    @rule(pick=PICK)
    def confirm_one(self, pick: int) -> None:
        self.with_one(pick, lambda row: confirm(place=row), PlaceState.PENDING)

    @rule(pick=PICK)
    def accept_one(self, pick: int) -> None:
        self.with_one(pick, lambda row: accept(place=row), *PlaceState)

    @rule(pick=PICK)
    def cancel_one(self, pick: int) -> None:
        self.with_one(pick, lambda row: cancel(place=row), *PlaceState)

    @rule(pick=PICK, to=st.integers(0, 12))
    def pass_one_on(self, pick: int, to: int) -> None:
        """To a newcomer, or to somebody who stands anywhere in it already."""
        self.number += not to
        email = f"p{to or self.number}@ejemplo.invalid"
        self.with_one(
            pick, lambda row: pass_on(place=row, name="Colega", email=email), *PlaceState, is_transfer=True
        )

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(dt.timedelta(hours=hours))
        self.step(lambda: expire(event=self.event))

    @rule(on_site=st.integers(0, 4), online=st.integers(0, 4))
    def seats_change(self, on_site: int, online: int) -> None:
        """Below occupancy, too."""
        self.step(lambda: write(event=self.event, by=self.by, seats_on_site=on_site, seats_online=online))

    # How each is measured.

    def with_one(
        self, pick: int, deed: Callable[[Registration], Any], *states: PlaceState, is_transfer: bool = False
    ) -> None:
        rows = list(self.event.registrations.filter(state__in=states).order_by("pk"))
        if rows:
            self.step(lambda: deed(rows[pick % len(rows)]), is_transfer=is_transfer)

    def step(self, deed: Callable[[], Any], *, is_transfer: bool = False) -> None:
        before, told = self.states(), self.messages()
        try:
            with transaction.atomic():
                deed()
        except (ValidationError, HasPlaceError):
            assert (self.states(), self.messages()) == (before, told), "what was refused left something"
            return
        after, now_told = self.states(), self.messages()
        assert before.keys() <= after.keys(), "somebody was dropped"
        for key, state in after.items():
            changes = int(before.get(key) != state)
            assert now_told[key] - told[key] == changes, "a change is told once, and nothing else is"
        if not is_transfer:
            self.in_order(before, after)
        self.not_over(before, after)

    def in_order(self, before: dict[int, str], after: dict[int, str]) -> None:
        """Whoever was given a seat stood before everybody who goes on waiting for one of that kind."""
        rows = self.rows()
        for pool in SeatPool:
            mine = [row for row in rows if row.pool == pool]
            given = [row.turn for row in mine if row.state in SEATED and before.get(row.pk) not in SEATED]
            waiting = [row.turn for row in mine if row.state == PlaceState.WAITING]
            assert not given or not waiting or max(given) < min(waiting)

    def not_over(self, before: dict[int, str], after: dict[int, str]) -> None:
        event = Event.objects.get(pk=self.event.pk)
        pools = dict(self.event.registrations.values_list("pk", "pool"))
        was = Counter(pools[key] for key, state in before.items() if state in SEATED)
        now = Counter(pools[key] for key, state in after.items() if state in SEATED)
        for pool in SeatPool:
            assert now[pool] <= max(event.seats(pool) or 0, was[pool])

    @invariant()
    def nobody_waits_beside_a_free_seat(self) -> None:
        event = Event.objects.get(pk=self.event.pk)
        for pool in event.pools:
            rows = event.registrations.filter(pool=pool)
            if rows.filter(state=PlaceState.WAITING).exists():
                assert rows.filter(state__in=SEATED).count() >= (event.seats(pool) or 0)

    @invariant()
    def what_each_was_told_last_is_how_she_stands(self) -> None:
        for row in self.rows():
            moves = list(row.moves.order_by("pk").values_list("before", "after"))
            assert moves[-1][1] == row.state
            assert [one[1] for one in moves[:-1]] == [one[0] for one in moves[1:]]
            assert row.turn is not None or row.state not in (*ALIVE[1:],)

    def rows(self) -> list[Registration]:
        return list(self.event.registrations.prefetch_related("moves"))

    def states(self) -> dict[int, str]:
        return dict(self.event.registrations.order_by().values_list("pk", "state"))

    def messages(self) -> Counter[int]:
        return Counter(
            Move.objects.filter(registration__event=self.event).values_list("registration", flat=True)
        )


def run(examples: int) -> None:
    run_state_machine_as_test(
        Line,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_any_sequence_of_deeds_leaves_a_just_line() -> None:
    run(8)


@pytest.mark.prove
@pytest.mark.django_db
def test_no_sequence_of_deeds_breaks_the_line(figure: Callable[[str], None]) -> None:
    runs = sampled(full=2000, sample=40)
    run(runs)
    figure(f"{runs} runs of up to 30 deeds ({connection.vendor})")
