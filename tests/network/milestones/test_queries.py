import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.milestones.models import Milestone
from network.milestones.queries import roles_beside, visible_to
from network.milestones.rules import number_facts
from tests.factories.records import InstitutionFactory, MilestoneFactory, MilestoneInstitutionFactory

pytestmark = pytest.mark.django_db


def coordinator(scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def test_internal_milestones_are_for_the_coordinators_of_the_network_or_of_who_took_part():
    here = InstitutionFactory()
    public, own, other = (
        MilestoneFactory(),
        MilestoneFactory(is_public=False),
        MilestoneFactory(is_public=False),
    )
    for role in ("lead", "funder"):
        MilestoneInstitutionFactory(milestone=own, institution=here, role=role)
    for who, expected in (
        (PUBLIC, [public]),
        (coordinator(ScopeKind.INSTITUTION, here.package_id), [public, own]),
        (coordinator(), [public, own, other]),
    ):
        assert list(visible_to(Milestone.objects.order_by("pk"), who)) == expected


def test_roles_beside_are_of_visible_milestones_latest_first():
    here = InstitutionFactory()
    rows = [
        MilestoneInstitutionFactory(institution=here, milestone=MilestoneFactory(started=started))
        for started in ("2019", "2021-03")
    ]
    MilestoneInstitutionFactory(institution=here, milestone=MilestoneFactory(is_public=False))
    assert list(roles_beside(here, PUBLIC)) == rows[::-1]


def test_numbers_keep_their_qualifier_and_what_they_count():
    milestone = MilestoneFactory.build(
        participants=1300, qualifier="at_least", count_of="attended", beneficiaries=2
    )
    assert number_facts(milestone) == (
        "más de 1\xa0300 personas que asistieron",
        "población beneficiaria: más de 2",
    )
    assert number_facts(MilestoneFactory.build()) == ()
