"""The desk's pages of mechanisms: whoever runs the network records a path, and publishes it by a mark."""

import pytest
from django.test import Client

from network.accounts.enums import Role
from network.consolidation.models import ConditionFinding, ItemFinding, StageChange
from network.institutions.models import TypologyEntry
from tests.factories.records import MechanismFactory

pytestmark = pytest.mark.django_db

MECHANISMS = "/gestion/mecanismos/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture
def mechanism():
    TypologyEntry.objects.create(kind="unit", aspect="instrument", text="Diagnóstico.")
    TypologyEntry.objects.create(kind="unit", aspect="function", text="Asesorar.")
    return MechanismFactory(package_id="unidad", stage="forming", name="Unidad de Igualdad")


@pytest.mark.parametrize("path", ["", "unidad/", "unidad/etapa/", "unidad/condiciones/", "unidad/modelo/"])
def test_the_pages_are_there_for_whoever_runs_the_network_and_for_nobody_else(
    log_in, coordinator, mechanism, path
):
    assert Client().get(MECHANISMS + path).status_code == 302
    for role in (Role.MEMBER, Role.ANALYST):
        assert log_in(role).get(MECHANISMS + path).status_code == 404
    assert coordinator.get(MECHANISMS + path).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_mechanisms_as_for_one(
    coordinator, number, django_assert_num_queries
):
    for _ in range(number):
        one = MechanismFactory()
        ConditionFinding.objects.create(mechanism=one, condition="budget", answer="yes", evidence="Acta")
    coordinator.get(MECHANISMS)
    with django_assert_num_queries(8):
        rows = coordinator.get(MECHANISMS).context["listing"].page.object_list
    assert [row["tally"].met for row in rows] == [1] * number


def test_a_stage_is_internal_until_it_is_published_on_its_page(coordinator, mechanism):
    coordinator.post(
        MECHANISMS + "unidad/etapa/", {"stage": "constituted", "on": "2024-05", "evidence": "Decreto 5"}
    )
    change = StageChange.objects.get()
    page = mechanism.get_absolute_url()
    assert "Decreto 5" not in Client().get(page).content.decode()
    assert "Todo el mundo lee todavía" in coordinator.get(MECHANISMS + "unidad/").content.decode()
    publish = f"{MECHANISMS}unidad/etapa/{change.package_id}/publicar/"
    assert coordinator.get(publish).status_code == 405
    coordinator.post(publish)
    assert "Decreto 5" in Client().get(page).content.decode()
    mechanism.refresh_from_db()
    assert mechanism.stage == "constituted"


def test_a_step_without_evidence_keeps_what_was_typed_and_says_what_lacks(coordinator, mechanism):
    answer = coordinator.post(MECHANISMS + "unidad/etapa/", {"stage": "constituted", "on": "2024-05"})
    assert answer.context["form"].errors == {
        "evidence": ["Diga en qué se ve que avanzó, o elija el documento."]
    }
    assert 'value="2024-05"' in answer.content.decode()


def conditions(**changed):
    codes = ("hierarchy", "budget", "culture", "national_link", "municipal_link")
    return {**{f"{code}_answer": "no_data" for code in codes}, **changed}


def test_conditions_are_recorded_together_and_one_that_is_wrong_stops_all(coordinator, mechanism):
    path = MECHANISMS + "unidad/condiciones/"
    answer = coordinator.post(path, conditions(budget_answer="no", culture_answer="yes"))
    assert answer.context["form"].errors == {"culture_evidence": ["Diga en qué se ve, o elija el documento."]}
    assert not ConditionFinding.objects.exists()
    good = conditions(
        budget_answer="no", culture_answer="yes", culture_evidence="Acta", culture_is_public="on"
    )
    coordinator.post(path, good)
    assert sorted(ConditionFinding.objects.values_list("condition", "answer", "is_public")) == [
        ("budget", "no", False),
        ("culture", "yes", True),
    ]
    html = coordinator.get(MECHANISMS + "unidad/").content.decode()
    assert "1 de 5 condiciones cumplidas; 3 sin dato" in html


def test_the_checklist_writes_what_changes_and_leaves_the_rest(coordinator, mechanism):
    path = MECHANISMS + "unidad/modelo/"
    values = {"on": "2024", "p0": "no_data", "e0": "", "p1": "present", "e1": "Diagnóstico 2023"}
    coordinator.post(path, {**values, "is_public": "on"})
    assert list(ItemFinding.objects.values_list("text", "presence", "evidence", "on", "is_public")) == [
        ("Diagnóstico.", "present", "Diagnóstico 2023", "2024", True)
    ]
    coordinator.post(path, {**values, "on": "2025", "p0": "missing"})
    assert list(ItemFinding.objects.order_by("pk").values_list("text", "on", "is_public")) == [
        ("Diagnóstico.", "2024", True),
        ("Asesorar.", "2025", False),
    ]


def test_a_kind_of_which_the_typology_expects_nothing_has_no_checklist(coordinator):
    other = MechanismFactory(kind="other")
    assert coordinator.get(f"{MECHANISMS}{other.package_id}/modelo/").status_code == 404
    assert coordinator.get(f"{MECHANISMS}{other.package_id}/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_page_of_a_mechanism_takes_the_same_few_queries(
    mechanism, number, django_assert_num_queries
):
    for place in range(number):
        said = {"mechanism": mechanism, "evidence": "Acta", "is_public": True}
        StageChange.objects.create(stage="forming", on=f"202{place}", **said)
        ConditionFinding.objects.create(
            condition=("budget", "culture", "hierarchy")[place], answer="yes", **said
        )
        ItemFinding.objects.create(aspect="function", text=f"Función {place}", presence="present", **said)
    Client().get(mechanism.get_absolute_url())
    with django_assert_num_queries(7):
        answer = Client().get(mechanism.get_absolute_url())
    assert answer.context["path"].tally.met == number


def test_a_mechanism_is_found_in_its_institution_only_and_its_dossier_leads_there(mechanism):
    other = MechanismFactory()
    wrong = f"/instituciones/{other.institution.package_id}/mecanismos/unidad/"
    assert Client().get(wrong).status_code == 404
    dossier = Client().get(mechanism.institution.get_absolute_url()).content.decode()
    assert f'href="{mechanism.get_absolute_url()}"' in dossier


def test_only_whoever_runs_the_network_is_led_to_the_desk(coordinator, mechanism):
    assert MECHANISMS not in Client().get(mechanism.get_absolute_url()).content.decode()
    assert f'href="{MECHANISMS}unidad/"' in coordinator.get(mechanism.get_absolute_url()).content.decode()
