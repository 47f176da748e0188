"""The plans and instruments of an institution, for its dossier."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.panels import Panel
from network.vocabulary.spans import span_words

from .models import Plan, PlanElement
from .queries import elements_of


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    when: str


@dataclass(frozen=True, slots=True)
class ExpectedElements:
    kind: str
    elements: tuple[tuple[str, str], ...]  # name, text


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    plans = list(institution.plans.order_by("title", "pk"))
    labels = {plan.kind: plan.get_kind_display() for plan in plans}  # type: ignore[attr-defined]
    expected = [
        ExpectedElements(labels[kind], tuple((_name(e), e.text) for e in elements))
        for kind, elements in elements_of(set(labels)).items()
    ]
    return [
        Panel(
            title=_("Plans and instruments"),
            anchor="planes",
            template="network/panels/plans.html",
            context={
                "rows": [PlanRow(plan, span_words(plan.starts_on, plan.ends_on)) for plan in plans],
                "expected": sorted(expected, key=lambda item: item.kind),
            },
            order=90,
            is_empty=not plans,
            absent=_("plans"),
        )
    ]


def _name(element: PlanElement) -> str:
    return element.element.replace("_", " ").capitalize()
