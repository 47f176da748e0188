"""The documents' table of the data package. Agreements add their own column to it."""

from network.vocabulary.package import (
    Choice,
    Date,
    Flag,
    Identifier,
    Kind,
    Reference,
    References,
    Table,
    Text,
)

from .enums import DocumentStatus

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
            Choice("status", values=tuple(DocumentStatus.values), default="issued", optional=True),
            Text("cancelled_because", optional=True),
            Text("founds", optional=True),
            Date("received_on", optional=True),
            Text("received_time", optional=True),
            Text("received_stamp", optional=True),
            References("answers_ids", "answers", table="documents", optional=True),
            References("follows_ids", "follows", table="documents", optional=True),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
        needs=(("status", "cancelled", "cancelled_because"),),
    ),
    Table(
        "founded_records",
        "documents.Founding",
        (
            Identifier("id", "package_id", required=True),
            Reference("document_id", "document", required=True, table="documents"),
            Choice("kind", required=True, values=("mechanism", "group", "agreement")),
            Text("record_id", required=True),
        ),
    ),
)
