"""Verbs on people."""

import pytest
from django.core.exceptions import ValidationError

from network.journal.models import Entry
from network.people.enums import HolderPublication
from network.people.services import choose_openness, link_account
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

pytestmark = pytest.mark.django_db


def test_an_account_is_linked_once_and_noted() -> None:
    person, user, by = PersonFactory(), UserFactory(), UserFactory()
    link_account(person=person, user=user, by=by, reason="alta")
    link_account(person=person, user=user, by=by)
    person.refresh_from_db()
    assert person.account == user
    entry = Entry.objects.get(verb="link_account")
    assert (entry.actor, entry.subject_uid, entry.reason) == (by, person.uid, "alta")


def test_neither_side_may_be_taken() -> None:
    person = link_account(person=PersonFactory(), user=UserFactory(), by=None)
    with pytest.raises(ValidationError, match="Esta persona ya tiene una cuenta"):
        link_account(person=person, user=UserFactory(), by=None)
    with pytest.raises(ValidationError, match="Esta cuenta ya es de otra persona"):
        link_account(person=PersonFactory(), user=person.account, by=None)


def test_her_choice_is_kept_and_only_what_changed_is_noted() -> None:
    person = PersonFactory(visible=True)
    choose_openness(person=person, by=None, shows_as_holder=HolderPublication.PUBLIC, shows_ties=False)
    choose_openness(person=person, by=None, shows_as_holder=HolderPublication.PUBLIC)
    person.refresh_from_db()
    assert (person.shows_as_holder, person.shows_ties, person.chose_visibility) == ("public", False, True)
    assert [entry.after for entry in Entry.objects.filter(verb="choose_openness")] == [
        {"shows_as_holder": "public", "chose_visibility": True}
    ]
