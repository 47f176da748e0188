"""The plans and instruments of an institution, for its dossier."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.vocabulary.panels import Panel
from network.vocabulary.spans import span_words

from .models import Plan
from .queries import plans_with_elements


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    when: str


@dataclass(frozen=True, slots=True)
class ExpectedElements:
    kind: str
    elements: tuple[tuple[str, str], ...]  # name, text


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    plans, elements_of = plans_with_elements(institution)
    labels = {plan.kind: plan.get_kind_display() for plan in plans}  # type: ignore[attr-defined]
    expected = [
        ExpectedElements(labels[kind], tuple((_name(element), text) for element, text in elements))
        for kind, elements in elements_of.items()
    ]
    return [
        Panel(
            title=_("Plans and instruments"),
            anchor="planes",
            template="network/panels/plans.html",
            context={
                "rows": [PlanRow(plan, span_words(plan.starts_on, plan.ends_on)) for plan in plans],
                "may_commit": coordinates_network(viewer),
                "expected": sorted(expected, key=lambda item: item.kind),
            },
            order=90,
            is_empty=not plans,
            absent=_("plans"),
        )
    ]


def _name(element: str) -> str:
    return element.replace("_", " ").capitalize()
