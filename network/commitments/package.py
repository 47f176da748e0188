"""The tables of commitments and of their progress, without its files, in the data package."""

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
            Date("first_due_on", optional=True),
            Date("done_on", optional=True),
            Text("not_met_because", optional=True),
            Date("acknowledged_on", optional=True),
            Reference("acknowledged_by_id", "acknowledged_by", table="institutions", optional=True),
            Reference("acknowledged_in_id", "acknowledged_in", table="documents", optional=True),
            Flag("publication", "is_public", yes="public", no="internal", default="public", optional=True),
        ),
    ),
    Table(
        "commitment_progress",
        "commitments.Progress",
        (
            Identifier("id", "package_id", required=True),
            Reference("commitment_id", "commitment", required=True, table="commitments"),
            Date("date", "told_on", required=True),
            Text("text", required=True),
            Text("link"),
            Reference("document_id", "document", table="documents"),
        ),
    ),
)
