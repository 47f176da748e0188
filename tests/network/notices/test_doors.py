"""A notice is hers alone, of a kind that is known, and names whom she may read on that day."""

import pytest
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.notices import queries
from network.notices.models import Notice
from network.notices.queries import told, unread, visible_to
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

from .tried import TRIED, use

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tried(monkeypatch):
    use(monkeypatch)


def notice(to, key="1", **fields):
    return Notice.objects.create(
        **{"to": to, "kind": "tried", "says": "met", "link": "/x/", "key": key, "words": {"place": "la mesa"}}
        | fields
    )


def test_they_are_hers_alone_and_of_kinds_that_are_known(django_assert_num_queries):
    ana, eva = UserFactory(), UserFactory()
    hers = notice(ana)
    notice(ana, "2", kind="of another version")
    notice(eva)
    administrator = Viewer(user_id=UserFactory().pk, grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))
    assert list(visible_to(Notice.objects.all(), Viewer(user_id=ana.pk))) == [hers]
    for who in (PUBLIC, administrator, Viewer(person_id=ana.pk)):
        assert list(visible_to(Notice.objects.all(), who)) == []
    with django_assert_num_queries(0):  # whoever visits is not asked about
        assert not visible_to(Notice.objects.all(), PUBLIC)


def test_the_number_is_of_her_own_that_she_has_not_read():
    ana = UserFactory()
    assert unread(Viewer(user_id=ana.pk)) == 0
    for key in "123":
        notice(ana, key)
    notice(ana, "4", read_at=timezone.now())
    notice(ana, "5", kind="of another version")
    notice(UserFactory())
    assert unread(Viewer(user_id=ana.pk)) == 3


def test_each_is_told_in_words_with_a_name_where_it_may_be_read(django_assert_num_queries):
    ana = UserFactory()
    shown, shy, hidden = (
        PersonFactory(visible=True, name="Bea"),
        PersonFactory(limited=True, name="Eva", alias="Luna"),
        PersonFactory(name="Ida"),
    )
    rows = [notice(ana, str(n), about=one) for n, one in enumerate((shown, shy, hidden, None))]
    member = Viewer(user_id=ana.pk, grants=frozenset({GrantFact(Role.MEMBER)}))
    with django_assert_num_queries(1):
        said = told(rows, member)
    assert [one.text for one in said] == [
        "Se reunió con Bea en la mesa",
        "Se reunió con Luna en la mesa",
        "Se reunió con una integrante de la red en la mesa",
        "Se reunió con una integrante de la red en la mesa",
    ]
    assert {(one.label, one.neutral) for one in said} == {("Probados", "Hay una novedad")}
    assert [one.notice for one in said] == rows
    with django_assert_num_queries(0):
        assert [one.text for one in told(iter(rows[3:]), member)] == [said[3].text]


def test_what_another_version_wrote_is_told_without_the_matter():
    row = notice(UserFactory(), says="unknown")
    [said] = told([row], PUBLIC)
    assert (said.text, said.neutral, said.label) == (TRIED.neutral, TRIED.neutral, TRIED.label)
    bare = notice(UserFactory(), words={})
    assert told([bare], PUBLIC)[0].text == TRIED.neutral


def test_every_kind_of_every_room_is_known_by_its_name(monkeypatch):
    monkeypatch.undo()
    assert all(name == kind.name for name, kind in queries.kinds().items())
    assert {"relay", "rights", "pace"} <= queries.kinds().keys()
