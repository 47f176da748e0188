"""Whose certificates each may look after, and whose names on them she may read."""

from typing import Any

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, viewer_for
from tests.events.steps import over
from tests.events.test_line import coordinator, member
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.certificates.keeping import (
    certificates_kept_by,
    certificates_of,
    holders_named_to,
    keeps,
    named_to,
)
from training.enums import CertificateKind
from training.models import Certificate, EditionInstitution

from ..over import completed, issued, learner

pytestmark = pytest.mark.django_db


def holding(role: Role, scope: ScopeKind, key: str) -> Any:
    account = UserFactory()
    grant(user=account, role=role, by=None, scope=scope, key=key)
    return viewer_for(account)


def test_who_runs_an_edition_looks_after_its_certificates_and_no_others() -> None:
    edition, other = completed(learner()), completed(learner())
    (row,), (foreign,) = issued(edition), issued(other)
    giver = EditionInstitution.objects.get(edition=edition).institution
    curriculum = edition.version.curriculum.package_id
    for viewer in (
        holding(Role.COORDINATOR, ScopeKind.INSTITUTION, giver.package_id),
        holding(Role.COORDINATOR, ScopeKind.CURRICULUM, curriculum),
    ):
        assert list(certificates_kept_by(viewer)) == [row]
        assert keeps(Ground(CertificateKind.COMPLETED, edition=edition), viewer)
        assert not keeps(Ground(CertificateKind.COMPLETED, edition=other), viewer)
    assert set(certificates_kept_by(viewer_for(coordinator()))) == {row, foreign}


def test_nobody_else_looks_after_any() -> None:
    edition = completed(learner())
    issued(edition)
    giver = EditionInstitution.objects.get(edition=edition).institution
    supporter = InstitutionFactory()
    EditionInstitution.objects.create(edition=edition, institution=supporter, role="supports")
    for viewer in (
        PUBLIC,
        viewer_for(member(giver).account),
        holding(Role.LIAISON, ScopeKind.INSTITUTION, giver.package_id),
        holding(Role.ANALYST, ScopeKind.NETWORK, ""),
        holding(Role.COORDINATOR, ScopeKind.INSTITUTION, supporter.package_id),
    ):
        assert not certificates_kept_by(viewer).exists()
        assert not keeps(Ground(CertificateKind.COMPLETED, edition=edition), viewer)


def test_who_runs_an_event_looks_after_its_own() -> None:
    house = InstitutionFactory()
    event = over(learner(), organised_by=house, by=coordinator())
    stands = Ground(CertificateKind.ATTENDED, event=event)
    row = issue(ground=stands, one=due(stands)[0], by=None, language="es")
    viewer = holding(Role.COORDINATOR, ScopeKind.INSTITUTION, house.package_id)
    assert list(certificates_kept_by(viewer)) == [row]
    assert keeps(stands, viewer)
    stranger = holding(Role.COORDINATOR, ScopeKind.INSTITUTION, InstitutionFactory().package_id)
    assert not certificates_kept_by(stranger).exists()
    assert not keeps(stands, stranger)


def test_names_are_read_where_their_bearer_may_be_seen_by_name() -> None:
    named = learner("Ana", visibility="visible")
    veiled = learner("Iris", visibility="limitada", alias="Girasol")
    hidden = learner("Eva")
    edition = completed(named, veiled, hidden)
    rows = {row.person_id: row for row in issued(edition)}
    visitor = Certificate.objects.get(pk=rows[hidden.pk].pk)
    giver = EditionInstitution.objects.get(edition=edition).institution
    runs = member()
    grant(
        user=runs.account, role=Role.COORDINATOR, by=None, scope=ScopeKind.INSTITUTION, key=giver.package_id
    )
    viewer = viewer_for(runs.account)
    every = certificates_kept_by(viewer)
    assert every.count() == 3
    assert set(holders_named_to(every, viewer)) == {named.pk}
    assert list(named_to(every, viewer)) == [rows[named.pk]]
    Certificate.objects.filter(pk=visitor.pk).update(person=None)
    assert set(named_to(certificates_kept_by(viewer), viewer)) == {rows[named.pk], visitor}


def test_hers_are_hers_alone() -> None:
    ana, eva = learner(), learner()
    rows = {row.person_id: row for row in issued(completed(ana, eva))}
    assert list(certificates_of(viewer_for(ana.account))) == [rows[ana.pk]]
    assert not certificates_of(PUBLIC).exists()
    assert not certificates_of(viewer_for(coordinator())).exists()
