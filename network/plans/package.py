"""The tables of plans and of what a kind of plan is made of."""

from network.vocabulary.package import Date, Identifier, Kind, Reference, Table, Text

TABLES = (
    Table(
        "plans",
        "plans.Plan",
        (
            Identifier("id", "package_id", required=True),
            Text("title", required=True),
            Kind("kind", required=True, vocabulary="plan_kind"),
            Reference("institution_id", "institution", table="institutions"),
            Date("starts_on"),
            Date("ends_on"),
            Text("objective"),
        ),
        spans=(("starts_on", "ends_on"),),
    ),
    Table(
        "plan_elements",
        "plans.PlanElement",
        (
            Kind("plan_kind", required=True, vocabulary="plan_kind"),
            Text("element", required=True),
            Text("text"),
        ),
        key=("plan_kind", "element"),
    ),
)
