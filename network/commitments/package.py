"""The tables of commitments, their progress (without its files) and advance notices in the data package."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.documents.rules import validate_time
from network.vocabulary.package import (
    Cells,
    Choice,
    Date,
    Flag,
    Identifier,
    Reference,
    References,
    Table,
    Text,
)

from .models import CommitmentStatus


def guard_time(_before: Cells, after: Cells) -> Iterator[tuple[str, str, str]]:
    """The hour of an activity is one."""
    try:
        if after.get("time"):
            validate_time(after["time"])
    except ValidationError:
        yield "time", _("That is no time of the day."), _("Write it as 10:00, or leave it empty.")


def guard_source(_before: Cells, after: Cells) -> Iterator[tuple[str, str, str]]:
    """A commitment comes from an agreement or from a plan."""
    if after.get("agreement_id") and after.get("plan_id"):
        yield (
            "plan_id",
            _("It comes from an agreement and from a plan."),
            _("Leave one of the two columns empty."),
        )


TABLES = (
    Table(
        "commitments",
        "commitments.Commitment",
        (
            Identifier("id", "package_id", required=True),
            Reference("agreement_id", "agreement", table="agreements"),
            Reference("plan_id", "plan", table="plans", optional=True),
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
        guard=guard_source,
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
    Table(
        "advance_notices",
        "commitments.AdvanceNotice",
        (
            Identifier("id", "package_id", required=True),
            Reference("agreement_id", "agreement", required=True, table="agreements"),
            Reference("commitment_id", "commitment", table="commitments"),
            Reference("institution_id", "institution", required=True, table="institutions"),
            References("to_ids", "to", required=True, table="institutions"),
            Text("title", required=True),
            Reference("theme", required=True, table="themes"),
            Date("date", "happens_on", required=True),
            Text("time", "happens_at"),
            Text("place"),
            Text("note"),
            Date("given_on"),
        ),
        spans=(("given_on", "date"),),
        guard=guard_time,
        only_if_filled=True,
    ),
)
