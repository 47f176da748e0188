"""Who sees actions, their photos, what was withdrawn; and who records and corrects them."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.milestones.models import Evidence, Milestone
from network.milestones.queries import evidence_visible_to, may_change, may_record, roles_beside, visible_to
from tests.factories.records import InstitutionFactory, MilestoneFactory, MilestoneInstitutionFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR = viewer(Role.COORDINATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
OUTSIDE = (
    PUBLIC,
    viewer(Role.MEMBER),
    viewer(Role.ANALYST),
    viewer(Role.ADMINISTRATOR),
    viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
    viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
)


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud")


def action(salud=None, role="partner", **fields):
    row = MilestoneFactory(**fields)
    MilestoneInstitutionFactory(milestone=row)
    if salud:
        MilestoneInstitutionFactory(milestone=row, institution=salud, role=role)
    return row


def test_what_was_withdrawn_is_nowhere_but_for_who_sees_it_as_internal_on_its_page(salud):
    shown, internal = action(), action(salud, is_public=False)
    gone, own_gone = action(withdrawn="Se repitió"), action(salud, withdrawn="Se repitió")

    def seen(who, **how):
        return set(visible_to(Milestone.objects.all(), who, **how))

    for who in OUTSIDE:
        assert seen(who) == seen(who, with_withdrawn=True) == {shown}
    assert seen(HERS) == {shown, internal}
    assert seen(HERS, with_withdrawn=True) == {shown, internal, own_gone}
    assert seen(COORDINATOR) == {shown, internal}
    assert seen(COORDINATOR, with_withdrawn=True) == {shown, internal, gone, own_gone}


def test_photos_are_for_who_sees_the_action_as_internal_public_or_not(salud):
    own, other = (
        Evidence.objects.create(milestone=row, content_type="image/jpeg", size=1, sha256=str(row.pk))
        for row in (action(salud), action())
    )

    def seen(who):
        return set(evidence_visible_to(Evidence.objects.all(), who))

    assert (seen(COORDINATOR), seen(HERS)) == ({own, other}, {own})
    assert [seen(who) for who in OUTSIDE] == [set()] * len(OUTSIDE)


def test_who_coordinates_the_network_or_a_place_that_exists_records(salud):
    assert may_record(COORDINATOR)
    assert may_record(HERS)
    for who in (*OUTSIDE, viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "nowhere")):
        assert not may_record(who)


def test_who_carried_it_out_corrects_it_and_who_took_part_does_not(salud):
    led, joined = action(salud, "lead"), action(salud)
    assert [may_change(row, COORDINATOR) for row in (led, joined)] == [True, True]
    assert [may_change(row, HERS) for row in (led, joined)] == [True, False]
    for who in OUTSIDE:
        assert not may_change(led, who)


def test_roles_beside_stand_the_latest_first_each_with_everyone(salud, django_assert_num_queries):
    old, new, twin = (
        MilestoneFactory(started="2019", title="Z"),
        MilestoneFactory(started="2021", title="B"),
        MilestoneFactory(started="2021", title="A"),
    )
    other = InstitutionFactory(name="AAA")
    rows = {
        (row.title, place.name): MilestoneInstitutionFactory(milestone=row, institution=place)
        for row in (old, new, twin)
        for place in (salud, other)
    }
    MilestoneInstitutionFactory(milestone=MilestoneFactory(), institution=other)
    MilestoneInstitutionFactory(milestone=MilestoneFactory(is_public=False), institution=salud)
    titles = [(title, name) for title in ("A", "B", "Z") for name in ("AAA", salud.name)]
    with django_assert_num_queries(1):
        found = [(one, one.milestone.title, one.institution.name) for one in roles_beside(salud, PUBLIC)]
    assert [one for one, *_ in found] == [rows[key] for key in titles]
