"""One current titular per post: at once from several processes, and after any sequence of deeds."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from network.journal.models import Entry
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.services import (
    Particulars,
    PostTakenError,
    appoint,
    close_post,
    correct_appointment,
    end_appointment,
)
from network.vocabulary.overlap import certainly_overlap
from tests.factories.records import DocumentFactory, PersonFactory, PostFactory
from tests.figures import sampled

from .processes import ended, scratch

PREPARE = """
import sys
import django; django.setup()
from network.institutions.models import Institution, Post
where = Institution.objects.create(package_id="unidad", name="Unidad", kind="municipal_unit")
for number in range(int(sys.argv[1])):
    Post.objects.create(package_id=f"p-{number}", name="Enlace", kind="enlace", institution=where,
                        publication="public")
"""
APPOINT = """
import json, sys, time
from pathlib import Path
import django; django.setup()
from django.db import IntegrityError, OperationalError
from django.utils import translation
from network.documents.models import Document
from network.institutions.models import Post
from network.people.models import Person
from network.ties.models import Appointment
from network.ties.services import PostTakenError, appoint
translation.activate("es")
me, rounds, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
person = Person.objects.create(name="Persona " + me)
said = {"kind": "oficio", "number": me, "subject": "Designa", "issued_on": "2025-03-03", "is_public": True}
document = Document.objects.create(**said)
ready = Path(sys.argv[4])
kind = sys.argv[5]
spans = {"open": ("2025-03-05", ""), "dated": (f"2025-03-{int(me):02}", f"2030-{int(me):02}"),
         "past": (f"2015-{int(me):02}", f"2020-03-{int(me):02}"), "unserved": ("2025-03-05", f"203{me}")}
started, until = spans[kind]
won, said = 0, []
for turn in range(rounds):
    post = Post.objects.get(package_id=f"p-{turn}")
    (ready / f"{turn}-{me}").touch()
    while len(list(ready.glob(f"{turn}-*"))) < number:  # all try at once
        time.sleep(0.0005)
    try:
        if kind == "unserved":  # past the services, which lock the post
            Appointment.objects.create(post=post, person=person, capacity="titular", started=started,
                                       ended=until, document=document)
        else:
            appoint(post=post, person=person, capacity="titular", started=started, ended=until,
                    document=document, by=None)
        won += 1
    except PostTakenError as error:
        said += error.messages
    except (IntegrityError, OperationalError) as error:  # one of two that wait for each other is let go
        said.append(str(error))
