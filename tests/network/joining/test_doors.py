"""Who reads which application, which letter about one, which invitation: asked of the doors themselves."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.joining.affiliations import visible_to as affiliations_visible_to
from network.joining.models import Application, Invitation
from network.joining.queries import invitations_visible_to, letters_visible_to, visible_to
from network.messages.models import Mailing, Outgoing
from network.people.models import Affiliation
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR = viewer(Role.COORDINATOR)
OTHERS = (PUBLIC, *(viewer(role) for role in (Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR, Role.LIAISON)))


def application(**fields):
    given = {"state": "waiting", "confirmed_at": timezone.now()} if "state" not in fields else {}
    return Application.objects.create(
        **{
            "language": "es",
            "name": "Ana",
            "email": f"{uuid.uuid4().hex}@ejemplo.invalid",
            "institution_name": "Salud",
            "message_id": f"<{uuid.uuid4()}>",
            **given,
            **fields,
        }
    )


def seen(who):
    return set(visible_to(Application.objects.all(), who))


def letter(about, **fields):
    kind, uid = fields.pop("about_kind", "application"), about.uid
    mailing = Mailing.objects.create(kind="free", title="x", about_kind=kind, about_uid=uid)
    return Outgoing.objects.create(
        mailing=mailing, number=1, language="es", subject="x", message_id=f"<{uuid.uuid4()}>", **fields
    )


def letters(who):
    return set(letters_visible_to(Outgoing.objects.all(), who))


@pytest.fixture
def here():
    return InstitutionFactory(package_id="salud")


def test_an_application_is_for_who_coordinates_the_network_or_the_place_that_it_names(here):
    named, elsewhere, free = (
        application(institution=here),
        application(institution=InstitutionFactory()),
        application(),
    )
    application(state="unconfirmed", institution=here)
    assert seen(COORDINATOR) == {named, elsewhere, free}
    assert seen(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")) == {named}
    for who in (*OTHERS, viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa")):
        assert seen(who) == set()


def test_one_that_asks_for_a_listed_record_is_seen_while_that_woman_is_in_ones_care(here):
    hidden, protected, inside = PersonFactory(), PersonFactory(protected=True), PersonFactory()
    AffiliationFactory(person=inside, institution=here)
    rows = {one: application(institution=here, person=one) for one in (hidden, protected, inside)}
    assert seen(COORDINATOR) == {rows[hidden], rows[inside]}
    assert seen(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")) == {rows[inside]}


def test_what_was_written_about_it_is_read_by_who_decides_it_and_has_its_reader_in_her_care(here):
    row, away = application(institution=here), application()
    hidden, protected = PersonFactory(), PersonFactory(protected=True)
    plain, to_hidden = letter(row), letter(row, person=hidden)
    far = letter(away)
    letter(row, person=protected)
    letter(row, about_kind="request")
    letter(application(state="unconfirmed"))
    assert letters(COORDINATOR) == {plain, to_hidden, far}
    assert letters(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")) == {plain}
    for who in OTHERS:
        assert letters(who) == set()


def test_invitations_are_for_who_coordinates_the_network_to_women_in_her_care(here):
    now = timezone.now()
    ends = now + dt.timedelta(days=9)
    rows = {
        person: Invitation.objects.create(person=person, digest=str(person.pk), sent_at=now, expires_at=ends)
        for person in (PersonFactory(), PersonFactory(protected=True))
    }
    assert list(invitations_visible_to(Invitation.objects.all(), COORDINATOR)) == [next(iter(rows.values()))]
    AffiliationFactory(person=next(iter(rows)), institution=here)
    for who in (*OTHERS, viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")):
        assert not invitations_visible_to(Invitation.objects.all(), who).exists()


def test_affiliations_are_told_of_women_in_ones_care_and_ones_own(here):
    hers, other = AffiliationFactory(institution=here), AffiliationFactory()
    AffiliationFactory(person=PersonFactory(protected=True), institution=here)

    def told(who):
        return set(affiliations_visible_to(Affiliation.objects.all(), who))

    assert told(COORDINATOR) == {hers, other}
    assert told(viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud")) == {hers}
    assert told(Viewer(person_id=other.person_id)) == {other}
    assert [told(who) for who in OTHERS] == [set()] * len(OTHERS)
