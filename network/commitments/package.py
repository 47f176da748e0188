"""The commitments' table of the data package."""

from network.vocabulary.package import Choice, Date, Flag, Identifier, Reference, Table, Text

from .models import CommitmentStatus

TABLES = (
    Table(
        "commitments",
        "commitments.Commitment",
        (
            Identifier("id", "package_id", required=True),
            Reference("agreement_id", "agreement", table="agreements"),
            Reference("debtor_id", "debtor", required=True, table="institutions"),
            Reference("creditor_id", "creditor", table="institutions"),
            Text("text", required=True),
            Reference("theme", required=True, table="themes"),
            Date("due_on"),
            Choice("status", required=True, values=tuple(CommitmentStatus.values)),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
    ),
)