print(json.dumps([won, said]))
"""
COUNTED = """
import json
import django; django.setup()
from django.db.models import Count
from network.journal.models import Entry
from network.ties.models import Appointment
held = Appointment.objects.filter(capacity="titular").order_by()
held = held.values("post").annotate(n=Count("pk"))
print(json.dumps([sorted(row["n"] for row in held), Entry.objects.filter(verb="appoint").count()]))
"""


def at_once(folder: Path, *, processes: int, posts: int, kind: str = "open") -> tuple[int, list[str], Any]:
    """(won, what the others were told, [titulars of each post, journal entries])."""
    ready = folder / "ready"
    ready.mkdir()
    with scratch(folder) as start:
        ended(start(PREPARE, posts))
        trying = [start(APPOINT, name, posts, processes, ready, kind) for name in range(1, processes + 1)]
        told = [json.loads(ended(process)) for process in trying]
        counted = json.loads(ended(start(COUNTED)))
    return sum(won for won, _said in told), [text for _won, said in told for text in said], counted


OVERLAPS = {
    "dated": r"El puesto tenía titular en ese tiempo: por Oficio \d \(3 de marzo de 2025\), \d de marzo .*",
    "past": r"El puesto tenía titular en ese tiempo: por Oficio \d \(3 de marzo de 2025\), \w+ de 2015 .*",
    "unserved": r"(?s).*(one_titular_at_a_time|deadlock detected).*",
}


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("kind", OVERLAPS)
def test_of_many_processes_that_designate_for_overlapping_times_exactly_one_wins(kind, tmp_path, figure):
    """Some with an end to come, some long over, some written past the services: the database holds it."""
    processes, posts = sampled(full=8, sample=3), sampled(full=100, sample=10)
    won, told, counted = at_once(tmp_path, processes=processes, posts=posts, kind=kind)
    assert (won, len(told), counted[0]) == (posts, posts * (processes - 1), [1] * posts)
    assert counted[1] == (0 if kind == "unserved" else posts)
    assert not [text for text in told if not re.fullmatch(OVERLAPS[kind], text)]
    figure(
        f"{kind}: {posts} posts, {processes} processes each: {won} won, {len(told)} refused "
        f"({connection.vendor})"
    )


def refusals(processes: int) -> set[str]:
    return {
        f"El puesto ya tiene titular: por Oficio {name} (3 de marzo de 2025), desde el 5 de marzo de 2025. "
        "Termine primero esa designación o elija otra calidad."
        for name in range(1, processes + 1)
    }


@pytest.mark.long
@pytest.mark.django_db
def test_of_two_who_appoint_a_titular_at_once_one_wins_and_the_other_reads_which_document(tmp_path):
    won, told, counted = at_once(tmp_path, processes=2, posts=5)
    assert (won, len(told), counted) == (5, 5, [[1] * 5, 5])
    assert set(told) <= refusals(2)


@pytest.mark.prove
@pytest.mark.django_db
def test_of_many_processes_that_appoint_a_titular_at_once_exactly_one_wins(tmp_path, figure):
    processes, posts = sampled(full=8, sample=3), sampled(full=100, sample=10)
    won, told, counted = at_once(tmp_path, processes=processes, posts=posts)
    assert (won, len(told), counted) == (posts, posts * (processes - 1), [[1] * posts, posts])
    assert set(told) <= refusals(processes)
    figure(f"{posts} posts, {processes} processes each: {won} won, {len(told)} refused ({connection.vendor})")


DATES = st.sampled_from(["2019", "2020", "2020-06", "2020-06-15", "2021", "2021-03", "2021-03-01", "2022"])


class Titulars(RuleBasedStateMachine):
    """What the services allow, against a plain list of what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.said: dict[int, tuple[str, str, str]] = {}  # pk → capacity, started, ended
        self.closed = False

    @initialize()
    def begin(self) -> None:
        self.post, self.people = PostFactory(), [PersonFactory() for _ in range(2)]
        self.document = DocumentFactory(number="1", issued_on="2020")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def fits(self, capacity: str, started: str, ended_on: str, *, but: int = 0) -> bool:
        return capacity != Capacity.TITULAR or not any(
            other == Capacity.TITULAR and certainly_overlap((started, ended_on), (begin, end))
            for pk, (other, begin, end) in self.said.items()
            if pk != but
        )

    def attempt(self, allowed: bool, possible: bool, deed: Any) -> Any:
        """Do it, and see it refused exactly where it must be, by the sentence if a titular is in the way."""
        if possible and allowed:
            return deed()
        before = Entry.objects.count()
        with pytest.raises(ValidationError) as refused:
            deed()
        assert isinstance(refused.value, PostTakenError) == possible
        if possible:
            assert "Oficio 1 (2020)" in refused.value.messages[0]
        assert Entry.objects.count() == before
        return None

    @rule(
        who=st.integers(0, 1),
        capacity=st.sampled_from(list(Capacity)),
        started=DATES,
        end=st.just("") | DATES,
    )
    def appoints(self, who: int, capacity: Capacity, started: str, end: str) -> None:
        allowed = self.fits(capacity, started, end)
        possible = not self.closed and ordered(started, end)
        made = self.attempt(
            allowed,
            possible,
            lambda: appoint(
                post=self.post,
                person=self.people[who],
                capacity=capacity,
                started=started,
                ended=end,
                document=self.document,
                by=None,
            ),
        )
        if made:
            self.said[made.pk] = (capacity, started, end)

    @rule(place=st.integers(0, 9), on=DATES)
    def ends(self, place: int, on: str) -> None:
        if not self.said:
            return
        pk = sorted(self.said)[place % len(self.said)]
        capacity, started, end = self.said[pk]
        done = self.attempt(
            self.fits(capacity, started, on, but=pk),
            not end and ordered(started, on),
            lambda: end_appointment(
                appointment=Appointment.objects.get(pk=pk), on=on, reason="Término", by=None
            ),
        )
        if done:
            self.said[pk] = (capacity, started, on)

    @rule(
        place=st.integers(0, 9),
        capacity=st.sampled_from([Capacity.TITULAR, Capacity.SUPLENTE]),
        started=DATES,
        end=st.just("") | DATES,
    )
    def corrects(self, place: int, capacity: Capacity, started: str, end: str) -> None:
        if not self.said:
            return
        pk = sorted(self.said)[place % len(self.said)]
        row = Appointment.objects.get(pk=pk)
        says = Particulars(
            person=row.person, capacity=capacity, started=started, ended=end, document=self.document
        )
        done = self.attempt(
            self.fits(capacity, started, end, but=pk),
            ordered(started, end),
            lambda: correct_appointment(appointment=row, says=says, by=None, reason="Estaba mal"),
        )
        if done:
            self.said[pk] = (capacity, started, end)

    @rule(who=st.integers(0, 1), started=st.just("") | DATES, end=st.just("") | DATES)
    def writes_past_the_services(self, who: int, started: str, end: str) -> None:
        """The database alone refuses what the services refuse, and nothing else."""
        if not ordered(started, end) and started:
            return
        row = Appointment(post=self.post, person=self.people[who], started=started, ended=end)
        row.capacity, row.document = Capacity.TITULAR, self.document
        if self.fits(Capacity.TITULAR, started, end):
            row.save()
            self.said[row.pk] = (Capacity.TITULAR, started, end)
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()

    @rule(place=st.integers(0, 9), started=DATES, end=st.just("") | DATES)
    def changes_past_the_services(self, place: int, started: str, end: str) -> None:
        if not self.said or not ordered(started, end):
            return
        pk = sorted(self.said)[place % len(self.said)]
        rows = Appointment.objects.filter(pk=pk)
        if self.fits(Capacity.TITULAR, started, end, but=pk):
            rows.update(capacity=Capacity.TITULAR, started=started, ended=end)
            self.said[pk] = (Capacity.TITULAR, started, end)
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(capacity=Capacity.TITULAR, started=started, ended=end)

    @rule()
    def closes(self) -> None:
        possible = not self.closed and all(end for _capacity, _started, end in self.said.values())
        if self.attempt(
            True,
            possible,
            lambda: close_post(post=self.post, on="2022", reason="Se suprimió", by=None),
        ):
            self.closed = True

    @invariant()
    def the_records_say_what_was_said_and_nobody_shares_the_post(self) -> None:
        rows = {
            row.pk: (row.capacity, row.started, row.ended)
            for row in Appointment.objects.filter(post=self.post.pk if self.said else None)
        }
        assert rows == self.said
        spans = [(begin, end) for capacity, begin, end in self.said.values() if capacity == Capacity.TITULAR]
        assert sum(not end for _begin, end in spans) <= 1
        assert not any(
            certainly_overlap(one, other) for n, one in enumerate(spans) for other in spans[n + 1 :]
        )


def ordered(started: str, end: str) -> bool:
    return not end or end >= started[: len(end)]


COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.django_db
def test_any_sequence_of_deeds_keeps_one_titular_at_a_time():
    run_state_machine_as_test(Titulars, settings=settings(max_examples=12, stateful_step_count=12, **COMMON))


@pytest.mark.prove
@pytest.mark.django_db
def test_any_sequence_of_deeds_keeps_one_titular_at_a_time_at_length(figure):
    examples = sampled(full=400, sample=40)
    run_state_machine_as_test(
        Titulars, settings=settings(max_examples=examples, stateful_step_count=30, **COMMON)
    )
    figure(f"{examples} sequences of up to 30 deeds on {connection.vendor}")
