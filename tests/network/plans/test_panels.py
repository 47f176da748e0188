import pytest

from network.accounts.viewer import PUBLIC
from network.plans.models import PlanElement
from network.plans.panels import panels
from tests.factories.resources import PlanFactory

pytestmark = pytest.mark.django_db


def test_a_plan_stands_with_what_its_kind_is_expected_to_have_and_other_is_no_kind_to_expect_of():
    PlanElement.objects.create(plan_kind="agenda", element="ejes_de_trabajo", text="Los temas.")
    PlanElement.objects.create(plan_kind="otro", element="fases", text="De un plan cualquiera.")
    plan = PlanFactory(kind="agenda", starts_on="2018", ends_on="2025")
    PlanFactory(kind="otro", institution=plan.institution)
    (panel,) = panels(plan.institution, PUBLIC)
    assert [row.when for row in panel.context["rows"]] == ["2018 – 2025", "sin fecha registrada"]
    assert [(kind.kind, kind.elements) for kind in panel.context["expected"]] == [
        ("Agenda", (("Ejes de trabajo", "Los temas."),))
    ]
