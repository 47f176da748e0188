"""What becomes of a commitment: told, done, acknowledged, not met, moved, reminded of, and undone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.commitments.following import (
    acknowledge,
    discard_commitment,
    make_commitment,
    mark_done,
    mark_not_met,
    move_due_date,
    reopen_commitment,
    take_back_progress,
    tell_progress,
    withdraw_acknowledgement,
)
from network.commitments.models import Commitment, Progress
from network.commitments.queries import SOON, open_ones, progress_visible_to, unacknowledged
from network.commitments.reminders import remind
from network.commitments.report import HalfYear, half_yearly_report
from network.commitments.rules import settled_words
from network.files.checking import Checked
from network.journal.models import Entry
from network.office.services import describe_office
from network.paper.document import Table
from network.vocabulary.models import Theme
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    DocumentFactory,
    InstitutionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def made(**values):
    return CommitmentFactory(**{"creditor": InstitutionFactory(), **values})


def coordinator(institution=None):
    user = UserFactory()
    scope = {"scope": ScopeKind.INSTITUTION, "key": institution.package_id} if institution else {}
    grant(user=user, role=Role.COORDINATOR, by=None, **scope)
    return user


def viewer(institution=None):
    scope = (ScopeKind.INSTITUTION, institution.package_id) if institution else ()
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, *scope)}))


def refused(deed, **values):
    with pytest.raises(ValidationError) as error:
        deed(**values)
    return error.value.messages


def test_from_progress_through_done_to_acknowledged_and_back():
    row = made(status="pending", due_on="2026-03")
    tell_progress(
        commitment=row, by=None, told_on="2026-02", text=" Se capacitó  a 40 ", link="https://a.invalid"
    )
    row.refresh_from_db()
    assert (row.status, row.progress.get().text) == ("in_progress", "Se capacitó a 40")
    assert refused(acknowledge, commitment=row, by=None, on="2026") == [
        "Diga primero que se cumplió: después se puede reconocer."
    ]
    assert refused(mark_done, commitment=row, by=None, on="2026-04") == ["Ese día todavía no llega."]
    row = mark_done(commitment=row, by=None, on="2026-03-09")
    assert list(unacknowledged(viewer())) == [row]
    assert not open_ones(viewer(), TODAY, SOON).exists()
    assert refused(acknowledge, commitment=row, by=None, on="2026-03-08") == [
        "Se cumplió después de ese día. Revise la fecha."
    ]
    paper = DocumentFactory(number="7")
    row = acknowledge(commitment=row, by=None, on="2026-03", document=paper)
    assert (row.acknowledged_by, row.acknowledged_in, row.done_on) == (row.creditor, paper, "2026-03-09")
    assert settled_words(row) == [
        "cumplido: 9 de marzo de 2026",
        f"reconocido por {row.creditor.called}: marzo de 2026",
    ]
    assert not unacknowledged(viewer()).exists()
    row = withdraw_acknowledgement(commitment=row, by=None)
    assert (row.status, row.done_on, row.acknowledged_on, row.acknowledged_by) == (
        "done",
        "2026-03-09",
        "",
        None,
    )
    row = reopen_commitment(commitment=row, by=None)
    assert (row.status, row.done_on) == ("in_progress", "")
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "tell_progress",
        "begin_commitment",
        "mark_commitment_done",
        "acknowledge_commitment",
        "withdraw_acknowledgement",
        "reopen_commitment",
    ]


def test_what_was_not_met_says_why_and_is_neither_open_nor_moved():
    row = made(status="pending", due_on="2026-03")
    assert refused(mark_not_met, commitment=row, by=None, reason=" ") == ["Diga por qué."]
    row = mark_not_met(commitment=row, by=None, reason="Sin presupuesto")
    assert (row.status, row.not_met_because) == ("not_met", "Sin presupuesto")
    assert not open_ones(viewer(), TODAY, SOON).exists()
    moved = {"commitment": row, "by": None, "due_on": "2027", "reason": "Prórroga"}
    assert refused(move_due_date, **moved) == ["Está como «Incumplido». Deshaga eso primero."]
    row = reopen_commitment(commitment=row, by=None)
    assert (row.status, row.not_met_because) == ("pending", "")


def test_a_moved_date_keeps_the_first_and_one_moved_back_forgets_it():
    row = made(status="pending", due_on="2026-03")
    row = move_due_date(commitment=row, by=None, due_on="2026-06", reason="Prórroga")
    row = move_due_date(commitment=row, by=None, due_on="2026-09", reason="Otra")
    assert (row.due_on, row.first_due_on) == ("2026-09", "2026-03")
    assert settled_words(row) == ["vencía al principio: marzo de 2026"]
    row = move_due_date(commitment=row, by=None, due_on="2026-03", reason="Error")
    assert (row.due_on, row.first_due_on) == ("2026-03", "")


def test_the_debtor_tells_and_the_creditor_judges_and_a_stranger_does_neither():
    row = made(status="pending", agreement=None)
    debtor, creditor = coordinator(row.debtor), coordinator(row.creditor)
    told = {"commitment": row, "told_on": "2026", "text": "Va"}
    only_debtor = "Eso lo dice quien coordina la red o la institución que lo debe."
    only_creditor = "Eso lo dice quien coordina la red o la institución a la que se le debe."
    for by in (creditor, coordinator(InstitutionFactory())):
        assert refused(tell_progress, by=by, **told) == [only_debtor]
    assert refused(mark_not_met, commitment=row, by=debtor, reason="No") == [only_creditor]
    assert refused(move_due_date, commitment=row, by=debtor, due_on="2030", reason="No") == [only_creditor]
    note = tell_progress(by=debtor, **told)
    mark_done(commitment=row, by=debtor, on="2026")
    assert refused(acknowledge, commitment=row, by=debtor, on="2026") == [only_creditor]
    assert acknowledge(commitment=row, by=creditor, on="2026").acknowledged_by == row.creditor
    seen = {who: progress_visible_to(Progress.objects.all(), who).count() for who in (PUBLIC, viewer())}
    assert seen == {PUBLIC: 0, viewer(): 1}
    assert progress_visible_to(Progress.objects.all(), viewer(row.creditor)).get() == note
    assert not progress_visible_to(Progress.objects.all(), viewer(InstitutionFactory())).exists()


def test_a_file_goes_with_its_note(django_capture_on_commit_callbacks):
    row = made(status="pending")
    scan = Checked(b"%PDF-1.4", "application/pdf", "pdf", "0" * 64)
    note = tell_progress(commitment=row, by=None, told_on="2026", text="Acta", scan=scan)
    storage, name = note.file.storage, note.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        take_back_progress(progress=note, by=None, reason="Era otra acta")
    assert (storage.exists(name), row.progress.exists()) == (False, False)
    assert Entry.objects.get(verb="take_back_progress").before["text"] == "Acta"


def test_one_made_here_is_internal_between_parties_and_taken_away_while_nothing_hangs_on_it():
    agreement = AgreementFactory()
    one, other = (AgreementPartyFactory(agreement=agreement).institution for _ in range(2))
    says = {"by": None, "text": "Capacitar", "theme": Theme.objects.first() or made().theme}
    out = InstitutionFactory()
    wrong = {"debtor": one, "creditor": out, "agreement": agreement}
    assert refused(make_commitment, **says, **wrong) == ["No es parte del convenio."]
    assert refused(make_commitment, **says, debtor=one, creditor=one) == [
        "Nadie se debe algo a sí misma: elija otra institución."
    ]
    assert refused(make_commitment, **{**says, "by": coordinator(one)}, debtor=one) == [
        "Solo quien coordina la red registra compromisos."
    ]
    new = make_commitment(**says, debtor=one, creditor=other, agreement=agreement, due_on="2026-06")
    assert (new.is_public, new.status) == (False, "pending")
    note = tell_progress(commitment=new, by=None, told_on="2026", text="Va")
    assert len(refused(discard_commitment, commitment=new, by=None, reason="Doble")) == 1
    take_back_progress(progress=note, by=None, reason="Doble")
    Commitment.objects.filter(pk=new.pk).update(status="pending")
    discard_commitment(commitment=new, by=None, reason="Doble")
    assert not Commitment.objects.filter(pk=new.pk).exists()


def test_a_reminder_is_one_a_day_neutral_on_violence_and_not_of_what_is_done():
    describe_office(by=None, network_name="Red", office_name="Instituto", email="red@ejemplo.invalid")
    row = made(status="pending", text="Protocolo contra el acoso", due_on="2026-02")
    first = remind(commitment=row, by=None, email="oficina@ejemplo.invalid")
    assert remind(commitment=row, by=None, email="oficina@ejemplo.invalid") == first
    (message,) = first.messages.all()
    assert (message.institution, message.email, message.is_neutral) == (
        row.debtor,
        "oficina@ejemplo.invalid",
        True,
    )
    assert "acoso" not in message.neutral_subject
    assert "Protocolo contra el acoso" in " ".join(message.paragraphs)
    mark_done(commitment=row, by=None, on="2026")
    assert refused(remind, commitment=row, by=None) == ["Ya no se espera nada de él: no hay qué recordar."]


def test_the_half_yearly_report_tells_what_the_reader_may_see_of_those_months():
    debtor = InstitutionFactory()
    row = made(agreement=None, debtor=debtor, status="pending", due_on="2026-02", text="Uno")
    made(agreement=None, debtor=debtor, status="pending", is_public=False, text="Interno")
    tell_progress(commitment=row, by=None, told_on="2026-01", text="Avance de enero")
    tell_progress(commitment=row, by=None, told_on="2025", text="Avance de 2025")
    half = HalfYear.of("", TODAY)
    assert (str(half), str(half.before), str(HalfYear.of("2025-2", TODAY))) == ("2026-1", "2025-2", "2025-2")

    def said(who, half=half):
        blocks = half_yearly_report(debtor, who, half, TODAY).blocks
        return [row for block in blocks if isinstance(block, Table) for row in block.rows]

    creditor = row.creditor.called
    assert said(viewer())[-1] == ("Uno", "enero de 2026: Avance de enero")
    assert {cells[0] for cells in said(viewer())} == {"Uno", "Interno"}
    assert said(PUBLIC) == [("Uno", creditor, "febrero de 2026", "En curso\nvencido")]
    assert said(viewer(), half.before)[-1] == ("Uno", "2025: Avance de 2025")
