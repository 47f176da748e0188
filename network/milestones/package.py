"""The tables of milestones and of the institutions that had a part in them."""

from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.package import (
    Choice,
    Date,
    Flag,
    Identifier,
    Kind,
    Reference,
    Table,
    Territories,
    Text,
    Whole,
)

from .models import PARTS, Channel, MilestoneRole

TABLES = (
    Table(
        "milestones",
        "milestones.Milestone",
        (
            Identifier("id", "package_id", required=True),
            Territories("territory", "territories", required=True),
            Text("title", required=True),
            Text("summary", required=True),
            Text("results"),
            Date("started"),
            Date("ended"),
            Kind("kind", required=True, vocabulary="milestone_kind"),
            Reference("theme", required=True, table="themes"),
            Whole("participants"),
            Choice("count_of", values=tuple(CountOf.values)),
            Whole("beneficiaries"),
            Choice("qualifier", values=tuple(Qualifier.values)),
            *(Whole(name, optional=True) for name in PARTS),
            Choice("channel", values=tuple(Channel.values), optional=True),
            Whole("minutes", optional=True),
            Choice("minutes_qualifier", values=tuple(Qualifier.values), optional=True),
            Text("withdrawn", optional=True),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
        spans=(("started", "ended"),),
    ),
    Table(
        "milestone_institutions",
        "milestones.MilestoneInstitution",
        (
            Reference("milestone_id", "milestone", required=True, table="milestones"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Choice("role", required=True, values=tuple(MilestoneRole.values)),
        ),
        key=("milestone_id", "institution_id", "role"),
    ),
)
