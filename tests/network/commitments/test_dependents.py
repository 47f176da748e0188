"""Commitments without anyone to keep them, or without a counterpart."""

import pytest

from network.accounts.viewer import PUBLIC
from network.commitments.dependents import dependents
from tests.factories.records import AgreementFactory, CommitmentFactory, InstitutionFactory

pytestmark = pytest.mark.django_db


def test_each_is_told_once_and_only_where_the_viewer_may_see_it():
    gone, other = InstitutionFactory(package_id="ida"), InstitutionFactory(package_id="ida-tambien")
    CommitmentFactory(package_id="debe", debtor=gone)
    CommitmentFactory(package_id="le-deben", creditor=gone)
    CommitmentFactory(package_id="entre-ambas", debtor=gone, creditor=other)
    CommitmentFactory(package_id="cumplido", debtor=gone, status="done")
    CommitmentFactory(package_id="interno", debtor=gone, is_public=False)
    CommitmentFactory(package_id="de-interno", debtor=gone, agreement=AgreementFactory(is_public=False))
    CommitmentFactory(package_id="ajeno")
    owed, due = dependents(["ida", "ida-tambien"], PUBLIC, None)
    assert {item.id for item in owed.items} == {"commitments:debe", "commitments:entre-ambas"}
    assert {item.id for item in due.items} == {"commitments:le-deben"}


@pytest.mark.parametrize("many", [1, 3])
def test_one_query_however_many_there_are(many, django_assert_num_queries):
    CommitmentFactory.create_batch(many, debtor=InstitutionFactory(package_id="ida"))
    with django_assert_num_queries(1):
        dependents(["ida"], PUBLIC, None)
