"""The doors to editions, to trainings elsewhere and to those of whose training one may be told."""

from typing import Any

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, TerritoryFactory
from tests.factories.training import EditionFactory
from training.models import Edition, EditionInstitution
from training.queries import editions_kept_by
from training.reach.people import told_people
from training.record.queries import coordinated_people, external_kept_by, external_of, keeps_any

from .records import as_viewer, coordinator, handed_in, member

pytestmark = pytest.mark.django_db


def coordinating(scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> Viewer:
    return Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def names(rows: Any) -> list[str]:
    return sorted(set(rows.values_list("package_id", flat=True)))


def test_editions_are_kept_by_network_giver_territory_or_curriculum() -> None:
    place = TerritoryFactory(name="Jalisco")
    giver, other = InstitutionFactory(package_id="da", region=place), InstitutionFactory(package_id="otra")
    one = EditionFactory(package_id="una", given_by=giver)
    EditionFactory(package_id="otra", given_by=other)
    for role in ("supports", "co_organises"):
        EditionInstitution.objects.create(
            edition=EditionFactory(package_id=role, given_by=other), institution=giver, role=role
        )
    rows = Edition.objects.all()
    everything = ["co_organises", "otra", "supports", "una"]
    curriculum = one.version.curriculum.package_id
    assert names(editions_kept_by(rows, coordinating())) == everything
    assert names(editions_kept_by(rows, coordinating(ScopeKind.INSTITUTION, "da"))) == ["co_organises", "una"]
    assert names(editions_kept_by(rows, coordinating(ScopeKind.TERRITORY, str(place.pk)))) == [
        "co_organises",
        "una",
    ]
    assert names(editions_kept_by(rows, coordinating(ScopeKind.CURRICULUM, curriculum))) == ["una"]
    others = [GrantFact(role) for role in Role if role != Role.COORDINATOR]
    others += [
        GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "da"),
        GrantFact(Role.MEMBER, ScopeKind.CURRICULUM, curriculum),
    ]
    for fact in others:
        assert names(editions_kept_by(rows, Viewer(user_id=1, grants=frozenset({fact})))) == []
    assert names(editions_kept_by(rows, PUBLIC)) == []


def test_coordinated_people_are_all_but_the_protected_or_those_who_work_there_now() -> None:
    place = TerritoryFactory(name="Jalisco")
    here, there = InstitutionFactory(package_id="aqui", region=place), InstitutionFactory(package_id="alla")
    modes: tuple[dict[str, Any], ...] = ({"visible": True}, {"limited": True}, {}, {"protected": True})
    made = {}
    for where in (here, there):
        for number, traits in enumerate(modes):
            made[where.package_id, number] = PersonFactory(**traits)
            AffiliationFactory(person=made[where.package_id, number], institution=where)
    left, nowhere = PersonFactory(), PersonFactory()
    AffiliationFactory(person=left, institution=here, started="2020", ended="2021")

    def found(viewer: Viewer) -> set[int]:
        return set(coordinated_people(viewer).values_list("pk", flat=True))

    of_here = {made["aqui", n].pk for n in range(3)}
    assert found(coordinating()) == of_here | {made["alla", n].pk for n in range(3)} | {left.pk, nowhere.pk}
    assert found(coordinating(ScopeKind.INSTITUTION, "aqui")) == of_here
    assert found(coordinating(ScopeKind.TERRITORY, str(place.pk))) == of_here
    for scope in (ScopeKind.GROUP, ScopeKind.CURRICULUM, ScopeKind.EVENT):
        assert found(coordinating(scope, "aqui")) == set()
    for role in (Role.LIAISON, Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR):
        fact = GrantFact(role, ScopeKind.INSTITUTION, "aqui")
        assert found(Viewer(user_id=1, grants=frozenset({fact, GrantFact(role)}))) == set()
    assert keeps_any(coordinating())
    assert keeps_any(coordinating(ScopeKind.INSTITUTION, "aqui"))
    assert not keeps_any(PUBLIC)
    assert not keeps_any(coordinating(ScopeKind.GROUP, "aqui"))


def test_trainings_elsewhere_are_her_own_or_of_whom_she_coordinates() -> None:
    here = InstitutionFactory(package_id="aqui")
    her, other = member(here), member(here)
    rows = {one.pk: handed_in(one) for one in (her, other)}
    assert [row.pk for row in external_of(as_viewer(her))] == [rows[her.pk].pk]
    assert list(external_of(PUBLIC)) == []
    assert {row.person_id for row in external_kept_by(coordinating())} == {her.pk, other.pk}
    grant(user=her.account, role=Role.COORDINATOR, by=None)
    assert {row.person_id for row in external_kept_by(as_viewer(her))} == {other.pk}
    assert list(external_kept_by(as_viewer(other))) == list(external_kept_by(PUBLIC)) == []


def test_told_people_are_members_who_open_it_whom_one_coordinates_or_oneself() -> None:
    here = InstitutionFactory(package_id="aqui")
    opened = PersonFactory(visible=True, shows_ties=True)
    plain, hidden, limited = PersonFactory(visible=True), PersonFactory(), PersonFactory(limited=True)
    opposed = PersonFactory(visible=True, shows_ties=True, opposes_being_found=True)
    for one in (opened, plain, hidden, limited, opposed):
        AffiliationFactory(person=one, institution=here)

    def found(viewer: Viewer) -> set[int]:
        return set(told_people(viewer).values_list("pk", flat=True))

    her = member(here)
    assert found(as_viewer(her)) == {her.pk, opened.pk}
    everybody = set(Person.objects.values_list("pk", flat=True))
    assert found(as_viewer(coordinator())) == everybody
    assert found(as_viewer(coordinator(ScopeKind.INSTITUTION, "aqui"))) == everybody
    assert found(as_viewer(coordinator(ScopeKind.GROUP, "aqui"))) == {opened.pk}
    liaison, analyst = UserFactory(), UserFactory()
    grant(user=liaison, role=Role.LIAISON, by=None, scope=ScopeKind.INSTITUTION, key="aqui")
    grant(user=analyst, role=Role.ANALYST, by=None)
    assert found(as_viewer(liaison)) == {opened.pk}
    assert found(as_viewer(analyst)) == found(PUBLIC) == set()
