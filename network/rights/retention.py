"""What stays when somebody's data are erased, by name: docs/retention.md says the same for people to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of a model that may still repeat something of her, why, and how long."""

    model: str
    columns: tuple[str, ...]
    why: str
    how_long: str


_RECORD = "an administrative record: neither altered nor cut"
_FOREVER = "as long as the office's own rules of archives ask"
_MENDED = "until the office mends it on its page"

RETAINED = (
    Kept(
        "documents.Document",
        (
            "subject",
            "addressee_lines",
            "body",
            "signature",
            "copies",
            "annexes",
            "head",
            "founds",
            "cancelled_because",
        ),
        _RECORD,
        _FOREVER,
    ),
    Kept("documents.DocumentFile", ("file", "label"), _RECORD, _FOREVER),
    Kept("groups.GroupSession", ("agenda", "minutes"), _RECORD, _FOREVER),
    Kept("groups.Acuerdo", ("text", "done_note", "dropped_because"), _RECORD, _FOREVER),
    Kept("reports.Handover", ("scan",), _RECORD, _FOREVER),
    Kept(
        "milestones.Milestone",
        ("title", "summary", "results"),
        "what an institution did, told by it",
        _MENDED,
    ),
    Kept("milestones.Evidence", ("file",), "photos and scans of an action", _MENDED),
    Kept(
        "events.SignedSheet",
        ("file",),
        "the list that was signed at an event, which cannot be cut",
        "five years after the event",
    ),
    Kept("commitments.Commitment", ("text",), "what an institution owes", _MENDED),
    Kept("commitments.Progress", ("text",), "what an institution told", _MENDED),
    Kept("office.Office", ("signer_name", "signer_post"), "who signs for the office now", _MENDED),
    Kept(
        "training.Certificate",
        ("content",),
        "what was signed, where she chose that it stay verifiable; and who signed those of others",
        _FOREVER,
    ),
    Kept("pages.ContentPage", ("lead", "body"), "a public page written by the office", _MENDED),
    Kept("pages.HomePage", ("hero_lead", "body"), "a public page written by the office", _MENDED),
)
