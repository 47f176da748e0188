"""Whose conversations, what each reads of the other, what is kept from whom: the doors alone."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.people.address_keys import key_of
from network.people.models import Block, Person
from network.relay.enums import Face
from network.relay.models import Acceptance, Conversation, Message, Report, Side
from network.relay.queries import (
    Other,
    Shown,
    address_of,
    administers,
    administrators_but,
    blocked_by_her,
    conversations_of,
    is_kept_from,
    messages_in,
    others_in,
    reader_of,
    reports_visible_to,
    sent_since,
    shown_to,
    suspended_until,
    writable_to,
)
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = dt.timedelta(minutes=1)


def eyes(person, *facts, **more):
    grants = frozenset(facts) or frozenset({GrantFact(Role.MEMBER)})
    return Viewer(user_id=person.account_id, person_id=person.pk, grants=grants, **more)


def woman(**fields):
    return PersonFactory(**{"visible": True, "account": UserFactory()} | fields)


def talk(ana, eva, *, faces=("name", "name"), **of_eva):
    made = Conversation.objects.create(subject="x")
    Side.objects.create(
        conversation=made, person=ana, place=1, face=faces[0], alias="A" * (faces[0] == "alias")
    )
    Side.objects.create(
        conversation=made,
        person=eva,
        place=2,
        face=faces[1],
        **{"alias": "Luna" * (faces[1] == "alias")} | of_eva,
    )
    return made


def said(conversation, sender, minutes=0, *, delivered=True):
    return Message.objects.create(
        conversation=conversation,
        sender=sender,
        text="x",
        sent_at=NOW + minutes * MINUTE,
        is_delivered=delivered,
    )


def test_she_writes_to_whom_she_sees_who_has_an_account_and_does_not_refuse():
    ana, eva, refusing, willing = (woman() for _ in range(4))
    Acceptance.objects.create(person=refusing, accepts=False)
    Acceptance.objects.create(person=willing, accepts=True)
    PersonFactory(visible=True), woman(account=UserFactory(is_active=False))
    hidden, protected = woman(visibility="oculta"), woman(visibility="protegida")

    def reached(who):
        return set(writable_to(Person.objects.all(), who))

    assert reached(eyes(ana)) == {eva, willing}
    assert reached(eyes(ana, GrantFact(Role.COORDINATOR))) == {eva, willing, hidden}
    assert reached(Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))) == set()
    opened = eyes(ana, GrantFact(Role.ADMINISTRATOR), opened_ids=frozenset({protected.pk}))
    assert reached(opened) == {eva, willing}


def test_hers_are_where_something_was_written_that_she_may_read_the_latest_first(django_assert_num_queries):
    ana, eva, ida = woman(), woman(), woman()
    first, second, kept_back, left, empty, other = (
        talk(ana, eva),
        talk(eva, ana),
        talk(ana, eva),
        talk(eva, ana, left_at=NOW),
        talk(ana, eva),
        talk(eva, ida),
    )
    said(first, eva, 1)
    said(second, ana, 2)
    said(first, ana, 9, delivered=False)
    said(kept_back, eva, 3, delivered=False)
    for row in (left, other):
        said(row, eva, 4)
    with django_assert_num_queries(2):
        found = list(conversations_of(eyes(ana)))
        assert [[side.person.account.pk for side in row.sides.all()] for row in found] == [
            [ana.account_id, eva.account_id],
            [eva.account_id, ana.account_id],
        ]
    assert found == [first, second]
    assert [row.latest for row in found] == [NOW + 9 * MINUTE, NOW + 2 * MINUTE]
    of_eva = list(conversations_of(eyes(eva)))
    assert of_eva == [other, left, kept_back, second, first]
    assert [row.latest for row in of_eva][-1] == NOW + MINUTE, "what was kept from her has no hour for her"
    assert list(conversations_of(PUBLIC)) == [] != [empty]
    assert [message.pk for message in messages_in(first, eyes(eva))] == [first.messages.first().pk]
    assert messages_in(first, eyes(ana)).count() == 2


def test_those_she_hid_lie_apart():
    ana, eva = woman(), woman()
    shown, hidden = talk(eva, ana), talk(eva, ana, hidden_at=NOW)
    for row in (shown, hidden):
        said(row, eva)
    assert list(conversations_of(eyes(ana), hidden=False)) == [shown]
    assert list(conversations_of(eyes(ana), hidden=True)) == [hidden]
    assert set(conversations_of(eyes(ana))) == {shown, hidden}
    assert set(conversations_of(eyes(eva), hidden=False)) == {shown, hidden}


@pytest.mark.parametrize(
    ("read_at", "sender", "delivered", "news"),
    [
        (None, "eva", True, True),
        (NOW - MINUTE, "eva", True, True),
        (NOW, "eva", True, False),
        (NOW + MINUTE, "eva", True, False),
        (None, "ana", True, False),
    ],
)
def test_news_is_what_the_other_wrote_since_she_last_read(read_at, sender, delivered, news):
    ana, eva = woman(), woman()
    row = talk(eva, ana, read_at=read_at)
    said(row, {"ana": ana, "eva": eva}[sender], delivered=delivered)
    Side.objects.filter(person=eva).update(read_at=NOW - 9 * MINUTE)
    assert conversations_of(eyes(ana)).get().has_news is news


def test_news_is_told_of_the_conversation_that_has_it_alone():
    ana, eva = woman(), woman()
    old, fresh = talk(eva, ana, read_at=NOW + MINUTE), talk(eva, ana)
    for row in (old, fresh):
        said(row, eva)
    assert {row: row.has_news for row in conversations_of(eyes(ana))} == {old: False, fresh: True}


def test_what_is_kept_from_her_is_no_news():
    ana, eva = woman(), woman()
    row = talk(eva, ana, read_at=NOW)
    said(row, eva, -1)
    said(row, eva, 5, delivered=False)
    assert conversations_of(eyes(ana)).get().has_news is False


def read(conversation, viewer):
    return others_in([conversation], viewer)[conversation.pk]


def test_by_name_she_is_read_with_her_place_while_her_name_may_be_read():
    ana, eva = woman(), woman(name="Eva")
    place = AffiliationFactory(person=eva, institution__name="Salud").institution
    AffiliationFactory(person=eva, institution__name="Agua", is_main=False)
    row = talk(ana, eva)
    assert read(row, eyes(ana)) == Other("Eva", str(eva.uid), read(row, eyes(ana)).institution)
    assert sorted(read(row, eyes(ana)).institution.split("; ")) == ["Agua", place.name]
    nobody = Other("Una integrante de la red", "", "", "")
    for change in ({"visibility": "limitada", "alias": "Luna"}, {"visibility": "oculta"}):
        Person.objects.filter(pk=eva.pk).update(**change)
        assert read(row, eyes(ana)) == nobody


def test_under_an_alias_she_stays_that_alias_and_leads_nowhere_once_it_changed():
    ana, eva = woman(), woman(visible=False, limited=True, name="Eva", alias="Luna")
    row = talk(ana, eva, faces=("name", "alias"))
    assert read(row, eyes(ana)) == Other("Luna", str(eva.uid))
    for change in ({"alias": "Sol"}, {"visibility": "visible", "alias": "Luna"}, {"visibility": "oculta"}):
        Person.objects.filter(pk=eva.pk).update(**change)
        assert read(row, eyes(ana)) == Other("Luna")


def test_whom_nobody_saw_stays_nobody_and_who_is_gone_is_said_to_be_gone():
    ana, eva = woman(), woman(name="Eva")
    row = talk(ana, eva, faces=("name", "nobody"))
    assert read(row, eyes(ana)) == Other("Una integrante de la red")
    Side.objects.filter(person=eva).delete()
    assert others_in([row], eyes(ana)) == {row.pk: Other(read(row, eyes(ana)).name)}
    assert read(row, eyes(ana)).name not in ("", "Una integrante de la red")


@pytest.mark.parametrize("number", [0, 1, 3])
def test_others_are_read_in_as_many_queries_whatever_there_is(number, django_assert_num_queries):
    ana = woman()
    for _ in range(number):
        said(talk(ana, woman()), ana)
    rows = list(conversations_of(eyes(ana)))
    with django_assert_num_queries(4 if number else 0):
        assert len(others_in(rows, eyes(ana))) == number


def test_an_address_is_read_while_she_shares_it_is_not_protected_and_no_block_parts_them():
    ana, eva = woman(), woman(email="eva@ejemplo.invalid")
    row = talk(ana, eva, shares_email=True)
    assert read(row, eyes(ana)).email == "eva@ejemplo.invalid"
    assert read(row, eyes(ana, blocked_ids=frozenset({eva.pk}))).email == ""
    Person.objects.filter(pk=eva.pk).update(visibility="protegida")
    assert read(row, eyes(ana)).email == ""
    Person.objects.filter(pk=eva.pk).update(visibility="visible")
    Side.objects.update(shares_email=False)
    assert read(row, eyes(ana)).email == ""


def test_the_address_that_she_would_share_is_that_of_her_record_else_of_her_account():
    account = UserFactory(email="cuenta@ejemplo.invalid")
    assert address_of(Person(email="ficha@ejemplo.invalid", account=account)) == "ficha@ejemplo.invalid"
    assert address_of(Person(account=account)) == "cuenta@ejemplo.invalid"
    assert address_of(Person()) == ""


def test_she_is_told_as_whom_the_other_would_read_her_as_if_no_block_were():
    ana = woman()
    eva = woman(name="Eva")
    AffiliationFactory(person=eva, institution__name="Salud")
    blocking = eyes(ana, blocked_ids=frozenset({eva.pk}))
    for who in (eyes(ana), blocking):
        assert shown_to(eva, who) == Shown(Face.NAME, "Eva", "Salud")
    Person.objects.filter(pk=eva.pk).update(visibility="limitada", alias="Luna")
    assert shown_to(eva, blocking) == Shown(Face.ALIAS, "Luna", "")
    Person.objects.filter(pk=eva.pk).update(visibility="oculta")
    assert shown_to(eva, eyes(ana)) == Shown(Face.NOBODY, "", "")
    coordinator = replace(blocking, grants=frozenset({GrantFact(Role.COORDINATOR)}))
    assert shown_to(eva, coordinator) == Shown(Face.NAME, "Eva", "Salud")


def test_a_reader_is_looked_with_by_her_own_account():
    eva = woman()
    assert (reader_of(eva).user_id, reader_of(eva).person_id) == (eva.account_id, eva.pk)
    assert reader_of(PersonFactory()) == PUBLIC


@pytest.mark.parametrize("of_writer", ["account", "none"])
def test_what_she_writes_is_kept_back_by_a_block_either_way_and_by_who_left_or_is_closed(of_writer):
    ana = woman() if of_writer == "account" else PersonFactory(visible=True)
    eva, ida = woman(), woman()
    row = talk(ana, eva)
    assert is_kept_from(row, ana) is False
    blocks = [{"blocker": eva, "blocked": ana}, {"blocker": ana, "blocked": eva}]
    if ana.account:
        ana.account.email = "Ana@Ejemplo.invalid"
        blocks.append({"blocker": eva, "address_key": key_of("ana@ejemplo.invalid")})
    for facts in blocks:
        made = Block.objects.create(label="x", **facts)
        assert is_kept_from(row, ana) is True
        made.delete()
    Block.objects.create(label="x", blocker=ida, blocked=ana)
    Block.objects.create(label="x", blocker=eva, blocked=ida)
    Block.objects.create(label="x", blocker=ida, blocked=eva)
    if ana.account:  # of others nothing is kept from each other because a third one blocked either
        Block.objects.create(label="x", blocker=ida, address_key=key_of("ana@ejemplo.invalid"))
    Block.objects.create(label="x", blocker=ana, address_key=key_of("otra@ejemplo.invalid"))
    assert is_kept_from(row, ana) is False
    Side.objects.filter(person=eva).update(left_at=NOW)
    assert is_kept_from(row, ana) is True
    Side.objects.filter(person=eva).update(left_at=None)
    User.objects.filter(pk=eva.account_id).update(is_active=False)
    assert is_kept_from(row, ana) is True
    Side.objects.filter(person=eva).delete()
    assert is_kept_from(row, ana) is True


def test_whether_she_blocked_the_other_is_known_to_her_and_not_what_the_other_did():
    ana, eva, ida = woman(), woman(), woman()
    row = talk(ana, eva)
    Block.objects.create(blocker=eva, blocked=ana, label="x")
    Block.objects.create(blocker=ana, blocked=ida, label="x")
    Block.objects.create(blocker=ida, blocked=eva, label="x")
    assert blocked_by_her(row, eyes(ana)) is False
    assert blocked_by_her(row, eyes(eva)) is True
    Block.objects.create(blocker=ana, blocked=eva, label="x")
    assert blocked_by_her(row, eyes(ana)) is True


def test_a_suspension_lasts_through_its_last_day():
    ana, eva = woman(), woman()
    today = timezone.localdate()

    def suspended(person, days):
        until = today + dt.timedelta(days=days)
        Report.objects.create(
            reported=person, what="insult", state="closed", measure="suspension", suspended_until=until,
            closed_at=NOW,
        )  # fmt: skip
        return until

    assert suspended_until(ana) is None
    suspended(ana, -1), suspended(eva, 9)
    assert suspended_until(ana) is None
    assert suspended_until(ana) != (last := suspended(ana, 0)) == suspended_until(ana)
    assert last < (later := suspended(ana, 3)) == suspended_until(ana)
    suspended(ana, 1)
    assert suspended_until(ana) == later


def test_reports_are_for_administrators_of_the_network_and_none_about_herself():
    ana, eva = woman(), woman()
    about_ana, about_eva, about_gone = (
        Report.objects.create(reported=one, what="insult") for one in (ana, eva, None)
    )
    administrator = GrantFact(Role.ADMINISTRATOR)
    assert set(reports_visible_to(eyes(ana, administrator))) == {about_eva, about_gone}
    without = Viewer(user_id=1, grants=frozenset({administrator}))
    assert set(reports_visible_to(without)) == {about_ana, about_eva, about_gone}
    assert administers(without)
    part = GrantFact(Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "salud")
    for who in (PUBLIC, eyes(ana), eyes(ana, GrantFact(Role.COORDINATOR)), eyes(ana, part)):
        assert not administers(who)
        assert not reports_visible_to(who).exists()


def test_told_are_the_administrators_of_today_but_for_those_it_is_about():
    def administrator(**grant):
        person = woman()
        Grant.objects.create(
            **{"user": person.account, "role": "administrator", "starts_on": dt.date(2020, 1, 1)} | grant
        )
        return person

    one, other, third = administrator(), administrator(), administrator()
    Grant.objects.create(user=one.account, role="administrator", starts_on=dt.date(2021, 1, 1))
    administrator(ends_on=dt.date(2021, 1, 1))
    administrator(role="coordinator")
    administrator(scope="institution", key="salud")
    User.objects.filter(pk=administrator().account_id).update(is_active=False)
    assert list(administrators_but(third, None, PersonFactory()).order_by("pk")) == [
        one.account,
        other.account,
    ]
    assert administrators_but(one, other).get() == third.account
    assert administrators_but().count() == 3


def test_what_she_sent_since_stands_in_its_order():
    ana, eva = woman(), woman()
    row = talk(ana, eva)
    late, early = said(row, ana, 5), said(row, ana, 2, delivered=False)
    said(row, ana, 1), said(row, eva, 3)
    assert list(sent_since(ana, NOW + MINUTE)) == [early, late]
