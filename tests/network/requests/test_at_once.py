"""Answers recorded at once by several processes, and any sequence of deeds on one request."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from network.documents.models import Document
from network.documents.services import cancel_document
from network.requests.answers import Reply, acknowledge, record_answer, undo_last, withdraw
from network.requests.corrections import correct_answer, write_anew
from network.requests.models import RequestRecipient
from network.requests.queries import tallies
from network.requests.reminders import silent
from network.requests.services import add_recipients, send_request
from tests.factories.records import InstitutionFactory
from tests.figures import sampled
from tests.network.ties.processes import ended, scratch

from .world import DUE, SENT, drafted, rows

PREPARE = """
import datetime as dt, sys
import django; django.setup()
from network.institutions.models import Institution
from network.requests.services import add_recipients, draft_request, send_request
day = dt.date.today()
request = draft_request(by=None, kind="designate", letter_kind="oficio", subject="Enlace", body="Texto",
                        due_on=day)
add_recipients(request=request, by=None, institutions=[
    Institution.objects.create(package_id=f"i-{n:03d}", name=f"Unidad {n:03d}", kind="municipal_unit")
    for n in range(int(sys.argv[1]))])
send_request(request=request, by=None)
"""
ANSWER = """
import datetime as dt, json, sys, time
from pathlib import Path
import django; django.setup()
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from network.requests.answers import Reply, record_answer
from network.requests.models import RequestRecipient
translation.activate("es")
me, number, ready = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
won, said = 0, []
for row in RequestRecipient.objects.order_by("institution__name"):
    (ready / f"{row.pk}-{me}").touch()
    while len(list(ready.glob(f"{row.pk}-*"))) < number:  # all try at once
        time.sleep(0.0005)
    try:
        reply = Reply(on=timezone.localdate(), text="De " + me, number="R-" + me)
        record_answer(recipient=row, reply=reply, by=None)
        won += 1
    except ValidationError as error:
        said += error.messages
