"""Her history says what was noted, adds hours of one kind alone, and forgets nothing that lapsed."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.paper.document import Table
from tests.factories.events import EventFactory
from tests.factories.training import (
    ContentFactory,
    CourseSessionFactory,
    EditionFactory,
    EnrolmentFactory,
    LearnedFactory,
)
from training.models import Facilitator
from training.record.deciding import verify
from training.record.document import document_of
from training.record.history import history_of, validity_words
from training.record.papers import history_paper, hours_words

from ..records import coordinator, handed_in, member, was_there

pytestmark = pytest.mark.django_db


def session_of(edition: Any, person: Any, *, days: int, hours: float, state: str) -> None:
    """A session that many days ago, with what was noted of her."""
    starts = timezone.now() - dt.timedelta(days=days)
    event = EventFactory(
        starts_at=starts, ends_at=starts + dt.timedelta(hours=hours), seats_on_site=30, audience="invitation"
    )
    CourseSessionFactory(edition=edition, event=event)
    was_there(event, person, state)


def a_life() -> Any:
    """Two sessions of an edition, one missed; facilitating; one training elsewhere verified, one waiting."""
    her, content = member(), ContentFactory(order=4, valid_months=12)
    edition = EditionFactory(starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 10, 1))
    enrolment = EnrolmentFactory(edition=edition, person=her)
    session_of(edition, her, days=40, hours=2.5, state="present")
    session_of(edition, her, days=30, hours=4, state="absent")
    session_of(edition, her, days=20, hours=3, state="present")
    LearnedFactory(person=her, content=content, enrolment=enrolment, since=dt.date(2026, 10, 1))
    Facilitator.objects.create(edition=EditionFactory(), person=her, hours="6.5")
    verify(training=handed_in(her, hours=20, contents=[content]), by=coordinator(), contents=[content])
    handed_in(her, hours=99, title="Curso en espera")
    return her


def test_hours_are_those_she_was_there_and_kinds_are_never_added() -> None:
    told = history_of(a_life())
    assert (told.hours_taken, told.hours_taught, told.hours_elsewhere) == (5.5, 6.5, 20.0)
    assert [one.hours for one in told.taken] == [5.5]
    assert hours_words(5.5) in ("5.5 h", "5,5 h")
    assert hours_words(None) == ""


def test_hours_that_nobody_noted_are_not_zero() -> None:
    her = member()
    EnrolmentFactory(person=her)
    told = history_of(her)
    assert (told.hours_taken, told.taken[0].hours) == (None, None)


def test_what_lapsed_stays_in_it_as_lapsed() -> None:
    her = member()
    LearnedFactory(person=her, content__order=1, since=dt.date(2024, 1, 10), until=dt.date(2026, 1, 10))
    LearnedFactory(person=her, content__order=2, since=dt.date(2024, 1, 10))
    with time_machine.travel("2026-01-09 18:00", tick=False):
        assert [one.is_valid for one in history_of(her).held] == [True, True]
    with time_machine.travel("2026-01-10 18:00", tick=False):
        held = history_of(her).held
        assert [one.is_valid for one in held] == [False, True]
        assert [validity_words(one) for one in held] == ["vencida", "vigente, sin vencimiento"]


def test_the_file_says_what_its_page_of_the_documentation_says() -> None:
    told = document_of(history_of(a_life()))
    text = Path("docs/training-history.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `([\w.]+)` \|", text, re.MULTILINE))

    def names(value: Any, above: str = "") -> set[str]:
        if isinstance(value, dict):
            return {
                name
                for key, one in value.items()
                for name in ({f"{above}{key}"} | names(one, f"{above}{key}."))
            }
        return names(value[0], above) if isinstance(value, list) and value else set()

    assert names(told) == documented
    assert json.loads(json.dumps(told)) == told
    assert told["elsewhere"][1]["started"] == "2024"
    assert [one["known_from"] for one in told["learned"]] == ["external", "edition"]


def test_the_paper_says_the_same_as_the_page() -> None:
    paper = history_paper(history_of(a_life()))
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [2, 1, 1, 2]
    assert tables[3].rows[0][0] == "Curso en espera"
    assert tables[3].rows[0][4] == ""  # what waits counts for nothing


@pytest.mark.parametrize("number", [1, 3])
def test_a_history_takes_the_same_queries_however_long_it_is(number: int) -> None:
    her = member()
    for n in range(number):
        edition = EditionFactory(starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 10, 1))
        enrolment = EnrolmentFactory(edition=edition, person=her)
        session_of(edition, her, days=40, hours=2, state="present")
        LearnedFactory(person=her, content__order=n + 1, enrolment=enrolment)
        Facilitator.objects.create(edition=EditionFactory(), person=her)
        handed_in(her)
    with CaptureQueriesContext(connection) as asked:
        assert len(history_of(her).taken) == number
    assert len(asked) == 8


def test_it_is_hers_alone(log_in: Any) -> None:
    her, other = a_life(), member()
    row = her.external_trainings.first()
    own, stranger, visitor = log_in(user=her.account), log_in(user=other.account), Client()
    page = own.get("/mi-formacion/historial/")
    assert page.status_code == 200
    assert "Curso en espera" in page.content.decode()
    assert "Curso en espera" not in stranger.get("/mi-formacion/historial/").content.decode()
    for ending in ("", "comprobante/"):
        address = f"/mi-formacion/historial/externa/{row.uid}/{ending}"
        assert own.get(address).status_code == 200
        assert stranger.get(address).status_code == 404
        assert visitor.get(address).status_code == 302
    assert stranger.post(f"/mi-formacion/historial/externa/{row.uid}/quitar/").status_code == 404
    assert own.get("/mi-formacion/historial/historial.json").json()["hours"]["attended"] == 5.5


def test_the_files_are_made(log_in: Any, pango: None) -> None:
    own = log_in(user=a_life().account)
    assert own.get("/mi-formacion/historial/historial.pdf").content.startswith(b"%PDF")
    assert own.get("/mi-formacion/historial/historial.docx").content.startswith(b"PK")
