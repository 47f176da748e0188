"""Who may write to whom, what the other reads of her, and that nothing tells whether it was delivered."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.journal.models import Entry
from network.notices.models import Notice
from network.people.address_keys import key_of
from network.people.blocks import block
from network.people.enums import Visibility
from network.people.models import Block, Person
from network.relay.forgetting import forget_old
from network.relay.models import Conversation, Message, Side
from network.relay.queries import conversations_of, messages_in, others_in, writable_to
from network.relay.services import accept_messages, block_from, leave, reply, share_email, start
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

pytestmark = pytest.mark.django_db


def member(*, role=Role.MEMBER, days=30, **fields):
    """Somebody visible with an account that was opened long ago."""
    person = PersonFactory(account=UserFactory(), **{"visible": True, **fields})
    User.objects.filter(pk=person.account_id).update(date_joined=timezone.now() - dt.timedelta(days=days))
    grant(user=person.account, role=role, by=None)
    return Person.objects.select_related("account").get(pk=person.pk)


def viewer(person):
    return viewer_for(User.objects.get(pk=person.account_id))


def write(sender, recipient, text="Hola"):
    found = writable_to(Person.objects.filter(pk=recipient.pk), viewer(sender)).get()
    return start(sender=sender, recipient=found, subject="Consulta", text=text, viewer=viewer(sender))


def may_write(sender, recipient):
    return writable_to(Person.objects.filter(pk=recipient.pk), viewer(sender)).exists()


def reads(person):
    return [
        message.text
        for conversation in conversations_of(viewer(person))
        for message in messages_in(conversation, viewer(person))
    ]


def name_read(conversation, person):
    found = conversations_of(viewer(person)).get(pk=conversation.pk)
    return others_in([found], viewer(person))[found.pk]


def hidden(mode, person):
    Person.objects.filter(pk=person.pk).update(visibility=mode)
    person.refresh_from_db()


def older(by):
    for row in Message.objects.all():
        Message.objects.filter(pk=row.pk).update(sent_at=row.sent_at - by)


@pytest.mark.parametrize(
    ("mode", "member_may", "coordinator_may"),
    [("visible", True, True), ("limitada", True, True), ("oculta", False, True), ("protegida", False, False)],
)
def test_who_may_be_written_to_follows_how_she_is_seen(mode, member_may, coordinator_may):
    eva = member(alias="Luna")
    hidden(mode, eva)
    assert may_write(member(), eva) == member_may
    assert may_write(member(role=Role.COORDINATOR), eva) == coordinator_may


def test_who_refuses_messages_or_has_no_account_is_not_written_to():
    ana, eva = member(), member()
    accept_messages(person=eva, accepts=False)
    assert not may_write(ana, eva)
    assert not may_write(ana, PersonFactory(visible=True))
    assert not may_write(ana, ana)


def test_it_reaches_her_with_a_notice_that_names_nobody(django_capture_on_commit_callbacks):
    ana, eva = member(name="Ana Zacapoaxtla"), member()
    with django_capture_on_commit_callbacks(execute=True):
        write(ana, eva, "Texto-canario-7731")
    assert reads(eva) == ["Texto-canario-7731"]
    told = Notice.objects.get(to=eva.account)
    assert (told.kind, told.about, told.words, told.is_neutral) == ("relay", None, {}, True)
    assert not Notice.objects.filter(to=ana.account).exists()


def test_nobody_else_reads_it_and_no_journal_knows():
    ana, eva = member(), member()
    before = Entry.objects.count()
    write(ana, eva)
    assert Entry.objects.count() == before
    for role in Role:
        assert reads(member(role=role)) == []


@pytest.mark.parametrize("way", ["by_her", "by_the_writer", "by_address", "left"])
def test_what_is_not_delivered_is_never_read_told_or_betrayed(way, django_capture_on_commit_callbacks):
    ana, eva = member(), member()
    begun = write(ana, eva)
    if way == "by_her":
        block(blocker=eva, blocked=ana, viewer=viewer(eva))
    elif way == "by_the_writer":
        block(blocker=ana, blocked=eva, viewer=viewer(ana))
    elif way == "by_address":
        Block.objects.create(blocker=eva, address_key=key_of(ana.account.email), label="x")
    else:
        leave(conversation=begun, person=eva)
    with django_capture_on_commit_callbacks(execute=True):
        reply(conversation=begun, sender=ana, text="¿Me lee?")
    assert "¿Me lee?" in reads(ana)
    assert "¿Me lee?" not in reads(eva)
    assert not Notice.objects.exists()
    Block.objects.all().delete()
    assert "¿Me lee?" not in reads(eva)  # nor later


def test_sending_takes_as_many_queries_delivered_or_not(django_assert_num_queries):
    ana, eva, bea = member(), member(), member()
    with_eva, with_bea = write(ana, eva), write(ana, bea)
    block(blocker=bea, blocked=ana, viewer=viewer(bea))
    for conversation in (with_eva, with_bea):
        with django_assert_num_queries(15):
            reply(conversation=conversation, sender=ana, text="Otra vez")


def test_a_coordinator_who_is_blocked_writes_as_before_and_reaches_nobody():
    carla, eva = member(role=Role.COORDINATOR), member()
    block(blocker=eva, blocked=carla, viewer=viewer(eva))
    assert may_write(carla, eva)
    write(carla, eva)
    assert reads(eva) == []
    assert len(reads(carla)) == 1
    assert Side.objects.get(person=carla).face == "name"  # as without the block, for the form tells it


def test_an_alias_never_becomes_a_name_nor_a_name_an_alias():
    luna, eva = member(name="Ana Verdadera", alias="Luna"), member()
    hidden(Visibility.LIMITED, luna)
    under_alias = write(luna, eva)
    assert name_read(under_alias, eva).name == "Luna"
    hidden(Visibility.VISIBLE, luna)
    read = name_read(under_alias, eva)
    assert (read.name, read.uid) == ("Luna", "")
    under_name = write(luna, eva)
    assert name_read(under_name, eva).name == "Ana Verdadera"
    hidden(Visibility.LIMITED, luna)
    read = name_read(under_name, eva)
    assert (read.name, read.uid) == ("Una integrante de la red", "")


def test_who_is_hidden_writes_as_nobody_and_is_answered():
    ana, eva = member(name="Ana Oculta"), member()
    hidden(Visibility.HIDDEN, ana)
    begun = write(ana, eva)
    assert name_read(begun, eva).name == "Una integrante de la red"
    reply(conversation=begun, sender=eva, text="Le contesto")
    assert "Le contesto" in reads(ana)


def test_blocked_reads_like_hidden_for_the_one_who_wrote():
    ana, eva, bea = member(), member(), member()
    with_eva, with_bea = write(ana, eva), write(ana, bea)
    block_from(conversation=with_eva, person=eva, label="Ana")
    hidden(Visibility.HIDDEN, bea)
    assert name_read(with_eva, ana) == name_read(with_bea, ana)
    assert reads(eva) == []


def test_one_may_block_whom_she_does_not_see():
    ana, eva = member(), member()
    hidden(Visibility.HIDDEN, ana)
    begun = write(ana, eva)
    block_from(conversation=begun, person=eva, label="Una integrante de la red")
    assert Block.objects.get().label == "Una integrante de la red"
    assert not may_write(ana, eva)


def test_an_address_is_read_only_while_she_shares_it():
    ana, eva = member(email="ana.privada@ejemplo.invalid"), member()
    begun = write(ana, eva)
    assert name_read(begun, eva).email == ""
    share_email(conversation=begun, person=ana, shares=True)
    assert name_read(begun, eva).email == "ana.privada@ejemplo.invalid"
    hidden(Visibility.PROTECTED, ana)
    assert name_read(begun, eva).email == ""
    hidden(Visibility.VISIBLE, ana)
    share_email(conversation=begun, person=ana, shares=False)
    assert name_read(begun, eva).email == ""


def test_who_is_new_writes_less_and_is_told_when_she_may_again():
    new, others = member(days=1), [member() for _ in range(6)]
    for other in others[:5]:
        write(new, other)
    with pytest.raises(ValidationError, match="Podrá escribir de nuevo el"):
        write(new, others[5])
    older(dt.timedelta(hours=1, seconds=1))
    write(new, others[5])


def test_an_hour_and_a_day_have_their_limits():
    ana = member()
    for _ in range(20):
        write(ana, member())
    with pytest.raises(ValidationError):
        write(ana, member())
    for _ in range(2):
        older(dt.timedelta(hours=1, seconds=1))
        for _ in range(20):
            write(ana, member())
    older(dt.timedelta(hours=1, seconds=1))
    with pytest.raises(ValidationError):
        write(ana, member())


def test_three_without_an_answer_and_she_waits_until_there_is_one():
    ana, eva = member(), member()
    begun = write(ana, eva)
    reply(conversation=begun, sender=ana, text="2")
    reply(conversation=begun, sender=ana, text="3")
    with pytest.raises(ValidationError, match="no ha respondido"):
        reply(conversation=begun, sender=ana, text="4")
    with pytest.raises(ValidationError, match="no ha respondido"):
        write(ana, eva, "en otra conversación")
    reply(conversation=begun, sender=eva, text="Aquí estoy")
    reply(conversation=begun, sender=ana, text="4")


def test_limits_count_what_was_not_delivered_too():
    ana, eva = member(), member()
    begun = write(ana, eva)
    block(blocker=eva, blocked=ana, viewer=viewer(eva))
    reply(conversation=begun, sender=ana, text="2")
    reply(conversation=begun, sender=ana, text="3")
    with pytest.raises(ValidationError, match="no ha respondido"):
        reply(conversation=begun, sender=ana, text="4")


def test_what_was_read_is_her_own_affair():
    ana, eva = member(), member()
    begun = write(ana, eva)
    assert conversations_of(viewer(eva)).get(pk=begun.pk).has_news
    assert not conversations_of(viewer(ana)).get(pk=begun.pk).has_news


def test_messages_go_after_a_year_and_with_whoever_wrote_them():
    ana, eva = member(), member()
    begun = write(ana, eva, "viejo")
    reply(conversation=begun, sender=eva, text="de Eva")
    ana.delete()
    assert [row.text for row in Message.objects.all()] == ["de Eva"]
    assert forget_old() == 0
    older(dt.timedelta(days=366))
    Conversation.objects.update(started_at=timezone.now() - dt.timedelta(days=366))
    assert forget_old() == 1
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_the_same_queries_whatever_it_holds(number, django_assert_num_queries):
    eva = member()
    for _ in range(number):
        write(member(), eva)
    hers = viewer(eva)
    with django_assert_num_queries(6):
        others_in(list(conversations_of(hers, hidden=False)), hers)
