"""One adviser at a time for each institution."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.milestones import advisers
from network.milestones.advisers import adviser_of, assign_adviser, end_assignment, possible_advisers
from network.milestones.models import AdviserAssignment
from network.office.models import Office
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def coordinator(scope=ScopeKind.NETWORK, key=""):
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None, scope=scope, key=key)
    return user


def test_a_new_adviser_ends_the_one_before():
    user, here, ana, eva = coordinator(), InstitutionFactory(), PersonFactory(), PersonFactory()
    assign_adviser(by=user, institution=here, person=ana, since="2024")
    assign_adviser(by=user, institution=here, person=eva, since="2025-03")
    assign_adviser(by=user, institution=here, person=eva, since="2025-03")
    rows = AdviserAssignment.objects.order_by("pk").values_list("person", "started", "ended")
    assert list(rows) == [(ana.pk, "2024", "2025-03"), (eva.pk, "2025-03", "")]
    assert adviser_of(here) == eva
    with pytest.raises(ValidationError):
        assign_adviser(by=user, institution=here, person=ana, since="2020")
    end_assignment(by=user, assignment=AdviserAssignment.objects.get(ended=""), on="2026-01")
    assert adviser_of(here) is None


def test_the_database_holds_one_at_a_time():
    here = InstitutionFactory()
    AdviserAssignment.objects.create(institution=here, person=PersonFactory(), started="2024")
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviserAssignment.objects.create(institution=here, person=PersonFactory(), started="2025")


def test_only_who_coordinates_the_institution_assigns():
    hers, other = InstitutionFactory(), InstitutionFactory()
    user = coordinator(ScopeKind.INSTITUTION, hers.package_id)
    assign_adviser(by=user, institution=hers, person=PersonFactory(), since="2026")
    with pytest.raises(ValidationError):
        assign_adviser(by=user, institution=other, person=PersonFactory(), since="2026")


def test_advisers_are_people_of_the_office_whose_name_the_viewer_sees():
    office, elsewhere = InstitutionFactory(), InstitutionFactory()
    Office.objects.create(pk=1, institution_key=office.package_id)
    here, hidden = PersonFactory(name="Ana"), PersonFactory(name="Berta", visibility="protected")
    for person in (here, hidden):
        AffiliationFactory(person=person, institution=office)
    AffiliationFactory(person=PersonFactory(name="Carla"), institution=elsewhere)
    also = PersonFactory(name="Dora", account=coordinator())
    assert list(possible_advisers(viewer_for(coordinator()))) == [here, also]


def test_as_long_as_nobody_is_known_to_work_in_the_office_any_member_may_be_chosen(monkeypatch):
    ana, berta = PersonFactory(name="Ana"), PersonFactory(name="Berta")
    PersonFactory(name="Carla", visibility="protected")
    viewer = viewer_for(coordinator())
    assert list(possible_advisers(viewer)) == [ana, berta]
    monkeypatch.setattr(advisers, "MOST_OFFERED", 1)
    assert list(possible_advisers(viewer)) == []
