"""Two people who write letters at once never share a folio: from several processes, after any sequence."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from network.documents.drafts import discard_draft
from network.documents.models import Document, FolioSeries
from network.documents.services import (
    cancel_document,
    draft_letter,
    issue_document,
    revise_letter,
)
from tests.figures import sampled
from tests.network.ties.processes import ended, scratch

WRITE = """
import json, sys, time
from pathlib import Path
import django; django.setup()
from django.core.exceptions import ValidationError
from network.documents.services import cancel_document, draft_letter, issue_document
me, letters, number, ready = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
(ready / me).touch()
while len(list(ready.iterdir())) < number:  # all begin at once, the series with them
    time.sleep(0.0005)
given = []
for turn in range(letters):
    year = 2026 + turn % 2
    letter = draft_letter(by=None, kind="oficio", subject=me, body="Texto", issued_on=f"{year}-03-03")
    letter = issue_document(document=letter, by=None)
    given.append(letter.number)
    if turn % 5 == 0:
        cancel_document(document=letter, by=None, reason="Prueba")
print(json.dumps(given))
"""
COUNTED = """
import json
import django; django.setup()
from network.documents.models import Document, FolioSeries
rows = Document.objects.order_by("series__year", "folio").values_list("series__year", "folio")
print(json.dumps([[list(row) for row in rows], sorted(FolioSeries.objects.values_list("year", "last"))]))
"""


def at_once(folder: Path, *, processes: int, letters: int) -> list[str]:
    """Every number given, after the records were compared with what they must be: no gap, none twice."""
    ready = folder / "ready"
    ready.mkdir()
    with scratch(folder) as start:
        writing = [start(WRITE, name, letters, processes, ready) for name in range(processes)]
        given = [number for process in writing for number in json.loads(ended(process))]
        rows, series = json.loads(ended(start(COUNTED)))
    each = {2026: (letters + 1) // 2 * processes, 2027: letters // 2 * processes}
    assert rows == [[year, folio] for year, last in each.items() for folio in range(1, last + 1)]
    assert series == [[year, last] for year, last in each.items()]
    return given


@pytest.mark.long
@pytest.mark.django_db
def test_two_who_issue_letters_at_once_never_share_a_folio(tmp_path):
    given = at_once(tmp_path, processes=2, letters=10)
    assert len(set(given)) == len(given) == 20


@pytest.mark.prove
@pytest.mark.django_db
def test_many_who_issue_letters_at_once_share_no_folio_and_leave_no_gap(tmp_path, figure):
    processes, letters = sampled(full=8, sample=3), sampled(full=200, sample=20)
    given = at_once(tmp_path, processes=processes, letters=letters)
    assert len(set(given)) == len(given) == processes * letters
    figure(
        f"{len(given)} letters by {processes} processes, each with a folio of its own ({connection.vendor})"
    )


class Folios(RuleBasedStateMachine):
    """Two writers' deeds in any order, against plain lists: which folio each letter got."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.year = 2026
        self.drafts: list[int] = []
        self.given: dict[int, list[int]] = {}  # year → letters in the order of their folios
        self.reasons: dict[int, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(writer=st.sampled_from(["Ana", "Eva"]), whole=st.booleans())
    def drafts_one(self, writer: str, whole: bool) -> None:
        letter = draft_letter(
            by=None,
            kind="oficio",
            subject=writer,
            body="Texto" if whole else "",
            issued_on=f"{self.year}-05-05",
        )
        self.drafts.append(letter.pk)

    def pick(self, place: int) -> Document | None:
        return Document.objects.get(pk=self.drafts[place % len(self.drafts)]) if self.drafts else None

    @rule(place=st.integers(0, 9))
    def issues(self, place: int) -> None:
        letter = self.pick(place)
        if letter is None:
            return
        if not letter.body:
            with pytest.raises(ValidationError):
                issue_document(document=letter, by=None)
            return
        issue_document(document=letter, by=None)
        self.drafts.remove(letter.pk)
        self.given.setdefault(int(letter.issued_on[:4]), []).append(letter.pk)

    @rule(place=st.integers(0, 9))
    def finishes_its_text(self, place: int) -> None:
        if letter := self.pick(place):
            revise_letter(letter=letter, by=None, body="Texto")

    @rule(place=st.integers(0, 9))
    def discards(self, place: int) -> None:
        if letter := self.pick(place):
            discard_draft(letter=letter, by=None)
            self.drafts.remove(letter.pk)

    @rule(place=st.integers(0, 9), reason=st.sampled_from(["", "  ", "Se envió a otra dependencia"]))
    def cancels(self, place: int, reason: str) -> None:
        everything = [pk for pks in self.given.values() for pk in pks]
        if not everything:
            return
        letter = Document.objects.get(pk=everything[place % len(everything)])
        if letter.pk in self.reasons or reason.strip():
            cancel_document(document=letter, by=None, reason=reason)
            self.reasons.setdefault(letter.pk, reason.strip())
        else:
            with pytest.raises(ValidationError):
                cancel_document(document=letter, by=None, reason=reason)

    @rule(place=st.integers(0, 9))
    def tries_what_is_too_late(self, place: int) -> None:
        everything = [pk for pks in self.given.values() for pk in pks]
        if not everything:
            return
        letter = Document.objects.get(pk=everything[place % len(everything)])
        for deed in (discard_draft, revise_letter):
            with pytest.raises(ValidationError):
                deed(letter=letter, by=None)
        if letter.pk not in self.reasons:
            assert issue_document(document=letter, by=None).folio == letter.folio  # sent twice: nothing new

    @rule()
    def a_year_begins(self) -> None:
        self.year = min(self.year + 1, 2029)

    @invariant()
    def folios_run_from_one_without_gap_and_keep_their_letter(self) -> None:
        rows = Document.objects.exclude(folio=None).order_by("series__year", "folio")
        found = list(rows.values_list("series__year", "folio", "pk"))
        assert found == [
            (year, folio, pk) for year in sorted(self.given) for folio, pk in enumerate(self.given[year], 1)
        ]
        assert dict(FolioSeries.objects.values_list("year", "last")) == {
            year: len(pks) for year, pks in self.given.items()
        }
        cancelled = Document.objects.filter(status="cancelled").values_list("pk", "cancelled_because")
        assert dict(cancelled) == self.reasons
        assert set(Document.objects.filter(status="draft", number="").values_list("pk", flat=True)) == set(
            self.drafts
        )


COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.django_db
def test_any_sequence_of_deeds_leaves_folios_without_a_gap():
    run_state_machine_as_test(Folios, settings=settings(max_examples=10, stateful_step_count=15, **COMMON))


@pytest.mark.prove
@pytest.mark.django_db
def test_any_sequence_of_deeds_leaves_folios_without_a_gap_at_length(figure):
    examples = sampled(full=400, sample=40)
    run_state_machine_as_test(
        Folios, settings=settings(max_examples=examples, stateful_step_count=40, **COMMON)
    )
    figure(f"{examples} sequences of up to 40 deeds on {connection.vendor}")
