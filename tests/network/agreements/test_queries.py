import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.agreements.models import Agreement, AgreementDocument
from network.agreements.queries import parties_beside, programmes_of, visible_to
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    DocumentFactory,
    InstitutionFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


def test_internal_agreements_are_for_the_coordinators_of_the_network_or_of_a_party():
    here = InstitutionFactory()
    public, own, other = (
        AgreementFactory(),
        AgreementFactory(is_public=False),
        AgreementFactory(is_public=False),
    )
    AgreementPartyFactory(agreement=own, institution=here)
    AgreementPartyFactory(agreement=own)
    AgreementPartyFactory(agreement=other)
    for who, expected in (
        (PUBLIC, [public]),
        (viewer(Role.ANALYST), [public]),
        (viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, here.package_id), [public, own]),
        (viewer(Role.COORDINATOR), [public, own, other]),
    ):
        assert list(visible_to(Agreement.objects.order_by("pk"), who)) == expected


def test_the_papers_of_an_agreement_are_counted_as_far_as_they_may_be_seen():
    party = AgreementPartyFactory()
    for is_public in (True, True, False):
        AgreementDocument.objects.create(
            agreement=party.agreement, document=DocumentFactory(is_public=is_public)
        )
    assert [row.papers for row in parties_beside(party.institution, PUBLIC)] == [2]
    assert [row.papers for row in parties_beside(party.institution, viewer(Role.COORDINATOR))] == [3]


def test_a_programme_names_each_institution_once_with_its_first_part():
    here, partner = InstitutionFactory(), InstitutionFactory()
    programme = ProgrammeFactory(institution=here, host_unit=here)
    programme.partners.add(here, partner)
    (tie,) = programmes_of(partner)
    assert [(member, part.value) for member, part in tie.members] == [(here, "owner"), (partner, "partner")]
