import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.commitments.models import Commitment
from network.commitments.queries import commitments_around, visible_to
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    InstitutionFactory,
)

pytestmark = pytest.mark.django_db


def coordinator(scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def seen_by(who):
    return set(visible_to(Commitment.objects.all(), who))


def test_a_commitment_is_seen_with_its_agreement_or_not_at_all():
    secret = AgreementFactory(is_public=False)
    public = CommitmentFactory()
    free = CommitmentFactory(agreement=None)
    betraying = CommitmentFactory(agreement=secret)
    internal = CommitmentFactory(is_public=False)
    assert seen_by(PUBLIC) == {public, free}
    assert seen_by(coordinator()) == {public, free, betraying, internal}


def test_a_debtors_or_creditors_coordinator_sees_its_internal_commitments():
    here = InstitutionFactory()
    owed = CommitmentFactory(agreement=None, debtor=here, is_public=False)
    due = CommitmentFactory(agreement=None, creditor=here, is_public=False)
    CommitmentFactory(agreement=None, is_public=False)
    agreement = AgreementFactory(is_public=False)
    AgreementPartyFactory(agreement=agreement, institution=here)
    within = CommitmentFactory(agreement=agreement, debtor=here, is_public=False)
    assert seen_by(coordinator(ScopeKind.INSTITUTION, here.package_id)) == {owed, due, within}


def test_what_has_no_date_comes_after_what_has_one():
    here = InstitutionFactory()
    for due in ("", "2026", "2026-03", "2026-03-31"):
        CommitmentFactory(agreement=None, debtor=here, due_on=due)
    rows = commitments_around(here, coordinator())
    assert [row.due_on for row in rows] == ["2026-03-31", "2026-03", "2026", ""]
