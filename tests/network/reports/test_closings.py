"""Closing an administration: what it ends, what it keeps, and that nothing is done twice."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.documents.models import Document
from network.journal.models import Entry
from network.reports import applying
from network.reports.applying import apply, ask_to_apply, ask_to_undo, try_again, undo
from network.reports.closing_queries import chosen, hanging_on, left_vacant, may_end
from network.reports.closings import (
    begin_closing,
    change_closing,
    choose_designations,
    choose_roles,
    discard_closing,
)
from network.reports.models import AdministrationClosing, Handover, HandoverNote
from network.reports.services import write_note
from network.requests.models import Request
from network.ties.models import Appointment
from network.ties.queries import current_appointments
from network.ties.services import end_appointment
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db

TODAY, LAST = dt.date(2025, 11, 20), dt.date(2025, 12, 31)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def coordinator():
    return grant(user=UserFactory(), role=Role.COORDINATOR, by=None, starts_on=dt.date(2024, 1, 1)).user


@pytest.fixture
def administrator():
    return grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None, starts_on=dt.date(2024, 1, 1)).user


@pytest.fixture
def here():
    return InstitutionFactory()


def begun(by, *institutions, **values):
    closing = begin_closing(
        name="Administración 2022–2025", ends_on=LAST, institutions=institutions, viewer=viewer_for(by), by=by
    )
    return change_closing(closing=closing, by=by, **{"reason": "Cambio de gobierno", **values})


def applied(closing, by):
    ask_to_apply(closing=closing, viewer=viewer_for(by), by=by)
    return apply(closing=closing)


def undone(closing, by):
    ask_to_undo(closing=closing, reason="Hubo prórroga", viewer=viewer_for(by), by=by)
    return undo(closing=closing)


def held(institution, **values):
    post = values.pop("post", None) or PostFactory(
        institution=institution, publication=values.pop("publication", "public")
    )
    return AppointmentFactory(post=post, **values)


def ends(*appointments):
    found = dict(Appointment.objects.values_list("pk", "ended"))
    return [found[one.pk] for one in appointments]


def test_it_may_end_who_is_in_office_without_an_end_and_tells_no_more_than_the_viewer_may_know(
    coordinator, administrator, here
):
    titular = held(here)
    hidden = held(here, person=PersonFactory(name="Protegida Ejemplo", protected=True))
    reserved = held(here, publication="reserved")
    held(here, ended="2026")
    held(here, started="2026-01")
    held(here, capacity="suplente", person=PersonFactory(protected=True))
    held(InstitutionFactory())
    closing = begun(coordinator, here)
    told = {one.appointment: one.name for one in may_end(closing, viewer_for(coordinator))}
    assert told == {titular: titular.person.name, hidden: ""}
    assert {one.appointment for one in may_end(closing, viewer_for(administrator))} == {
        titular,
        hidden,
        reserved,
    }
    choose_designations(
        closing=closing, uids=[str(reserved.uid)], viewer=viewer_for(coordinator), by=coordinator
    )
    assert closing.designations.count() == 0


def test_applied_before_the_day_everyone_stays_in_office_until_then(coordinator, here):
    act = DocumentFactory()
    one, kept = held(here), held(here)
    closing = begun(coordinator, here, document=act)
    choose_designations(closing=closing, uids=[str(one.uid)], viewer=viewer_for(coordinator), by=coordinator)
    closing = applied(closing, coordinator)
    assert closing.state == "applied"
    assert ends(one, kept) == ["2025-12-31", ""]
    one.refresh_from_db()
    assert one.end_document == act
    assert Entry.objects.get(verb="end_appointment").reason == "Cambio de gobierno"
    assert set(current_appointments()) == {one, kept}


@pytest.mark.parametrize("number", [1, 3])
def test_each_post_gets_one_file_and_each_institution_one_line_in_one_draft(coordinator, here, number):
    for _ in range(number):
        titular = held(here)
        held(here, post=titular.post, capacity="suplente")
    closing = applied(begun(coordinator, here, answer_by=dt.date(2026, 1, 31)), coordinator)
    assert Appointment.objects.filter(ended="2025-12-31").count() == 2 * number
    assert Handover.objects.filter(closing=closing).count() == number
    asked = Request.objects.get()
    assert (closing.request, asked.sent_on, asked.due_on) == (asked, None, dt.date(2026, 1, 31))
    assert list(asked.recipients.values_list("institution", flat=True)) == [here.pk]
    assert Document.objects.filter(folio__isnull=False).count() == 0


def test_applied_twice_or_after_a_stop_in_the_middle_nothing_is_done_twice(coordinator, here, monkeypatch):
    rows = [held(here) for _ in range(3)]
    closing = begun(coordinator, here)
    ask_to_apply(closing=closing, viewer=viewer_for(coordinator), by=coordinator)
    real, calls = end_appointment, []

    def breaks(**values):
        calls.append(values)
        if len(calls) == 2:
            raise SystemExit("power cut")
        return real(**values)

    monkeypatch.setattr(applying, "end_appointment", breaks)
    with pytest.raises(SystemExit):
        apply(closing=closing)
    assert ends(*rows) == ["2025-12-31", "", ""]
    assert Handover.objects.count() == 1, "the file of the second went with its step"
    monkeypatch.setattr(applying, "end_appointment", real)
    assert not ask_to_apply(closing=closing, viewer=viewer_for(coordinator), by=coordinator), "it is alive"
    AdministrationClosing.objects.update(beat_at=timezone.now() - dt.timedelta(minutes=5))
    assert ask_to_apply(closing=closing, viewer=viewer_for(coordinator), by=coordinator)
    apply(closing=closing)
    apply(closing=closing)
    assert ends(*rows) == ["2025-12-31"] * 3
    assert Handover.objects.count() == 3
    assert Request.objects.count() == 1
    verbs = ("apply_closing", "end_appointment", "hand_over", "closing_applied")
    assert [Entry.objects.filter(verb=verb).count() for verb in verbs] == [1, 3, 3, 1]


def test_what_is_refused_says_why_and_stops_nothing_else(coordinator, here):
    late = held(here, started="2025-11")
    other = held(here)
    closing = begun(coordinator, here)
    Appointment.objects.filter(pk=late.pk).update(started="2026-02")
    closing = applied(closing, coordinator)
    steps = {step.appointment_id: (step.state, step.problem) for step in closing.designations.all()}
    assert steps == {
        late.pk: ("refused", "El término es anterior al inicio."),
        other.pk: ("done", ""),
    }
    Appointment.objects.filter(pk=late.pk).update(started="2025-11")
    assert try_again(closing=closing, viewer=viewer_for(coordinator), by=coordinator) == 1
    closing = apply(closing=closing)
    assert (closing.state, ends(late)) == ("applied", ["2025-12-31"])


def test_a_partial_date_of_the_beginning_is_no_hindrance(coordinator, here):
    rows = [held(here, started=text) for text in ("", "2025", "2025-12", "2025-11-20")]
    closing = begun(coordinator, here)
    assert closing.designations.count() == 3, "one that begins in December is not in office yet"
    applied(closing, coordinator)
    assert ends(*rows) == ["2025-12-31", "2025-12-31", "", "2025-12-31"]


def test_undone_until_the_day_everything_is_as_before(coordinator, here):
    act = DocumentFactory()
    one = held(here)
    write_note(post=one.post, text="Primero la agenda.", by=coordinator)
    closing = undone(applied(begun(coordinator, here, document=act), coordinator), coordinator)
    one.refresh_from_db()
    assert (closing.state, one.ended, one.end_document) == ("undone", "", None)
    assert (Handover.objects.count(), Request.objects.count()) == (0, 0)
    assert HandoverNote.objects.get().text == "Primero la agenda."
    assert Entry.objects.get(verb="correct_appointment").reason == "Hubo prórroga"


def test_what_was_changed_or_signed_since_stays(coordinator, here):
    changed, signed = held(here), held(here)
    closing = applied(begun(coordinator, here), coordinator)
    Appointment.objects.filter(pk=changed.pk).update(ended="2025-12-15")
    Handover.objects.filter(left=signed).update(scan="x.pdf", scan_type="application/pdf", scan_sha256="0")
    closing = undone(closing, coordinator)
    assert ends(changed, signed) == ["2025-12-15", ""]
    assert {step.appointment_id: step.state for step in closing.designations.all()} == {
        changed.pk: "refused",
        signed.pk: "undone",
    }
    assert {one.left for one in Handover.objects.all()} == {changed, signed}


def test_once_the_day_has_passed_it_is_not_undone(coordinator, here, monkeypatch):
    held(here)
    closing = applied(begun(coordinator, here), coordinator)
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 1, 1))
    with pytest.raises(ValidationError) as caught:
        ask_to_undo(closing=closing, reason="Tarde", viewer=viewer_for(coordinator), by=coordinator)
    assert caught.value.code == "passed"


def test_undoing_needs_a_reason_and_applying_too(coordinator, here):
    held(here)
    closing = begin_closing(
        name="X", ends_on=LAST, institutions=[here], viewer=viewer_for(coordinator), by=coordinator
    )
    with pytest.raises(ValidationError) as caught:
        ask_to_apply(closing=closing, viewer=viewer_for(coordinator), by=coordinator)
    assert caught.value.code == "reason"
    change_closing(closing=closing, reason="Cambio", by=coordinator)
    closing = applied(closing, coordinator)
    with pytest.raises(ValidationError):
        ask_to_undo(closing=closing, reason=" ", viewer=viewer_for(coordinator), by=coordinator)


def test_roles_pass_over_by_an_administrator_and_the_network_keeps_one(coordinator, administrator, here):
    held(here)
    closing = begun(coordinator, here)
    role = Grant.objects.get(user=administrator)
    successor = UserFactory()
    with pytest.raises(ValidationError):
        choose_roles(
            closing=closing, fates={role.pk: successor}, viewer=viewer_for(coordinator), by=coordinator
        )
    choose_roles(
        closing=closing, fates={role.pk: successor}, viewer=viewer_for(administrator), by=administrator
    )
    with pytest.raises(ValidationError) as caught:
        ask_to_apply(closing=closing, viewer=viewer_for(coordinator), by=coordinator)
    assert caught.value.code == "roles"
    closing = applied(closing, administrator)
    role.refresh_from_db()
    new = Grant.objects.get(user=successor)
    assert (role.ends_on, new.starts_on, new.ends_on) == (LAST, dt.date(2026, 1, 1), None)
    assert (
        viewer_for(administrator).has(Role.ADMINISTRATOR),
        viewer_for(successor).has(Role.ADMINISTRATOR),
    ) == (
        True,
        False,
    )
    undone(closing, administrator)
    role.refresh_from_db()
    assert (role.ends_on, Grant.objects.filter(user=successor).count()) == (None, 0)


def test_the_only_administrator_does_not_end_without_a_successor(coordinator, administrator, here):
    held(here)
    closing = begun(coordinator, here)
    roles = list(Grant.objects.all())
    choose_roles(
        closing=closing,
        fates={role.pk: None for role in roles},
        viewer=viewer_for(administrator),
        by=administrator,
    )
    closing = applied(closing, administrator)
    states = {step.grant.user: step.state for step in closing.grants.all()}
    assert states == {coordinator: "done", administrator: "refused"}
    assert Grant.objects.get(user=administrator).ends_on is None
    assert Appointment.objects.get().ended == "2025-12-31"


def test_whoever_held_the_role_already_keeps_it_when_it_is_undone(administrator, here):
    held(here)
    other = grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None, starts_on=dt.date(2024, 1, 1)).user
    closing = begun(administrator, here)
    role = Grant.objects.get(user=administrator)
    choose_roles(closing=closing, fates={role.pk: other}, viewer=viewer_for(administrator), by=administrator)
    undone(applied(closing, administrator), administrator)
    assert Grant.objects.filter(user=other, ends_on=None).count() == 1


def test_what_follows_names_the_vacancies_and_what_hangs_on_them(coordinator, here):
    one, covered = held(here), held(here)
    AppointmentFactory(post=covered.post, capacity="interina")
    CommitmentFactory(text="Formar.", debtor=here)
    closing = begun(coordinator, here)
    uids = [str(one.uid), str(covered.uid)]
    choose_designations(closing=closing, uids=uids, viewer=viewer_for(coordinator), by=coordinator)
    assert left_vacant(chosen(closing, viewer_for(coordinator))) == [one.post]
    hanging = {kind.name: len(kind.items) for kind in hanging_on({here.package_id}, viewer_for(coordinator))}
    assert hanging == {"commitments_owed": 1, "posts": 2}


def test_a_draft_is_thrown_away_and_what_was_applied_is_not(coordinator, here):
    one = held(here)
    discard_closing(closing=begun(coordinator, here), by=coordinator)
    assert (AdministrationClosing.objects.count(), ends(one)) == (0, [""])
    closing = applied(begun(coordinator, here), coordinator)
    with pytest.raises(ValidationError):
        discard_closing(closing=closing, by=coordinator)
    with pytest.raises(ValidationError):
        change_closing(closing=closing, ends_on=TODAY, by=coordinator)


def test_an_answer_is_asked_for_after_the_last_day_and_a_draft_founds_nothing(coordinator, here):
    closing = begun(coordinator, here)
    with pytest.raises(ValidationError):
        change_closing(closing=closing, answer_by=TODAY, by=coordinator)
    draft = DocumentFactory(status="draft", number="", is_public=False)
    with pytest.raises(ValidationError):
        change_closing(closing=closing, document=draft, by=coordinator)
