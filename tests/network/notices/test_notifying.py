"""A notice is told once, to whom it concerns, and never says a name that she may not see."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from network.accounts.enums import Role
from network.accounts.services import end_grant, grant
from network.accounts.viewer import viewer_for
from network.notices.models import Notice, Preference
from network.notices.queries import told
from network.notices.services import choose, mark_read, notify_all
from network.vocabulary.notices import Delivery
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory
from tests.network.notices.tried import tell, texts, use

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tried(monkeypatch):
    use(monkeypatch)


def test_the_same_key_is_the_same_notice_for_each_of_them_read_or_not():
    ana, eva = UserFactory(), UserFactory()
    tell(ana)
    mark_read(notices=Notice.objects.all(), viewer=viewer_for(ana))
    notify_all(to=[ana, eva, eva], kind="tried", says="met", link="/mesas/", key="1", words={"place": "x"})
    assert sorted(Notice.objects.values_list("to", flat=True)) == sorted([ana.pk, eva.pk])
    assert Notice.objects.get(to=ana).read_at is not None


def test_who_has_no_account_or_a_closed_one_is_told_nothing():
    tell(PersonFactory(account=None))
    tell(UserFactory(is_active=False))
    eva = UserFactory()
    tell(PersonFactory(account=eva))
    assert [row.to_id for row in Notice.objects.all()] == [eva.pk]


def test_who_wants_nothing_of_the_kind_gets_no_row_and_a_choice_holds_from_then_on():
    ana = UserFactory()
    choose(user=ana, deliveries={"tried": "nothing"})
    tell(ana)
    assert not Notice.objects.exists()
    choose(user=ana, deliveries={"tried": "weekly"})
    tell(ana)
    assert Notice.objects.get().delivery == Delivery.WEEKLY


def test_what_waits_for_an_e_mail_follows_a_new_choice():
    ana = UserFactory()
    choose(user=ana, deliveries={"tried": "daily"})
    tell(ana)
    choose(user=ana, deliveries={"tried": "bell"})
    assert Notice.objects.get().delivery == Delivery.BELL


def test_nobody_switches_off_what_guards_her_account():
    ana = UserFactory()
    choose(user=ana, deliveries={"roles": "nothing"})
    Preference.objects.create(to=ana, kind="roles", delivery="nothing")
    grant(user=ana, role=Role.COORDINATOR, by=UserFactory())
    assert [(row.kind, row.delivery) for row in ana.notices.all()] == [("roles", "now")]


@pytest.mark.parametrize(
    "link", ["https://otro.example/", "//otro.example/", "/\\otro.example", "mesas/", ""]
)
def test_it_leads_nowhere_else(link):
    with pytest.raises(ValueError, match="path of this site"):
        tell(UserFactory(), link=link)


def test_a_text_that_does_not_exist_or_lacks_a_word_is_refused_at_once():
    for wrong in ({"says": "went"}, {"kind": "unknown"}, {"words": {}}):
        with pytest.raises(KeyError):
            tell(UserFactory(), **wrong)


@pytest.mark.django_db(transaction=True)
def test_it_belongs_to_the_transaction_of_what_it_tells():
    with pytest.raises(RuntimeError):
        tell(UserFactory())


@pytest.mark.parametrize("visibility", ["oculta", "protegida", "limitada"])
def test_a_person_is_named_only_to_whoever_may_see_her_when_she_looks(visibility, log_in):
    zoe = PersonFactory(name="Zoé Canario", alias="La alondra", visibility="visible")
    ana = log_in(Role.MEMBER).user
    tell(ana, about=zoe)
    assert texts(ana) == ["Se reunió con Zoé Canario en la mesa"]
    zoe.visibility = visibility
    zoe.save()
    shown = "La alondra" if visibility == "limitada" else "una integrante de la red"
    assert texts(ana) == [f"Se reunió con {shown} en la mesa"]
    assert "Canario" not in str(list(Notice.objects.values()))


def test_a_notice_about_her_goes_with_her():
    zoe = PersonFactory()
    tell(UserFactory(), about=zoe)
    zoe.delete()
    assert not Notice.objects.exists()


def test_texts_ask_for_people_once_however_many_there_are(log_in, django_assert_num_queries):
    ana = log_in(Role.MEMBER).user
    viewer = viewer_for(ana)
    for number in (1, 3):
        for key in range(number):
            tell(ana, key=f"{number} {key}", about=PersonFactory(visibility="visible"))
        rows = list(Notice.objects.all())
        with django_assert_num_queries(1):
            told(rows, viewer)


def test_roles_are_told_by_whoever_gives_them_and_in_the_language_she_reads():
    ana, boss = UserFactory(), UserFactory()
    grant(user=ana, role=Role.MEMBER, by=None)  # what set-up gives
    given = grant(user=ana, role=Role.COORDINATOR, by=boss)
    end_grant(given=given, on=timezone.localdate() + dt.timedelta(days=40), by=boss, reason="Cambio")
    with translation.override("es"):
        ended, began = texts(ana)
    assert began == "Recibió un permiso en esta red: coordinadora."
    assert ended.startswith("Su permiso de coordinadora termina el ")
    with translation.override("en"):
        assert texts(ana)[1] == "You were given a role in this network: coordinator."


def test_a_notice_of_another_version_says_that_there_is_something(log_in):
    ana = log_in(Role.MEMBER).user
    tell(ana)
    Notice.objects.update(says="gone")
    assert texts(ana) == ["Hay una novedad"]
    Notice.objects.update(kind="gone")
    assert texts(ana) == []


def test_the_number_beside_the_bell_is_that_of_the_rows(django_capture_on_commit_callbacks):
    ana = UserFactory()
    for change, unread in ((lambda: tell(ana), 1), (lambda: tell(ana, key="2"), 2), (lambda: read(ana), 0)):
        with django_capture_on_commit_callbacks(execute=True):
            change()
        ana.refresh_from_db()
        assert ana.unread == unread


def read(user):
    mark_read(notices=Notice.objects.all(), viewer=viewer_for(user))
