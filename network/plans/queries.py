"""Plans and what a kind of plan is made of. They are public."""

from django.db.models import CharField, F, Value

from network.institutions.models import Institution

from .models import Plan, PlanElement

_NOTHING = Value("", output_field=CharField())


def plans_with_elements(
    institution: Institution,
) -> tuple[list[Plan], dict[str, list[tuple[str, str]]]]:
    """Its plans by title, and by kind the elements (name, text) that those kinds are expected to have.

    One query for both; "otro" is no kind of which one expects anything.
    """
    plans = institution.plans.order_by()
    kinds = plans.exclude(kind="otro").values("kind")
    elements = PlanElement.objects.filter(plan_kind__in=kinds).order_by()
    rows = plans.values_list(
        Value(0), "pk", "package_id", "kind", "title", "starts_on", "ends_on", "objective"
    ).union(
        elements.values_list(Value(1), "pk", _NOTHING, F("plan_kind"), "element", _NOTHING, _NOTHING, "text"),
        all=True,
    )
    found: list[Plan] = []
    expected: dict[str, list[tuple[str, str]]] = {}
    for is_element, pk, package_id, kind, title, starts_on, ends_on, text in sorted(rows):
        if is_element:
            expected.setdefault(kind, []).append((title, text))
            continue
        found.append(
            Plan(
                pk=pk,
                package_id=package_id,
                institution=institution,
                kind=kind,
                title=title,
                starts_on=starts_on,
                ends_on=ends_on,
                objective=text,
            )
        )
    return sorted(found, key=lambda plan: (plan.title, plan.pk)), expected
