"""Messages are the desk's; one to a person is read while she is in the reader's care, and its letter too."""

import uuid

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.documents.models import Document
from network.messages.models import LetterToPerson, Mailing, Outgoing
from network.messages.queries import letters_told_to, mailings_visible_to, visible_to
from tests.factories.records import AffiliationFactory, DocumentFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR, ADMINISTRATOR = viewer(Role.COORDINATOR), viewer(Role.ADMINISTRATOR)


def written(*people):
    mailing = Mailing.objects.create(kind="free", title="x")
    return [
        Outgoing.objects.create(
            mailing=mailing,
            number=n,
            language="es",
            subject="x",
            person=person,
            message_id=f"<{uuid.uuid4()}>",
        )
        for n, person in enumerate(people, 1)
    ]


def test_they_are_for_the_desk_and_to_a_person_while_she_is_in_its_care():
    here = InstitutionFactory(package_id="salud")
    hidden = AffiliationFactory(institution=here).person
    office, to_hidden, _to_protected = written(None, hidden, PersonFactory(protected=True))

    def seen(who):
        return set(visible_to(Outgoing.objects.all(), who))

    assert seen(COORDINATOR) == {office, to_hidden}
    assert seen(ADMINISTRATOR) == {office}
    for who in (
        PUBLIC,
        viewer(Role.MEMBER),
        viewer(Role.ANALYST),
        viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
        viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud"),
        Viewer(person_id=hidden.pk),
    ):
        assert seen(who) == set()


def test_a_mailing_is_there_for_whoever_reads_one_of_its_messages():
    [message] = written(None)
    [to_hidden] = written(PersonFactory())
    written(PersonFactory(protected=True))

    def seen(who):
        return set(mailings_visible_to(Mailing.objects.all(), who))

    assert seen(COORDINATOR) == {message.mailing, to_hidden.mailing}
    assert seen(ADMINISTRATOR) == {message.mailing}
    assert seen(PUBLIC) == set()


def test_a_letter_to_a_woman_is_read_while_she_is_in_ones_care_and_by_nobody_once_she_is_gone():
    plain, to_hidden, to_protected, to_gone = (DocumentFactory() for _ in range(4))
    LetterToPerson.objects.create(letter=to_hidden, person=(hidden := PersonFactory()))
    LetterToPerson.objects.create(letter=to_protected, person=PersonFactory(protected=True))
    LetterToPerson.objects.create(letter=to_gone, person=None)

    def told(who):
        return set(letters_told_to(Document.objects.all(), who))

    assert told(COORDINATOR) == {plain, to_hidden}
    assert told(Viewer(person_id=hidden.pk)) == {plain, to_hidden}
    assert told(ADMINISTRATOR) == told(PUBLIC) == {plain}
