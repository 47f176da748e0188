"""Only what was shown is read, by administrators alone, and nobody learns who showed it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.journal.models import Entry
from network.notices.models import Notice
from network.relay.desk_items import desk_sections
from network.relay.models import Message, Report
from network.relay.queries import reports_visible_to
from network.relay.reporting import close, report
from network.relay.services import reply

from .test_writing import member, viewer, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    """Ana wrote twice to Eva, who shows the second message."""
    ana, eva = member(name="Ana Canaria"), member(name="Eva Canaria")
    begun = write(ana, eva, "canario-primero")
    second = reply(conversation=begun, sender=ana, text="canario-segundo")
    made = report(
        conversation=begun,
        messages=[second],
        reporter=eva,
        viewer=viewer(eva),
        what="insult",
        why="canario-por",
    )
    return made, ana, eva


def test_administrators_of_the_network_alone_read_it(shown):
    _made, _ana, eva = shown
    for role in Role:
        sees = reports_visible_to(viewer(member(role=role))).exists()
        assert sees == (role == Role.ADMINISTRATOR)
    part = member()
    grant(user=part.account, role=Role.ADMINISTRATOR, by=None, scope=ScopeKind.TERRITORY, key="1")
    assert not reports_visible_to(viewer(part)).exists()
    assert not reports_visible_to(viewer(eva)).exists()


def test_nobody_reads_a_report_about_herself(shown):
    _made, ana, _eva = shown
    grant(user=ana.account, role=Role.ADMINISTRATOR, by=None)
    assert not reports_visible_to(viewer(ana)).exists()
    assert desk_sections(viewer(ana), timezone.localdate()) == []


def test_it_shows_exactly_what_was_chosen_and_the_journal_says_neither_who_nor_what(shown):
    made, _ana, _eva = shown
    assert [message.text for message in made.messages.all()] == ["canario-segundo"]
    entry = Entry.objects.get(subject_uid=made.uid)
    assert (entry.actor, entry.reason, entry.before, entry.after) == (None, "", {}, {"messages": 1})


def test_one_shows_messages_of_the_other_and_of_her_own_conversation(shown):
    _made, ana, eva = shown
    begun = Message.objects.first().conversation
    own = Message.objects.filter(sender=ana)
    with pytest.raises(ValidationError):
        report(conversation=begun, messages=own, reporter=ana, viewer=viewer(ana), what="insult", why="")
    stranger = write(member(), member())
    foreign = Message.objects.filter(conversation=stranger)
    with pytest.raises(ValidationError):
        report(conversation=begun, messages=foreign, reporter=eva, viewer=viewer(eva), what="insult", why="")


def test_administrators_are_told_neutrally_but_not_the_two(shown):
    admin = member(role=Role.ADMINISTRATOR)
    ana, eva = member(role=Role.ADMINISTRATOR), member(role=Role.ADMINISTRATOR)
    begun = write(ana, eva)
    first = begun.messages.all()
    report(conversation=begun, messages=first, reporter=eva, viewer=viewer(eva), what="threat", why="")
    told = {notice.to_id for notice in Notice.objects.filter(kind="relay_reports", is_neutral=True)}
    assert told == {admin.account_id}


def test_a_suspension_holds_until_its_day_and_neither_learns_of_the_other(shown):
    made, ana, eva = shown
    admin = member(role=Role.ADMINISTRATOR)
    until = timezone.localdate() + dt.timedelta(days=3)
    close(report=made, viewer=viewer(admin), by=admin.account, measure="suspension", until=until)
    with pytest.raises(ValidationError, match="No podrá escribir"):
        write(ana, member())
    write(eva, member())
    Report.objects.update(suspended_until=timezone.localdate() - dt.timedelta(days=1))
    write(ana, member())
    said = {(row.to_id, row.says): row for row in Notice.objects.filter(kind="relay_rules")}
    assert set(said) == {(ana.account_id, "suspended"), (eva.account_id, "closed")}
    assert all(row.about is None and row.link == "/mis-mensajes/" for row in said.values())
    assert said[ana.account_id, "suspended"].words == {"until": str(until)}


@pytest.mark.parametrize("days", [None, -1, 366])
def test_a_suspension_needs_a_day_within_a_year(shown, days):
    made, *_ = shown
    admin = member(role=Role.ADMINISTRATOR)
    until = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(ValidationError):
        close(report=made, viewer=viewer(admin), by=admin.account, measure="suspension", until=until)
    assert Report.objects.get().state == "open"


def test_it_is_closed_once_by_whom_it_is_for(shown):
    made, *_ = shown
    admin, coordinator = member(role=Role.ADMINISTRATOR), member(role=Role.COORDINATOR)
    with pytest.raises(Report.DoesNotExist):
        close(report=made, viewer=viewer(coordinator), by=coordinator.account, measure="none")
    close(report=made, viewer=viewer(admin), by=admin.account, measure="none")
    with pytest.raises(ValidationError):
        close(report=made, viewer=viewer(admin), by=admin.account, measure="warning")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "closed"},
        {"measure": "none"},
        {"state": "closed", "measure": "suspension", "closed_at": timezone.now()},
        {"suspended_until": dt.date(2030, 1, 1)},
    ],
)
def test_the_database_holds_its_states(shown, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**values)


def test_a_report_outlives_whoever_made_it_and_keeps_its_messages_from_being_forgotten(shown):
    from network.relay.forgetting import forget_old

    made, _ana, eva = shown
    later = timezone.now() + dt.timedelta(days=400)
    assert forget_old(later) == 1
    assert [message.text for message in made.messages.all()] == ["canario-segundo"]
    eva.delete()
    assert Report.objects.get().reporter is None
    Report.objects.update(state="closed", measure="none", closed_at=timezone.now())
    assert forget_old(later) == 1
    assert not Report.objects.exists()
