"""What is asked by right has its days, by the country's law as the office counts them."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.accounts.enums import Role
from network.accounts.services import grant
from network.journal.models import Entry
from network.people.models import Person
from network.people.queries import visible_to
from network.rights.desk_items import desk_sections
from network.rights.enums import Days, State
from network.rights.holding import block_data, end_block, oppose
from network.rights.models import RightsRequest
from network.rights.queries import at_desk, terms
from network.rights.services import answer, ask, carry_out, extend, set_deadline, set_rest_days
from network.rights.working_days import day_after, days_left
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

from .world import administrator, viewer

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)  # a Monday


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def chile(settings):
    settings.ENTRAMADO_COUNTRY = "CL"


def entered(right="access", **fields):
    return ask(right=right, by=administrator(), name="Nadie de la Lista", identity="INE a la vista", **fields)


def test_mexico_counts_twenty_working_days_without_its_holidays():
    row = entered()
    assert row.answer_by == dt.date(2026, 3, 31)  # 16 March is a holiday
    assert (row.counted, row.effect_days) == (Days.WORKING, 15)


def test_chile_counts_thirty_days_as_they_come(chile):
    assert entered().answer_by == dt.date(2026, 4, 1)
    assert {term.right for term in terms()} == {
        *("access", "rectification", "erasure", "opposition", "portability", "blocking")
    }


def test_days_on_which_the_office_rests_do_not_count():
    set_rest_days(days={dt.date(2026, 3, 3): "Suspensión", dt.date(2026, 3, 4): ""}, by=administrator())
    assert entered().answer_by == dt.date(2026, 4, 2)


def test_the_office_counts_as_it_says_from_the_next_request_on():
    first = entered()
    values = {"answer_days": 5, "effect_days": 1, "extension_days": 0, "counted": "calendar"}
    set_deadline(
        right="access", values={**values, "legal_basis": "Ley local", "is_reviewed": True}, by=administrator()
    )
    second = entered()
    first.refresh_from_db()
    assert (first.answer_by, second.answer_by) == (dt.date(2026, 3, 31), dt.date(2026, 3, 7))
    assert second.legal_basis == "Ley local"


def test_it_is_made_longer_once_for_a_reason_and_in_time():
    row = entered()
    with pytest.raises(ValidationError):
        extend(request=row, reason=" ", by=administrator())
    row = extend(request=row, reason="Hay que buscar en papel", by=administrator())
    assert row.answer_by == day_after(dt.date(2026, 3, 31), 10, Days.WORKING, "MX")
    with pytest.raises(ValidationError):
        extend(request=row, reason="Otra vez", by=administrator())
    late = entered()
    with time_machine.travel(dt.datetime(2026, 5, 1, 18, tzinfo=dt.UTC)), pytest.raises(ValidationError):
        extend(request=late, reason="Tarde", by=administrator())


def test_what_is_granted_has_days_to_be_carried_out_and_a_refusal_ends_it():
    row = answer(request=entered(), granted=True, text="Procede", by=administrator())
    assert row.effect_by == day_after(TODAY, 15, Days.WORKING, "MX")
    assert carry_out(request=row, by=administrator()).state == State.DONE
    refused = answer(request=entered(), granted=False, text="No consta", by=administrator())
    with pytest.raises(ValidationError):
        carry_out(request=refused, by=administrator())


def test_states_are_held_by_the_database():
    row = entered()
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=row.pk).update(state=State.DONE)


def test_whoever_has_no_account_is_entered_only_with_how_she_was_known():
    with pytest.raises(ValidationError) as refused:
        ask(right="access", by=administrator(), name="Alguien")
    assert "identity" in refused.value.message_dict


def test_the_journal_tells_neither_name_nor_words():
    entered(asks="zqx quiero todo")
    said = [
        str([entry.reason, entry.before, entry.after]) for entry in Entry.objects.filter(verb="ask_right")
    ]
    assert said
    assert not any("zqx" in one or "Nadie" in one for one in said)


def test_a_coordinator_does_not_learn_of_a_protected_woman_by_her_request():
    account = UserFactory()
    her = PersonFactory(account=account, visibility="protegida")
    ask(right="access", by=account, person=her)
    coordinator = UserFactory()
    grant(user=coordinator, role=Role.COORDINATOR, by=None)
    assert not at_desk(viewer(coordinator)).exists()
    assert desk_sections(viewer(coordinator), TODAY) == []
    assert at_desk(viewer(administrator())).exists()


def test_the_desk_tells_days_and_no_name():
    entered()
    section = desk_sections(viewer(administrator()), TODAY)[0]
    assert "20" in section.items[0].why
    assert "Nadie" not in str(section)


def test_days_left_are_counted_as_the_right_counts_them():
    assert days_left(TODAY, dt.date(2026, 3, 31), Days.WORKING, "MX") == 20
    assert days_left(dt.date(2026, 4, 1), dt.date(2026, 3, 31), Days.WORKING, "MX") == -1
    assert days_left(TODAY, dt.date(2026, 4, 1), Days.CALENDAR, "CL") == 30


def member():
    user = UserFactory()
    grant(user=user, role=Role.MEMBER, by=None)
    return user


def sees(user, person):
    return visible_to(Person.objects.filter(pk=person.pk), viewer(user)).exists()


def test_opposing_to_be_found_holds_for_members_and_not_for_duty():
    account, other, coordinator = UserFactory(), member(), UserFactory()
    grant(user=coordinator, role=Role.COORDINATOR, by=None)
    her = PersonFactory(account=account, visible=True)
    oppose(person=her, by=account, opposes_being_found=True)
    assert [sees(user, her) for user in (other, coordinator, account)] == [False, True, True]
    oppose(person=her, by=account, opposes_being_found=False)
    assert sees(other, her)


def test_blocked_data_are_seen_by_nobody_until_the_block_ends():
    account, other, coordinator, by = UserFactory(), member(), UserFactory(), administrator()
    grant(user=coordinator, role=Role.COORDINATOR, by=None)
    her = PersonFactory(account=account, visible=True)
    block_data(person=her, by=by, reason="Lo pidió")
    assert [sees(user, her) for user in (other, coordinator, by, account)] == [False, False, False, True]
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=her.pk).update(visibility="visible")
    end_block(person=her, by=by, reason="Ya no")
    assert sees(other, her)


def test_her_page_asks_and_the_register_answers(client):
    account = member()
    her = PersonFactory(account=account, visible=True)
    client.force_login(account)
    has_just_logged_in(client, account)
    done = client.post("/mis-datos/solicitar/", {"right": "access", "asks": "Todo"}, follow=True)
    assert done.status_code == 200
    row = RightsRequest.objects.get(person=her)
    by = administrator()
    client.force_login(by)
    assert row.get_absolute_url() in client.get("/gestion/derechos/").content.decode()
    assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_as_many_questions_for_three_as_for_one(client, number, django_assert_num_queries):
    by = administrator()
    client.force_login(by)
    for _ in range(number):
        ask(right="access", by=by, person=PersonFactory(), identity="INE")
    client.get("/gestion/derechos/")
    with django_assert_num_queries(9):
        client.get("/gestion/derechos/")
