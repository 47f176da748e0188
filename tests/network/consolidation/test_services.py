"""A stage takes its evidence, a way back its reason; internal until it is marked public; a trace of all."""

import pytest
from django.core.exceptions import ValidationError

from network.consolidation.enums import Condition
from network.consolidation.models import ConditionFinding, ItemFinding, StageChange
from network.consolidation.queries import stage_now
from network.consolidation.services import (
    Finding,
    move_stage,
    publish_stage_change,
    record_conditions,
    record_items,
)
from network.institutions.enums import Aspect, Stage
from network.journal.models import Entry
from tests.factories.records import DocumentFactory, MechanismFactory

pytestmark = pytest.mark.django_db


def moved(mechanism, stage, **changed):
    values = {"on": "2024", "evidence": "Decreto", "document": None, "is_public": False, "by": None}
    return move_stage(mechanism=mechanism, stage=Stage(stage), **{**values, **changed})


@pytest.fixture
def mechanism():
    return MechanismFactory(stage="forming")


def test_an_internal_stage_leaves_the_public_one_as_it_was_until_it_is_published(mechanism):
    change = moved(mechanism, "constituted")
    mechanism.refresh_from_db()
    assert (stage_now(mechanism), mechanism.stage) == ("constituted", "forming")
    publish_stage_change(change=change, by=None)
    publish_stage_change(change=change, by=None)
    mechanism.refresh_from_db()
    assert mechanism.stage == "constituted"
    assert Entry.objects.filter(verb="publish_stage_change").count() == 1


def test_a_public_stage_is_the_one_everyone_reads(mechanism):
    moved(mechanism, "constituted", is_public=True)
    mechanism.refresh_from_db()
    assert mechanism.stage == "constituted"
    entry = Entry.objects.get(verb="move_stage")
    assert (entry.before, entry.after["stage"], entry.reason) == (
        {"stage": "forming"},
        "constituted",
        "Decreto",
    )


def test_a_document_is_evidence_by_itself(mechanism):
    document = DocumentFactory(number="12")
    change = moved(mechanism, "constituted", evidence=" ", document=document)
    assert (change.evidence, change.document) == ("Oficio 12", document)


@pytest.mark.parametrize(
    ("stage", "changed", "error"),
    [
        (
            "constituted",
            {"evidence": ""},
            {"evidence": ["Diga en qué se ve que avanzó, o elija el documento."]},
        ),
        ("identified", {"evidence": ""}, {"evidence": ["Diga por qué retrocede."]}),
        ("forming", {}, {"stage": ["El mecanismo ya está en esa etapa."]}),
        ("constituted", {"on": ""}, {"on": ["Escriba la fecha del cambio."]}),
        ("constituted", {"on": "ayer"}, {"on": ["Escriba la fecha como 2020, 2020-03 o 2020-03-15."]}),
    ],
)
def test_a_step_without_what_it_takes_is_refused(mechanism, stage, changed, error):
    with pytest.raises(ValidationError) as refused:
        moved(mechanism, stage, **changed)
    assert refused.value.message_dict == error
    assert (StageChange.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_way_back_takes_a_reason_and_a_document_alone_is_none(mechanism):
    with pytest.raises(ValidationError):
        moved(mechanism, "identified", evidence="", document=DocumentFactory())
    assert moved(mechanism, "identified", evidence="Se suprimió la plaza").stage == "identified"


def test_a_step_is_not_earlier_than_the_last_one(mechanism):
    moved(mechanism, "constituted", on="2024-05")
    with pytest.raises(ValidationError) as refused:
        moved(mechanism, "consolidated", on="2023")
    assert refused.value.message_dict == {
        "on": ["El último cambio registrado es de mayo de 2024: este no puede ser anterior."]
    }
    assert moved(mechanism, "consolidated", on="2024").stage == "consolidated"


def test_a_condition_that_is_met_needs_its_evidence(mechanism):
    for answer in ("yes", "partly"):
        with pytest.raises(ValidationError) as refused:
            record_conditions(
                mechanism=mechanism, findings={Condition.BUDGET: Finding(answer=answer)}, by=None
            )
        assert refused.value.message_dict == {"budget": ["Diga en qué se ve, o elija el documento."]}
    findings = {Condition.BUDGET: Finding(answer="no"), Condition.CULTURE: Finding(answer="no_data")}
    assert record_conditions(mechanism=mechanism, findings=findings, by=None) == [Condition.BUDGET]


def test_what_was_found_before_stays_in_the_journal_and_what_does_not_change_leaves_no_trace(mechanism):
    first = Finding(answer="no", on="2023")
    second = Finding(answer="yes", evidence="Partida 4000", on="2024", is_public=True)
    for finding in (first, first, second):
        record_conditions(mechanism=mechanism, findings={Condition.BUDGET: finding}, by=None)
    row = ConditionFinding.objects.get()
    assert (row.answer, row.evidence, row.on, row.is_public) == ("yes", "Partida 4000", "2024", True)
    last, _first = Entry.objects.filter(verb="record_conditions")
    assert (last.before["budget"]["answer"], last.after["budget"]["answer"]) == ("no", "yes")


def test_items_keep_the_words_of_the_model(mechanism):
    findings = {
        (Aspect.INSTRUMENT, "Diagnóstico."): Finding(answer="present", evidence="De 2023", on="2023"),
        (Aspect.INSTRUMENT, "Agenda."): Finding(answer="no_data"),
    }
    assert record_items(mechanism=mechanism, findings=findings, by=None) == [
        (Aspect.INSTRUMENT, "Diagnóstico.")
    ]
    row = ItemFinding.objects.get()
    assert (row.aspect, row.text, row.presence, row.evidence) == (
        "instrument",
        "Diagnóstico.",
        "present",
        "De 2023",
    )
