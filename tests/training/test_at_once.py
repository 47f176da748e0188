"""Members, a liaison and whoever runs it press at once: never more than the seats, and nobody half in."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.figures import sampled
from tests.network.ties.processes import ended, scratch

PREPARE = """
import sys
import django; django.setup()
from network.accounts.models import User
from tests.training.steps import coordinator, liaison, member, published
from tests.factories.records import InstitutionFactory
rounds, seats, number = map(int, sys.argv[1:])
by, house = coordinator(), InstitutionFactory(package_id="casa")
User.objects.filter(pk=by.pk).update(email="coordina@ejemplo.invalid")
User.objects.filter(pk=liaison(house).account.pk).update(email="enlace@ejemplo.invalid")
for n in range(number):  # every other works where the liaison does
    User.objects.filter(pk=member(house if n % 2 else None).account.pk).update(email=f"m{n}@ejemplo.invalid")
for turn in range(rounds):
    published(by=by, seats=seats, days=(10, 17, 24), package_id=f"e-{turn}")
"""
PRESS = """
import json, sys, time
from pathlib import Path
import django; django.setup()
from django.db import transaction
from events import carrying, enrolling as places, line, telling
from events.enrolling import HasPlaceError, enrol_other
from events.models import Event
from network.accounts.models import User
from network.people.models import Person
from tests.training.steps import wish
from training import enrolling
from training.editions import making
from training.enrolling import EnrolledError, ask
from training.liaising import enrol_for
from training.models import Edition
me, rounds, number, processes = map(int, sys.argv[1:5])
ready, is_locked = Path(sys.argv[5]), sys.argv[6] == "locked"
if not is_locked:  # the negative control: what counts the seats takes no lock, and no transaction begins
    plain = lambda event: Event.objects.get(pk=event.pk)
    line.locked = places.locked = carrying.locked = plain
    enrolling.locked = lambda row: Edition.objects.select_related("version__curriculum").get(pk=row.pk)
    enrolling.seat, move_up = places.seat.__wrapped__, places.move_up
    def slow(event, **said):
        said["room"] = line.Room(event)
        time.sleep(0.5)
        return move_up(event, **said)
    places.move_up, telling.notify = slow, lambda **said: None  # which insists on a transaction
    ask = ask.__wrapped__
def pressed(way, person, edition):
    event = edition.sessions.get(is_opening=True).event
    try:
        if way == "herself":
            ask(edition=edition, person=person, by=person.account, wish=wish())
        elif way == "liaison":
            enrol_for(edition=edition, person=person, by=liaison, pool="on_site")
        else:
            enrol_other(event=event, person=person, by=by, pool="on_site")
    except (EnrolledError, HasPlaceError):
        return "has one"
    except Exception as error:
        return repr(error)
    return "taken"
by, liaison = (User.objects.get(email=f"{one}@ejemplo.invalid") for one in ("coordina", "enlace"))
people = {n: Person.objects.select_related("account").get(account__email=f"m{n}@ejemplo.invalid")
          for n in range(number)}
if me == 0 and is_locked:  # of hers, and of others, some of whom press themselves
    deeds = [("liaison", n) for n in range(1, number, 4)]
elif me == 1 and is_locked:
    deeds = [("coordinator", n) for n in range(0, number, 3)]
else:
    first = 2 if is_locked else 0
    deeds = [("herself", n) for n in range(number) if n % (processes - first) == me - first]
told = []
for turn in range(rounds):
    edition = Edition.objects.get(package_id=f"e-{turn}")
    (ready / f"{turn}-{me}").touch()
    while len(list(ready.glob(f"{turn}-*"))) < processes:  # all press at once
        time.sleep(0.0005)
    told += [[turn, n, pressed(way, people[n], edition)] for way, n in deeds]
print(json.dumps(told))
"""
COUNT = """
import json
import django; django.setup()
from events.machine import SEATED
from events.models import Move
from training.models import Edition
found = []
for edition in Edition.objects.order_by("pk"):
    opening = edition.sessions.get(is_opening=True).event
    others = [one.event for one in edition.sessions.filter(is_opening=False)]
    rows = []
    for one in edition.enrolments.select_related("place"):
        there = [event.registrations.filter(person=one.person, state="enrolled").count() for event in others]
        told = Move.objects.filter(registration__person=one.person, registration__event=opening).count()
        rows.append([one.state, one.place and one.place.state, there, told])
    places = sum(event.registrations.count() for event in [opening, *others])
    found.append([rows, places, opening.registrations.filter(state__in=SEATED).count()])
print(json.dumps(found))
"""
IN, WAITS = ["in", "enrolled", [1, 1], 1], ["in", "waiting", [0, 0], 1]


def at_once(
    folder: Path, *, processes: int, rounds: int, seats: int, number: int, way: str = "locked"
) -> tuple[list[Any], list[Any]]:
    """[round, who, what she was told] of each press; of each edition [enrolments, places in all, seated]."""
    ready = folder / "ready"
    ready.mkdir()
    with scratch(folder) as start:
        ended(start(PREPARE, rounds, seats, number))
        pressing = [start(PRESS, me, rounds, number, processes, ready, way) for me in range(processes)]
        told = [one for process in pressing for one in json.loads(ended(process))]
        return told, json.loads(ended(start(COUNT)))


def holds(told: list[Any], editions: list[Any], *, seats: int, number: int) -> None:
    """Seats are given and no more; whoever has one has all sessions, who waits none; nobody is dropped."""
    assert {said for _turn, _who, said in told} <= {"taken", "has one"}
    for turn, (rows, places, seated) in enumerate(editions):
        taken = Counter(who for one, who, said in told if (one, said) == (turn, "taken"))
        assert (len(taken), set(taken.values())) == (number, {1}), "each is in, by one press of those for her"
        assert sorted(rows) == sorted([IN] * seats + [WAITS] * (number - seats))
        assert (places, seated) == (number + 2 * seats, seats)


@pytest.mark.long
@pytest.mark.django_db
def test_of_many_who_press_at_once_as_many_have_all_sessions_as_there_are_seats(tmp_path: Path) -> None:
    told, editions = at_once(tmp_path, processes=3, rounds=1, seats=3, number=8)
    holds(told, editions, seats=3, number=8)


@pytest.mark.prove
@pytest.mark.django_db
def test_members_a_liaison_and_who_runs_it_press_at_once_and_exactly_the_seats_are_given(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    rounds, number = sampled(full=10, sample=1), sampled(full=120, sample=12)
    seats = number // 4
    told, editions = at_once(tmp_path, processes=8, rounds=rounds, seats=seats, number=number)
    holds(told, editions, seats=seats, number=number)
    twice = sum(said == "has one" for _turn, _who, said in told)
    figure(
        f"{rounds} editions of 3 sessions, {number} people by 8 processes, {len(told)} presses: {seats} "
        f"seated in every session each time, {number - seats} in the line, {twice} told that she is in "
        f"({connection.vendor})"
    )


@pytest.mark.prove
@pytest.mark.django_db
def test_without_the_lock_more_learners_get_a_seat_than_there_are(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """The negative control: the proof above can fail."""
    rounds = sampled(full=5, sample=2)
    _told, editions = at_once(tmp_path, processes=6, rounds=rounds, seats=1, number=6, way="without a lock")
    seated = [number for _rows, _places, number in editions]
    assert any(number > 1 for number in seated)
    figure(f"of 1 seat were given, without the lock: {seated} ({connection.vendor})")
