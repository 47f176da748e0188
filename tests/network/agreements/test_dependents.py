"""Agreements left with one party, and programmes that lose who carries or hosts them."""

from datetime import date

import pytest

from network.accounts.viewer import PUBLIC
from network.agreements.dependents import dependents
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    InstitutionFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone():
    return InstitutionFactory(package_id="ida")


def agreement(gone, others, **fields):
    record = AgreementFactory(**fields)
    AgreementPartyFactory(agreement=record, institution=gone)
    AgreementPartyFactory.create_batch(others, agreement=record)


def found(on=None):
    return [[item.id for item in kind.items] for kind in dependents(["ida"], PUBLIC, on)]


def test_agreements_left_with_one_party_are_told_but_those_that_are_over(gone):
    agreement(gone, 1, package_id="dos")
    agreement(gone, 2, package_id="tres")
    agreement(gone, 1, package_id="vencido", status="expired")
    agreement(gone, 1, package_id="interno", is_public=False)
    assert found()[0] == ["agreements:dos"]


def test_an_agreement_counts_from_its_signature_to_its_end(gone):
    agreement(gone, 1, package_id="dos", signed_on="2020-03", valid_until="2021")
    assert found(date(2020, 2, 29))[0] == []
    assert found(date(2021, 12, 31))[0] == ["agreements:dos"]
    assert found(date(2022, 1, 1))[0] == []


def test_a_programme_is_told_when_either_its_institution_or_its_host_goes(gone):
    ProgrammeFactory(package_id="propio", institution=gone)
    ProgrammeFactory(package_id="alojado", host_unit=gone)
    ProgrammeFactory(package_id="ajeno").partners.add(gone)
    assert found()[1] == ["programmes:propio", "programmes:alojado"]


@pytest.mark.parametrize("many", [1, 3])
def test_two_queries_however_many_there_are(gone, many, django_assert_num_queries):
    for _ in range(many):
        agreement(gone, 1)
        ProgrammeFactory(host_unit=gone)
    with django_assert_num_queries(2):
        dependents(["ida"], PUBLIC, None)
