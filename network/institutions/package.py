"""The institutions' tables of the data package."""

from network.vocabulary.package import (
    Choice,
    Country,
    Date,
    Identifier,
    Kind,
    Municipality,
    Names,
    Reference,
    Region,
    Table,
    Text,
)

from .enums import Aspect, Level, Publication, Sector, Stage

TABLES = (
    Table(
        "institutions",
        "institutions.Institution",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Text("short_name"),
            Names("aliases", model="institutions.InstitutionAlias", owner="institution", each="name"),
            Kind("kind", required=True, vocabulary="institution_kind"),
            Choice("sector", values=tuple(Sector.values)),
            Choice("level", values=tuple(Level.values)),
            Reference("parent_id", "parent", table="institutions"),
            Country("country"),
            Region("region"),
            Municipality("municipality", region="region"),
        ),
    ),
    Table(
        "mechanisms",
        "institutions.Mechanism",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Kind("kind", required=True, vocabulary="mechanism_kind"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Reference("reports_to_id", "reports_to", table="institutions"),
            Choice("stage", required=True, values=tuple(Stage.values)),
            Date("created_on"),
            Text("instrument"),
        ),
    ),
    Table(
        "posts",
        "institutions.Post",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Kind("kind", required=True, vocabulary="post_kind"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            Reference("mechanism_id", "mechanism", table="mechanisms"),
            Choice("publication", required=True, values=tuple(Publication.values)),
            Text("note"),
            Date("closed_on", optional=True),
        ),
    ),
    Table(
        "governments",
        "institutions.GovernmentTerm",
        (
            Identifier("id", "package_id", required=True),
            Text("name", required=True),
            Country("country"),
            Region("region"),
            Municipality("municipality", region="region"),
            Date("started", required=True),
            Date("ended"),
        ),
        spans=(("started", "ended"),),
        only_if_filled=True,
    ),
    Table(
        "typology",
        "institutions.TypologyEntry",
        (
            Kind("kind", required=True, vocabulary="mechanism_kind"),
            Choice("aspect", required=True, values=tuple(Aspect.values)),
            Text("text", required=True),
        ),
        key=("kind", "aspect", "text"),
    ),
)
