"""Plans and what a kind of plan is made of. They are public."""

from .models import PlanElement


def elements_of(kinds: set[str]) -> dict[str, tuple[PlanElement, ...]]:
    """The elements that those kinds of plan are expected to have; "other" is no kind of which one expects."""
    found: dict[str, tuple[PlanElement, ...]] = {}
    if kinds := kinds - {"otro"}:
        for element in PlanElement.objects.filter(plan_kind__in=kinds).order_by("pk"):
            found[element.plan_kind] = (*found.get(element.plan_kind, ()), element)
    return found
