"""The path as each may read it: internal findings neither show nor count for the public, nor among peers."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.consolidation.models import ConditionFinding, ItemFinding, StageChange
from network.consolidation.path import path_of
from network.consolidation.queries import with_stage_now
from network.exchange.exporting import export_package
from network.exchange.services import import_package
from network.institutions.models import Mechanism, TypologyEntry
from network.vocabulary.panels import Link
from tests.factories.records import DocumentFactory, MechanismFactory

pytestmark = pytest.mark.django_db

MEMBER = Viewer(grants=frozenset({GrantFact(Role.MEMBER)}))
COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))


def finding(mechanism, condition, answer, **more):
    return ConditionFinding.objects.create(
        mechanism=mechanism, condition=condition, answer=answer, evidence="Acta", **more
    )


def item(mechanism, presence, text="Diagnóstico.", **more):
    return ItemFinding.objects.create(
        mechanism=mechanism, aspect="instrument", text=text, presence=presence, **more
    )


@pytest.fixture
def mechanism():
    TypologyEntry.objects.create(kind="unit", aspect="instrument", text="Diagnóstico.")
    TypologyEntry.objects.create(kind="unit", aspect="function", text="Asesorar.")
    TypologyEntry.objects.create(kind="unit", aspect="difficulty", text="Poco presupuesto.")
    return MechanismFactory(stage="forming")


def read(mechanism, viewer):
    """What one reads of stage, conditions, peers and items."""
    path = path_of(mechanism, viewer)
    return (
        path.stage,
        len(path.changes),
        path.tally.met,
        path.middle.partition(":")[0],
        [(c.label, c.summary, [i.peers for i in c.items]) for c in path.checklists],
    )


def test_internal_findings_are_nothing_to_the_public_and_to_members(mechanism):
    before = [read(mechanism, viewer) for viewer in (PUBLIC, MEMBER)]
    peer = MechanismFactory()
    for one in (mechanism, peer):
        StageChange.objects.create(mechanism=one, stage="constituted", on="2024", evidence="Decreto")
        finding(one, "budget", "yes")
        item(one, "present")
    assert [read(mechanism, viewer) for viewer in (PUBLIC, MEMBER)] == before
    assert read(mechanism, COORDINATOR) == (
        "constituted",
        1,
        1,
        "1 mecanismo más de su tipo tiene datos",
        [
            ("Función", "0 de 1 presentes, 1 sin dato", [""]),
            ("Instrumento", "1 de 1 presentes", ["De las demás de su tipo con dato, la tienen 1 de 1"]),
        ],
    )


def test_public_findings_are_read_by_everyone(mechanism):
    StageChange.objects.create(
        mechanism=mechanism, stage="constituted", on="2024", evidence="Decreto", is_public=True
    )
    finding(mechanism, "budget", "yes", is_public=True)
    finding(mechanism, "culture", "yes")
    item(mechanism, "present", is_public=True)
    path = path_of(mechanism, PUBLIC)
    assert (path.stage, path.tally.met) == ("constituted", 1)


def test_a_coordinator_of_the_institution_reads_its_internal_findings_and_no_others(mechanism):
    key = mechanism.institution.package_id
    viewer = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, ScopeKind.INSTITUTION, key)}))
    peer = MechanismFactory()
    for one in (mechanism, peer):
        finding(one, "budget", "yes")
    path = path_of(mechanism, viewer)
    assert (path.tally.met, path.middle) == (
        1,
        "Ningún otro mecanismo de su tipo tiene todavía datos sobre las condiciones.",
    )


def test_an_internal_document_is_not_named_beside_a_public_finding(mechanism):
    document = DocumentFactory(number="99", is_public=False)
    finding(mechanism, "budget", "yes", document=document, is_public=True)
    said = {
        viewer: path_of(mechanism, viewer).conditions[1].said.document for viewer in (PUBLIC, COORDINATOR)
    }
    assert said == {
        PUBLIC: Link("un documento interno", ""),
        COORDINATOR: Link("Oficio 99, sin fecha registrada", document.get_absolute_url()),
    }


def test_mechanisms_of_other_kinds_are_no_peers_and_have_no_model():
    one, other = MechanismFactory(kind="other"), MechanismFactory(kind="other")
    TypologyEntry.objects.create(kind="other", aspect="function", text="Aconsejar.")
    finding(other, "budget", "yes", is_public=True)
    path = path_of(one, PUBLIC)
    assert path.checklists == ()
    assert path.middle == "Ningún otro mecanismo de su tipo tiene todavía datos sobre las condiciones."


def test_what_left_the_model_stays_where_it_was_found(mechanism):
    item(mechanism, "present", text="Algo de antes.")
    path = path_of(mechanism, COORDINATOR)
    assert [row.text for row in path.checklists[1].items] == ["Diagnóstico.", "Algo de antes."]


def test_the_list_knows_the_stage_each_may_read(mechanism):
    StageChange.objects.create(mechanism=mechanism, stage="constituted", on="2024", evidence="Decreto")
    told = {v: with_stage_now(Mechanism.objects.all(), v).get().stage_told for v in (PUBLIC, COORDINATOR)}
    assert told == {PUBLIC: "forming", COORDINATOR: "constituted"}


@pytest.mark.parametrize("number", [1, 3])
def test_a_path_asks_as_many_questions_for_three_of_everything_as_for_one(
    mechanism, number, django_assert_num_queries
):
    for place in range(number):
        act = DocumentFactory()
        StageChange.objects.create(
            mechanism=mechanism, stage="forming", on=f"202{place}", evidence="Acta", document=act
        )
        finding(mechanism, ("budget", "culture", "hierarchy")[place], "yes", document=act)
        item(mechanism, "present", text=f"Instrumento {place}")
        finding(MechanismFactory(), "budget", "yes")
    with django_assert_num_queries(8):
        assert len(path_of(mechanism, COORDINATOR).changes) == number


def test_the_path_goes_out_and_comes_back_in_a_package(mechanism, tmp_path):
    StageChange.objects.create(mechanism=mechanism, stage="constituted", on="2024-05", evidence="Decreto 5")
    finding(mechanism, "budget", "partly", on="2024", is_public=True)
    item(mechanism, "missing")
    export_package(path=tmp_path / "out")
    rows = (StageChange, ConditionFinding, ItemFinding)
    names = ("mechanism__package_id", "evidence", "on", "is_public")
    said = [list(model.objects.values_list(*names)) for model in rows]
    for model in rows:
        model.objects.all().delete()
    import_package(path=tmp_path / "out", trusted=True)
    assert [list(model.objects.values_list(*names)) for model in rows] == said


def test_where_nothing_is_recorded_a_package_has_no_file_of_it(tmp_path):
    MechanismFactory()
    export_package(path=tmp_path / "out")
    names = {path.stem for path in (tmp_path / "out").iterdir()}
    assert names & {"stage_changes", "mechanism_conditions", "mechanism_items", "governments"} == set()
    assert "mechanisms" in names
