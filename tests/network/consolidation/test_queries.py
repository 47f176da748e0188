"""The path of a mechanism: public facts for everyone, the rest for its coordinators and the desk."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.consolidation.models import ConditionFinding, ItemFinding, StageChange
from network.consolidation.queries import present_among, tallies, told_to, with_stage_now
from network.institutions.models import Mechanism
from tests.factories.records import InstitutionFactory, MechanismFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR, ADMINISTRATOR = viewer(Role.COORDINATOR), viewer(Role.ADMINISTRATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
ELSEWHERE = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "obras")
OUTSIDE = (PUBLIC, viewer(Role.MEMBER), viewer(Role.ANALYST), ELSEWHERE)


@pytest.fixture
def mechanism():
    InstitutionFactory(package_id="obras")
    return MechanismFactory(institution=InstitutionFactory(package_id="salud"), stage="identified")


def change(mechanism, stage, on, is_public=False):
    return StageChange.objects.create(
        mechanism=mechanism, stage=stage, on=on, evidence="Acta", is_public=is_public
    )


def test_what_is_internal_is_told_to_its_coordinators_and_to_the_desk(mechanism):
    public, internal = change(mechanism, "forming", "2020", True), change(mechanism, "constituted", "2021")

    def told(who):
        return set(told_to(StageChange.objects.all(), who))

    for who in (COORDINATOR, ADMINISTRATOR, HERS):
        assert told(who) == {public, internal}
    for who in OUTSIDE:
        assert told(who) == {public}


def test_its_stage_is_that_of_the_last_change_that_is_told_else_of_its_record(mechanism):
    def stage(who):
        return with_stage_now(Mechanism.objects.filter(pk=mechanism.pk), who).get().stage_told

    change(MechanismFactory(), "consolidated", "2023", True)
    assert stage(PUBLIC) == "identified"
    change(mechanism, "constituted", "2021", True)
    change(mechanism, "forming", "2020", True)
    change(mechanism, "consolidated", "2022")
    assert [stage(who) for who in OUTSIDE] == ["constituted"] * 4
    assert stage(HERS) == stage(COORDINATOR) == "consolidated"
    change(mechanism, "forming", "2022")
    assert stage(HERS) == "forming", "of the same day the one recorded later"


def test_conditions_are_counted_as_far_as_they_are_told(mechanism):
    other = MechanismFactory()
    for row, condition, answer, is_public in (
        (mechanism, "hierarchy", "yes", True),
        (mechanism, "budget", "no", True),
        (mechanism, "culture", "yes", False),
        (other, "hierarchy", "yes", False),
    ):
        ConditionFinding.objects.create(
            mechanism=row, condition=condition, answer=answer, is_public=is_public
        )
    keys = [mechanism.pk, other.pk]

    def met(who, asked=keys):
        return {key: (one.met, one.known) for key, one in tallies(asked, who).items()}

    assert met(PUBLIC) == {mechanism.pk: (1, 2)}
    assert met(HERS) == {mechanism.pk: (2, 3)}
    assert met(COORDINATOR) == {mechanism.pk: (2, 3), other.pk: (1, 1)}
    assert met(COORDINATOR, [other.pk]) == {other.pk: (1, 1)}


def test_of_each_expected_thing_it_is_counted_who_has_it_of_whom_it_is_known_and_told():
    peers = [MechanismFactory() for _ in range(4)]
    for row, presence, is_public in zip(
        peers, ("present", "missing", "no_data", "present"), (True, True, True, False), strict=True
    ):
        ItemFinding.objects.create(
            mechanism=row, aspect="function", text="Acuerdo", presence=presence, is_public=is_public
        )
    ItemFinding.objects.create(
        mechanism=peers[0], aspect="function", text="Manual", presence="missing", is_public=True
    )
    keys = [row.pk for row in peers]
    assert present_among(keys, PUBLIC) == {("function", "Acuerdo"): (1, 2), ("function", "Manual"): (0, 1)}
    assert present_among(keys, COORDINATOR)["function", "Acuerdo"] == (2, 3)
    assert present_among(keys[1:2], PUBLIC) == {("function", "Acuerdo"): (0, 1)}
