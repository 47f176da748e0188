"""The documents' table of the data package. Agreements add their own column to it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from network.vocabulary.package import (
    Cells,
    Choice,
    Date,
    Flag,
    Identifier,
    Kind,
    Reference,
    References,
    Table,
    Text,
    Watched,
)

from .enums import DocumentStatus

# What a letter that has its folio keeps: its place in its series, and whether it holds.
_KEPT = ("kind", "number", "issuer_id", "issued_on", "status")


def guard_letters(before: Cells, after: Cells) -> Iterator[tuple[str, str, str]]:
    """Folios are given here, once and without gaps: no package gives, changes or cancels one."""
    if before.get("folio"):
        for name in _KEPT:
            if before[name] != after[name]:
                yield (
                    name,
                    _(
                        "“%(letter)s” was written here and has its folio: "
                        "“%(before)s” would become “%(after)s”."
                    )
                    % {
                        "letter": before["number"] or before["id"],
                        "before": before[name],
                        "after": after[name],
                    },
                    _("Empty the cell, so that it stays. A letter is cancelled on its own page."),
                )
    elif before.get("is_letter") == "True" and (before["status"], "") != (after["status"], after["number"]):
        yield (
            "number" if after["number"] else "status",
            _("“%(letter)s” is a letter being written here, without a folio yet.") % {"letter": before["id"]},
            _("Empty the cells number and status. It takes its folio when it is issued on its page."),
        )
    elif after["status"] == DocumentStatus.DRAFT and after["number"]:
        yield (
            "number",
            _("A draft has no number."),
            _("Empty the cell, or write in column %(name)s that it is issued.") % {"name": "status"},
        )
    elif after["status"] == DocumentStatus.DRAFT and after["publication"] == "public":
        yield (
            "publication",
            _("A draft is not public."),
            _("Write “internal”, or write in column %(name)s that it is issued.") % {"name": "status"},
        )


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
            Watched("is_letter", default="False"),
            Watched("folio"),
        ),
        guard=guard_letters,
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
