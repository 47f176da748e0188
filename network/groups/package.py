"""The tables of groups and of who is seated in them."""

from network.vocabulary.enums import Basis
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
)

from .enums import SeatRole

TABLES = (
    Table(
        "groups",
        "groups.Group",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Kind("kind", required=True, vocabulary="group_kind"),
            Text("objective"),
            Reference("lead_institution_id", "lead_institution", table="institutions"),
            Territories("territory", "territories", required=True),
            Date("started"),
            Text("frequency"),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
    ),
    Table(
        "group_members",
        "groups.Seat",
        (
            Reference("group_id", "group", required=True, table="groups"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Choice("role", required=True, values=tuple(SeatRole.values)),
            Choice("basis", required=True, values=tuple(Basis.values)),
            Date("started"),
            Date("ended"),
            Reference("person_id", "person", table="people", optional=True),
        ),
        key=("group_id", "institution_id", "person_id"),
        spans=(("started", "ended"),),
        personal_column="person_id",
    ),
)
