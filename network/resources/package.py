"""The tables of materials, routes of attention and published indicators."""

from network.vocabulary.enums import Qualifier
from network.vocabulary.package import (
    Choice,
    Country,
    Date,
    Identifier,
    Kind,
    Number,
    Period,
    Reference,
    Table,
    Territories,
    Text,
    Whole,
)

TABLES = (
    Table(
        "indicators",
        "resources.PublishedIndicator",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Number("value", required=True, places="value_places"),
            Text("unit", required=True),
            Choice("qualifier", required=True, values=tuple(Qualifier.values)),
            Period("period", starts="period_starts", ends="period_ends"),
            Reference("institution_id", "institution", table="institutions"),
        ),
    ),
    Table(
        "resources",
        "resources.Resource",
        (
            Identifier("id", "package_id", required=True),
            Text("title", required=True),
            Kind("kind", required=True, vocabulary="resource_kind"),
            Whole("year"),
            Reference("institution_id", "institution", table="institutions"),
            Reference("theme", table="themes"),
        ),
    ),
    Table(
        "routes",
        "resources.Route",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Kind("kind", required=True, vocabulary="route_kind"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Country("country", required=True),
            Territories("territory", "territories", required=True),
            Text("contact"),
            Date("verified_on"),
            Reference("theme", required=True, table="themes"),
            Text("note"),
        ),
    ),
)
