"""Many processes press the button at once: exactly as many get a seat as there are."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.figures import sampled
from tests.network.ties.processes import ended, scratch

PREPARE = """
import datetime as dt, sys
import django; django.setup()
from django.utils import timezone
from events.models import Event
now = timezone.now()
for number in range(int(sys.argv[1])):
    Event.objects.create(package_id=f"e-{number}", title="Seminario", kind="seminario", audience="public",
        starts_at=now + dt.timedelta(days=9), ends_at=now + dt.timedelta(days=9, hours=1),
        time_zone="America/Santiago", seats_on_site=int(sys.argv[2]), state="published", published_at=now)
"""
PRESS = """
import contextlib, json, sys, time
from pathlib import Path
import django; django.setup()
from django.db import OperationalError
from events import enrolling, line
from events.enrolling import Wish
from events.models import Event, Registration
me, rounds, each, number = (int(said) for said in sys.argv[1:5])
ready, is_locked = Path(sys.argv[5]), sys.argv[6] == "locked"
if not is_locked:  # the negative control: what counts the seats takes no lock, and no transaction begins
    take = line.move_up
    def slow(event, **said):
        room = line.Room(event)
        time.sleep(0.02)
        line.Room = lambda _event: room
        try:
            return take(event, **said)
        finally:
            line.Room = Room
    Room = line.Room
    line.locked = lambda event: Event.objects.get(pk=event.pk)
    enrolling.move_up = slow
troubles = []
for turn in range(rounds):
    event = Event.objects.get(package_id=f"e-{turn}")
    (ready / f"{turn}-{me}").touch()
    while len(list(ready.glob(f"{turn}-*"))) < number:  # all press at once
        time.sleep(0.0005)
    for press in range(each):
        try:
            if is_locked:
                row = None
                from django.db import transaction
                with transaction.atomic():
                    held = line.locked(event)
                    row = Registration(event=held, turn=line.next_turn(held), name=f"P{me}-{press}")
                    row.full_clean(); row.save()
                    enrolling._seated_or_waiting(row)
            else:
                row = Registration(event=event, turn=1000 * me + press + 1, name=f"P{me}-{press}")
                row.save()
                enrolling._seated_or_waiting(row)
        except Exception as error:
            troubles.append(repr(error))
print(json.dumps(troubles))
"""
COUNT = """
import json
import django; django.setup()
from django.db.models import Count, Q
from events.models import Event
from events.machine import SEATED
rows = Event.objects.order_by("pk").annotate(
    seated=Count("registrations", Q(registrations__state__in=SEATED)), all=Count("registrations"))
print(json.dumps([[row.seated, row.all] for row in rows]))
"""


def at_once(
    folder: Path, *, processes: int, rounds: int, seats: int, each: int, way: str = "locked"
) -> tuple[list[str], list[list[int]]]:
    """(what went wrong, [seated, all] of each event)."""
    ready = folder / "ready"
    ready.mkdir()
    with scratch(folder) as start:
        ended(start(PREPARE, rounds, seats))
        pressing = [start(PRESS, me, rounds, each, processes, ready, way) for me in range(1, processes + 1)]
        troubles = [text for process in pressing for text in json.loads(ended(process))]
        return troubles, json.loads(ended(start(COUNT)))


@pytest.mark.long
@pytest.mark.django_db
def test_of_many_who_press_at_once_exactly_as_many_get_a_seat_as_there_are(tmp_path: Path) -> None:
    troubles, counted = at_once(tmp_path, processes=3, rounds=2, seats=5, each=4)
    assert (troubles, counted) == ([], [[5, 12]] * 2)


@pytest.mark.prove
@pytest.mark.django_db
def test_of_two_hundred_who_press_at_once_exactly_fifty_get_a_seat(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    rounds = sampled(full=20, sample=2)
    troubles, counted = at_once(tmp_path, processes=8, rounds=rounds, seats=50, each=25)
    assert (troubles, counted) == ([], [[50, 200]] * rounds)
    figure(f"{rounds} rounds of 200 by 8 processes: 50 seated each time ({connection.vendor})")


@pytest.mark.prove
@pytest.mark.django_db
def test_without_the_lock_more_get_a_seat_than_there_are(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """The negative control: the proof above can fail."""
    rounds = sampled(full=5, sample=2)
    _troubles, counted = at_once(tmp_path, processes=6, rounds=rounds, seats=5, each=5, way="without a lock")
    assert any(seated > 5 for seated, _all in counted)
    figure(f"of 5 seats were given, without the lock: {[seated for seated, _all in counted]}")
