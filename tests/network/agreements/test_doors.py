"""Whose coordinator sees an internal agreement; parties in their order with the papers that are seen."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.agreements.models import Agreement, AgreementDocument
from network.agreements.queries import parties_beside, visible_to
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    DocumentFactory,
    InstitutionFactory,
)

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


def test_an_internal_agreement_is_for_the_coordinators_of_the_network_or_of_a_party():
    here = InstitutionFactory(package_id="salud")
    own, other = AgreementFactory(is_public=False), AgreementFactory(is_public=False)
    AgreementPartyFactory(agreement=own, institution=here)

    def seen(who):
        return set(visible_to(Agreement.objects.all(), who))

    assert seen(viewer(Role.COORDINATOR)) == {own, other}
    assert seen(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")) == {own}
    shown = AgreementFactory()
    assert seen(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")) == {own, shown}
    shown.delete()
    for who in (
        PUBLIC,
        viewer(Role.MEMBER),
        viewer(Role.ADMINISTRATOR),
        viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
        viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
    ):
        assert seen(who) == set()


def test_parties_stand_by_agreement_and_name_and_each_counts_the_papers_that_are_seen(
    django_assert_num_queries,
):
    here, other = InstitutionFactory(name="Salud"), InstitutionFactory(name="Agua")
    second, first = AgreementFactory(title="B"), AgreementFactory(title="A")
    rows = [
        AgreementPartyFactory(agreement=agreement, institution=place)
        for agreement in (first, second)
        for place in (other, here)
    ]
    hidden = AgreementFactory(title="Z", is_public=False)
    AgreementPartyFactory(agreement=hidden, institution=here)
    AgreementPartyFactory(institution=other)
    for shown in (True, True, False):
        AgreementDocument.objects.create(agreement=first, document=DocumentFactory(is_public=shown))
    AgreementDocument.objects.create(agreement=hidden, document=DocumentFactory())
    with django_assert_num_queries(1):
        found = [
            (row, row.agreement.title, row.institution.name, row.papers)
            for row in parties_beside(here, PUBLIC)
        ]
    assert [row for row, *_ in found] == rows
    assert [papers for *_, papers in found] == [2, 2, 0, 0]
    mine = parties_beside(here, viewer(Role.COORDINATOR))
    assert [row.papers for row in mine] == [3, 3, 0, 0, 1]
