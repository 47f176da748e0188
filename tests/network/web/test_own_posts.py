"""Whoever holds a post writes her own note from her own account, and nobody writes over another's."""

import pytest
from django.utils import timezone

from network.accounts.enums import Role
from network.reports.models import HandoverNote
from tests.factories.accounts import UserFactory
from tests.factories.records import AppointmentFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
PAGE = "/mis-puestos/"


@pytest.fixture
def holder(log_in):
    account = UserFactory()
    person = PersonFactory(account=account)
    return log_in(Role.MEMBER, user=account), person


def noted(post, by):
    return HandoverNote.objects.create(
        post=post, text="Claves en el cajón.", by=by, written_on=timezone.localdate()
    )


def test_she_finds_the_posts_that_she_holds_today_and_no_other(holder):
    client, person = holder
    held = AppointmentFactory(person=person, post__publication="reserved").post
    left = AppointmentFactory(person=person, ended="2024").post
    page = client.get(PAGE).content.decode()
    assert held.name in page
    assert left.name not in page
    for post in (left, PostFactory()):
        assert client.get(f"{PAGE}{post.package_id}/nota/").status_code == 404


def test_her_note_is_kept_and_she_goes_on_with_it(holder):
    client, person = holder
    post = AppointmentFactory(person=person).post
    path = f"{PAGE}{post.package_id}/nota/"
    assert client.post(path, {"text": "Primero, la minuta."}).status_code == 302
    assert "Primero, la minuta." in client.get(path).content.decode()
    assert HandoverNote.objects.get().by == person.account


def test_she_goes_on_with_what_the_desk_began_and_leaves_alone_what_her_predecessor_wrote(holder):
    client, person = holder
    begun, inherited = (AppointmentFactory(person=person).post for _ in range(2))
    noted(begun, UserFactory())
    before = PersonFactory(account=UserFactory())
    AppointmentFactory(post=inherited, person=before, started="2019", ended="2020")
    noted(inherited, before.account)
    assert "Claves en el cajón." in client.get(f"{PAGE}{begun.package_id}/nota/").content.decode()
    path = f"{PAGE}{inherited.package_id}/nota/"
    assert client.post(path, {"text": "Otra cosa"}).status_code == 302
    assert "Claves" not in client.get(path, follow=True).content.decode()
    assert HandoverNote.objects.get(post=inherited).text == "Claves en el cajón."


def test_a_member_without_a_post_reads_that_none_is_recorded(log_in, client):
    assert log_in(Role.MEMBER).get(PAGE).status_code == 200
    assert client.get(PAGE).status_code == 302