print(json.dumps([won, said]))
"""
COUNTED = """
import json
import django; django.setup()
from network.documents.models import Document
from network.journal.models import Entry
from network.requests.models import RequestRecipient
rows = RequestRecipient.objects.order_by("institution__name").select_related("reply")
same = [row.reply.number == "R-" + row.reply_text.removeprefix("De ") for row in rows]
papers, told = Document.objects.filter(is_letter=False), Entry.objects.filter(verb="record_request_answer")
print(json.dumps([same, papers.count(), told.count()]))
"""


def at_once(folder: Path, *, processes: int, institutions: int) -> tuple[int, list[str], Any]:
    """(won, what the others were told, [whether paper and text of each are of one, papers, journal])."""
    ready = folder / "ready"
    ready.mkdir()
    with scratch(folder) as start:
        ended(start(PREPARE, institutions))
        trying = [start(ANSWER, name, processes, ready) for name in range(1, processes + 1)]
        told = [json.loads(ended(process)) for process in trying]
        counted = json.loads(ended(start(COUNTED)))
    return sum(won for won, _said in told), [text for _won, said in told for text in said], counted


def refusals(institutions: int) -> set[str]:
    return {
        f"La respuesta de Unidad {n:03d} ya quedó registrada. Ábrala antes de cambiar algo."
        for n in range(institutions)
    }


@pytest.mark.long
@pytest.mark.django_db
def test_of_two_who_record_the_same_answer_at_once_one_wins_and_the_other_is_told(tmp_path):
    won, told, counted = at_once(tmp_path, processes=2, institutions=5)
    assert (won, set(told), counted) == (5, refusals(5), [[True] * 5, 5, 5])


@pytest.mark.prove
@pytest.mark.django_db
def test_of_many_processes_that_record_the_same_answers_exactly_one_wins_each(tmp_path, figure):
    processes, number = sampled(full=6, sample=3), sampled(full=41, sample=10)
    won, told, counted = at_once(tmp_path, processes=processes, institutions=number)
    assert (won, len(told), set(told)) == (number, number * (processes - 1), refusals(number))
    assert counted == [[True] * number, number, number]
    figure(f"{number} answers, {processes} processes each: {won} won, {len(told)} told ({connection.vendor})")


DAYS = st.sampled_from([SENT - dt.timedelta(1), SENT, SENT + dt.timedelta(3), SENT + dt.timedelta(9)])
PLACES = st.integers(0, 3)


class Requests(RuleBasedStateMachine):
    """What the services allow, against plain values: state, arrived, answered, papers."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.said: dict[int, list[Any]] = {}  # pk → state, acknowledged, answered

    @initialize()
    def begin(self) -> None:
        self.request = drafted(2)
        self.said = {row.pk: ["drafted", None, None] for row in rows(self.request)}
        self.letters, self.cancelled = 0, set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, possible: bool, deed: Any) -> bool:
        if possible:
            deed()
            return True
        with pytest.raises(ValidationError):
            deed()
        return False

    def pick(self, place: int) -> tuple[RequestRecipient, list[Any]]:
        pk = sorted(self.said)[place % len(self.said)]
        return RequestRecipient.objects.get(pk=pk), self.said[pk]

    @rule()
    def adds(self) -> None:
        if len(self.said) < 4:
            add_recipients(request=self.request, institutions=[InstitutionFactory()], by=None)
            self.said |= {
                row.pk: ["drafted", None, None] for row in rows(self.request) if row.pk not in self.said
            }

    @rule()
    def sends(self) -> None:
        new = [value for value in self.said.values() if value[0] == "drafted"]
        if self.attempt(bool(new), lambda: send_request(request=self.request, by=None, on=SENT)):
            self.letters += len(new)
            for value in new:
                value[0] = "sent"

    @rule(place=PLACES, on=DAYS)
    def acknowledges(self, place: int, on: dt.date) -> None:
        row, value = self.pick(place)
        possible = value[0] in {"sent", "acknowledged", "answered", "declined"} and on >= SENT
        possible = possible and (value[2] is None or on <= value[2])
        if self.attempt(possible, lambda: acknowledge(recipient=row, on=on, by=None)):
            value[1] = on
            value[0] = "acknowledged" if value[0] == "sent" else value[0]

    @rule(place=PLACES, on=DAYS, declines=st.booleans(), number=st.sampled_from(["", "R-1"]))
    def answers(self, place: int, on: dt.date, declines: bool, number: str) -> None:
        row, value = self.pick(place)
        possible = value[0] in {"sent", "acknowledged"} and on >= (value[1] or SENT)
        reply = Reply(on=on, text="Sí", declines=declines, number=number)
        if self.attempt(possible, lambda: record_answer(recipient=row, reply=reply, by=None)):
            value[0], value[2] = "declined" if declines else "answered", on

    @rule(place=PLACES, reason=st.sampled_from(["", "Se extinguió"]))
    def lets_off(self, place: int, reason: str) -> None:
        row, value = self.pick(place)
        possible = bool(reason) and value[0] in {"sent", "acknowledged"}
        if self.attempt(possible, lambda: withdraw(recipient=row, reason=reason, by=None)):
            value[0] = "withdrawn"

    @rule(place=PLACES, seen=st.none() | st.sampled_from(["sent", "answered"]))
    def takes_back(self, place: int, seen: str | None) -> None:
        row, value = self.pick(place)
        seen = seen or value[0]
        pk, possible = row.pk, seen == value[0] and seen not in {"drafted", "sent", "cancelled"}
        if self.attempt(possible, lambda: undo_last(recipient=row, seen=seen, by=None)):
            if value[0] == "acknowledged":
                value[:] = ["sent", None, None]
            elif pk in self.cancelled:
                value[0], value[2] = "cancelled", None
            else:
                value[0], value[2] = "acknowledged" if value[1] else "sent", None

    @rule(place=PLACES)
    def cancels_the_letter(self, place: int) -> None:
        row, value = self.pick(place)
        if row.letter is not None:
            cancel_document(document=row.letter, by=None, reason="Llevaba otra fecha")
            self.cancelled.add(row.pk)
            if value[0] in {"sent", "acknowledged"}:
                value[0] = "cancelled"

    @rule(place=PLACES)
    def writes_anew(self, place: int) -> None:
        row, value = self.pick(place)
        if self.attempt(value[0] == "cancelled", lambda: write_anew(recipient=row, by=None)):
            value[:] = ["drafted", None, None]
            self.cancelled.discard(row.pk)

    @rule(place=PLACES, on=DAYS, declines=st.booleans(), number=st.sampled_from(["", "R-2"]))
    def corrects(self, place: int, on: dt.date, declines: bool, number: str) -> None:
        row, value = self.pick(place)
        possible = value[0] in {"answered", "declined"} and on >= (value[1] or SENT)
        says = {"reply": Reply(on=on, text="No", declines=declines, number=number), "reason": "Otro"}
        if self.attempt(possible, lambda: correct_answer(recipient=row, by=None, **says)):
            value[0], value[2] = "declined" if declines else "answered", on

    @invariant()
    def the_rows_say_what_was_done_and_every_number_follows_from_them(self) -> None:
        if not self.said:
            return
        fields = ("pk", "state", "acknowledged_on", "answered_on")
        found = {pk: rest for pk, *rest in self.request.recipients.values_list(*fields)}
        assert found == self.said
        states = [value[0] for value in self.said.values()]
        replied = sum(state in {"answered", "declined"} for state in states)
        waiting = sum(state in {"sent", "acknowledged"} for state in states)
        counted = tallies([self.request], DUE + dt.timedelta(1))[self.request.pk]
        assert (counted.replied, counted.asked, counted.overdue) == (replied, replied + waiting, waiting)
        assert {row.pk for row in silent(self.request)} == {
            pk for pk, value in self.said.items() if value[0] in {"sent", "acknowledged"}
        }
        letters = Document.objects.filter(is_letter=True).values_list("folio", flat=True)
        assert sorted(letters) == list(range(1, self.letters + 1))
        held = self.request.recipients.exclude(letter=None).values_list("letter", flat=True)
        former = self.request.recipients.exclude(former_letters=None).values_list("former_letters", flat=True)
        assert len({*held, *former}) == len(held) + len(former) == self.letters


COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.django_db
def test_any_sequence_of_deeds_leaves_rows_and_numbers_that_agree():
    run_state_machine_as_test(Requests, settings=settings(max_examples=10, stateful_step_count=12, **COMMON))


@pytest.mark.prove
@pytest.mark.django_db
def test_any_sequence_of_deeds_leaves_rows_and_numbers_that_agree_at_length(figure):
    examples = sampled(full=300, sample=30)
    run_state_machine_as_test(
        Requests, settings=settings(max_examples=examples, stateful_step_count=30, **COMMON)
    )
    figure(f"{examples} sequences of up to 30 deeds on {connection.vendor}")
