"""The documents' table of the data package. Agreements add their own column to it."""

from network.vocabulary.package import Date, Flag, Identifier, Kind, Reference, References, Table, Text

TABLES = (
    Table(
        "documents",
        "documents.Document",
        (
            Identifier("id", "package_id", required=True),
            Kind("kind", required=True, vocabulary="document_kind"),
            Text("number"),
            Reference("issuer_id", "issuer", table="institutions"),
            Date("issued_on"),
            References("addressee_ids", "addressees", table="institutions"),
            Text("subject", required=True),
            Reference("mechanism_id", "mechanism", table="mechanisms"),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
    ),
)
