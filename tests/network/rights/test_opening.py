"""An administrator opens one record that is hidden: for minutes, for a reason that the woman reads."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.services import grant
from network.journal.models import Entry
from network.notices.models import Notice
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import seen
from network.rights.models import Opening
from network.rights.opening import MINUTES, close_record, open_record
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

from .world import administrator, viewer

pytestmark = pytest.mark.django_db
REASON = "Pidió por teléfono que se corrigiera su correo"


@pytest.fixture(autouse=True)
def _empty_counts():
    from django.core.cache import cache

    cache.clear()


def sees(user, person):
    return visible_to(Person.objects.filter(pk=person.pk), viewer(user)).first()


def protected(**fields):
    return PersonFactory(visibility="protegida", **fields)


def test_she_is_seen_whole_for_minutes_and_nobody_else_is():
    by, her, another = administrator(), protected(telephone="33 1234 5678"), protected()
    assert sees(by, her) is None
    open_record(asked=her.name, reason=REASON, by=by, viewer=viewer(by))
    found = sees(by, her)
    assert (seen(found).name, seen(found).telephone) == (her.name, "33 1234 5678")
    assert sees(by, another) is None
    assert sees(administrator(), her) is None
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=MINUTES, seconds=1)):
        assert sees(by, her) is None


def test_it_ends_at_once_when_she_closes_it():
    by, her = administrator(), protected()
    made = open_record(asked=str(her.uid), reason=REASON, by=by, viewer=viewer(by))
    close_record(opening=made, viewer=viewer(by))
    assert sees(by, her) is None


def test_she_is_told_and_reads_who_when_and_why(client):
    by, account = administrator(), UserFactory()
    her = protected(account=account)
    grant(user=account, role=Role.MEMBER, by=None)
    PersonFactory(account=by, name="Jefa Visible", visibility="visible")
    open_record(asked=her.name, reason=REASON, by=by, viewer=viewer(by))
    assert Notice.objects.filter(to=account, kind="rights", says="opened").exists()
    client.force_login(account)
    page = client.get("/mis-datos/").content.decode()
    assert REASON in page
    assert "Jefa Visible" in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.LIAISON, Role.MEMBER])
def test_no_other_role_opens_and_the_page_is_missing(client, role):
    user, her = UserFactory(), protected()
    grant(
        user=user,
        role=role,
        by=None,
        **({"scope": "institution", "key": "x"} if role == Role.LIAISON else {}),
    )
    with pytest.raises(PermissionDenied):
        open_record(asked=her.name, reason=REASON, by=user, viewer=viewer(user))
    client.force_login(user)
    assert client.get("/gestion/derechos/abrir/").status_code == 404


def test_an_administrator_without_a_second_factor_has_nothing_open():
    by, her = administrator(), protected()
    open_record(asked=her.name, reason=REASON, by=by, viewer=viewer(by))
    by.authenticator_set.all().delete()
    assert sees(by, her) is None


@pytest.mark.parametrize(
    ("asked", "reason", "wrong"),
    [
        ("Ana", REASON, "asked"),
        ("", REASON, "asked"),
        ("Dos Iguales", REASON, "asked"),
        ("Ana Oculta Pérez", "porque sí", "reason"),
    ],
)
def test_part_of_a_name_or_no_reason_opens_nothing_and_says_where_it_is_wrong(asked, reason, wrong):
    by, _her = administrator(), protected(name="Ana Oculta Pérez")
    protected(name="Dos Iguales"), protected(name="Dos Iguales")
    with pytest.raises(ValidationError) as refused:
        open_record(asked=asked, reason=reason, by=by, viewer=viewer(by))
    assert list(refused.value.message_dict) == [wrong]
    assert not Opening.objects.exists()


def test_she_is_meant_by_either_address_and_a_short_reason_of_ten_letters_is_enough():
    by, her = administrator(), protected(email="suyo@ejemplo.invalid", account=UserFactory())
    for asked in ("SUYO@ejemplo.invalid", her.account.email.upper(), f" {her.name.upper()} "):
        made = open_record(asked=asked, reason="Diez letra", by=by, viewer=viewer(by))
        assert made.person == her
    assert Notice.objects.filter(to=her.account, says="opened").count() == 3


def test_it_lasts_a_quarter_of_an_hour_and_the_journal_says_who_opened_and_not_whom():
    by, her = administrator(), protected()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        made = open_record(asked=her.name, reason="x" * 501, by=by, viewer=viewer(by))
    assert (made.until - now, len(made.reason)) == (dt.timedelta(minutes=15), 500)
    entry = Entry.objects.get(verb="open_record")
    assert (entry.actor, entry.subject_uid, entry.reason) == (by, made.uid, "")


def test_names_cannot_be_tried_at_will():
    by, her = administrator(), protected()
    for n in range(10):
        with pytest.raises(ValidationError):
            open_record(asked=f"Nadie Así {n}", reason=REASON, by=by, viewer=viewer(by))
    with pytest.raises(ValidationError, match="10"):
        open_record(asked=her.name, reason=REASON, by=by, viewer=viewer(by))
    assert sees(by, her) is None
    other = administrator()
    assert open_record(asked=her.name, reason=REASON, by=other, viewer=viewer(other)).person == her


def test_who_looks_costs_one_query_more_for_administrators_alone(django_assert_num_queries):
    by, member = administrator(), UserFactory()
    grant(user=member, role=Role.MEMBER, by=None)
    for _ in range(3):
        open_record(asked=protected().name, reason=REASON, by=by, viewer=viewer(by))
    with django_assert_num_queries(4):
        viewer(by)
    with django_assert_num_queries(3):
        viewer(member)
