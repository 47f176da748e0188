"""Verbs on documents: letters are drafted, issued and cancelled here; papers of others are recorded.

`seen` is the version that whoever writes had before her: what somebody else wrote since is not overwritten.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.office.queries import office
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.words import letter_closing

from .chains import refuse_cycles
from .enums import DocumentStatus
from .folios import take_folio
from .models import Document, Founding
from .queries import institutions_of, own_institution
from .rules import folio_text

_TOLD = ("kind", "issuer", "issued_on", "subject", "mechanism", "founds")
LETTER_FIELDS = (*_TOLD, "addressee_lines", "body", "closing", "signature", "copies", "annexes")
RECORD_FIELDS = (*_TOLD, "number", "received_on", "received_time", "received_stamp", "addressee_lines")
RELATIONS = ("addressees", "answers", "follows")
FOUNDED = "founded"  # records that exist by it: (code of the kind, id of packages)
_FIRST = {"draft_letter", "record_document", "restore_draft"}


@transaction.atomic
def draft_letter(*, by: Any, **values: Any) -> Document:
    """Begin a letter: any of LETTER_FIELDS and RELATIONS. Without an issuer the office itself writes it.

    Closing and signature begin as the office's own. Raises ValidationError.
    """
    _only(values, LETTER_FIELDS)
    described = office()
    values.setdefault("issuer", own_institution())
    values.setdefault("closing", described.closing or letter_closing())
    values.setdefault("signature", described.signature)
    letter = Document(is_letter=True, status=DocumentStatus.DRAFT)
    return write(letter, values, verb="draft_letter", by=by)


class WrittenMeanwhileError(ValidationError):
    """Somebody wrote it since it was read; `document` is how it stands now."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__(_("Somebody saved this meanwhile. Nothing is lost: compare both."), code="meanwhile")


@transaction.atomic
def revise_letter(*, letter: Document, by: Any, seen: int | None = None, **values: Any) -> Document:
    """Change a draft. What was issued never changes."""
    _only(values, LETTER_FIELDS)
    return write(as_seen(locked_draft(letter), seen), values, verb="revise_letter", by=by)


@transaction.atomic
def issue_document(*, document: Document, by: Any, seen: int | None = None) -> Document:
    """Give a draft the next folio of its issuer, kind and year, its date, and the letterhead of today.

    The date is the draft's own if it names a day, else today. Issuing what is issued changes nothing.
    Raises ValidationError if it was cancelled, or is not whole.
    """
    letter = _locked(document)
    if letter.status == DocumentStatus.ISSUED:
        return letter
    if letter.is_cancelled:
        raise ValidationError(_("It was cancelled. Write a new one."), code="cancelled")
    if seen is not None and seen != letter.version:
        raise ValidationError(
            _("Somebody changed the draft after you opened this page. Read it again, then issue it."),
            code="meanwhile",
        )
    if not letter.body.strip():
        raise ValidationError({"body": _("A letter without a text cannot be issued.")})
    if len(letter.issued_on) != len("2026-03-09"):
        letter.issued_on = PartialDate(timezone.localdate().isoformat())
    year = int(letter.issued_on[:4])
    series, folio = take_folio(issuer=letter.issuer, kind=letter.kind, year=year)
    letter.series, letter.folio = series, folio
    letter.number = folio_text(series.pattern, folio=folio, year=year)
    letter.status, letter.head = DocumentStatus.ISSUED, head_of_today()
    letter.full_clean()
    letter.save()
    record(verb="issue_document", subject=letter, by=by, after={"number": letter.number, "folio": folio})
    return letter


@transaction.atomic
def cancel_document(*, document: Document, by: Any, reason: str) -> Document:
    """Say that it does not count, and why. Its folio stays taken for ever."""
    cancelled = _locked(document)
    if cancelled.is_draft:
        raise ValidationError(_("It is a draft: discard it instead."), code="draft")
    if cancelled.is_cancelled:
        return cancelled
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled: the folio stays with its reason.")})
    cancelled.status, cancelled.cancelled_because = DocumentStatus.CANCELLED, reason.strip()
    cancelled.full_clean()
    cancelled.save()
    record(
        verb="cancel_document", subject=cancelled, by=by, reason=reason, after={"number": cancelled.number}
    )
    return cancelled


@transaction.atomic
def record_document(*, by: Any, **values: Any) -> Document:
    """Record a paper written elsewhere, issued or received: any of RECORD_FIELDS and RELATIONS."""
    _only(values, RECORD_FIELDS)
    return write(Document(), values, verb="record_document", by=by)


@transaction.atomic
def revise_record(*, document: Document, by: Any, seen: int | None = None, **values: Any) -> Document:
    """Correct what was recorded of a paper written elsewhere."""
    _only(values, RECORD_FIELDS)
    recorded = as_seen(_locked(document), seen)
    if recorded.is_letter:
        raise ValidationError(_("A letter written here is not corrected once issued."), code="letter")
    return write(recorded, values, verb="revise_record", by=by)


@transaction.atomic
def stamp_received(
    *, document: Document, by: Any, received_on: str, received_time: str = "", received_stamp: str = ""
) -> Document:
    """Record when its addressee stamped it, at which counter or under which number; empty takes it away."""
    stamped = _locked(document)
    if stamped.is_draft:
        raise ValidationError(_("A draft has not been received by anybody."), code="draft")
    values = {"received_on": received_on, "received_time": received_time, "received_stamp": received_stamp}
    return write(stamped, values, verb="stamp_received", by=by)


@transaction.atomic
def publish_document(*, document: Document, by: Any, is_public: bool) -> Document:
    """Show what it is (never its text) to everyone, or to coordinators only."""
    shown = _locked(document)
    if shown.is_draft:
        raise ValidationError(_("A draft stays internal."), code="draft")
    if shown.is_public != is_public:
        if not is_public:
            shown.left = institutions_of(shown)
        shown.is_public = is_public
        shown.save()
        verb = "publish_document" if is_public else "withdraw_document"
        record(verb=verb, subject=shown, by=by, after={"is_public": is_public})
    return shown


def head_of_today() -> dict[str, Any]:
    """The letterhead and place of the office as they are, to stay with a letter issued now."""
    described = office()
    return {
        "name": described.office_name or described.network_name,
        "lines": list(described.lines),
        "logo": described.logo.name or "",
        "place": described.place,
    }


def write(document: Document, values: dict[str, Any], *, verb: str, by: Any) -> Document:
    relations = {name: list(values[name]) for name in RELATIONS if name in values}
    fields = {name: value for name, value in values.items() if name not in {*RELATIONS, FOUNDED}}
    founded = sorted(values[FOUNDED]) if FOUNDED in values else None
    before = _told(document, fields)
    if document.is_public:
        document.left = institutions_of(document)
    for name, value in fields.items():
        setattr(document, name, value)
    document.version += 1
    document.full_clean()
    document.save()
    _relate(document, relations)
    _found(document, founded)
    after = _told(document, fields)
    changed = [name for name in after if verb in _FIRST or after[name] != before[name]]
    record(
        verb=verb,
        subject=document,
        by=by,
        before={name: before[name] for name in changed if before[name]},
        after={name: after[name] for name in changed}
        | {name: [row.package_id for row in rows] for name, rows in relations.items()}
        | ({FOUNDED: [f"{kind} {key}" for kind, key in founded]} if founded else {}),
    )
    return document


def _relate(document: Document, relations: dict[str, list[Any]]) -> None:
    for name, rows in relations.items():
        if name != "addressees":
            refuse_cycles(document, rows, name=name)
        getattr(document, name).set(rows)


def _found(document: Document, founded: list[tuple[str, str]] | None) -> None:
    if founded is None:
        return
    held = {(row.kind, row.record_id): row for row in document.foundings.all()}
    for key in held.keys() - set(founded):
        held[key].delete()
    for kind, record_id in founded:
        if (kind, record_id) not in held:
            Founding.objects.create(document=document, kind=kind, record_id=record_id)


def _told(document: Document, names: Iterable[str]) -> dict[str, str]:
    """Values for the journal; an institution or mechanism by its id."""
    values = {name: getattr(document, name) for name in names}
    return {name: getattr(value, "package_id", None) or str(value or "") for name, value in values.items()}


def _only(values: dict[str, Any], allowed: Iterable[str]) -> None:
    if unknown := set(values) - {*allowed, *RELATIONS, FOUNDED}:
        raise TypeError(f"not to be set here: {', '.join(sorted(unknown))}")


def _locked(document: Document) -> Document:
    """As it is now, which nobody else changes meanwhile; what only refers to it does not wait."""
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)


def as_seen(locked: Document, seen: int | None) -> Document:
    """The row, unless it was written since that version. Raises WrittenMeanwhileError."""
    if seen is not None and seen != locked.version:
        raise WrittenMeanwhileError(locked)
    return locked


def locked_draft(letter: Document) -> Document:
    locked = _locked(letter)
    if not locked.is_draft:
        raise ValidationError(_("It was issued already, so it does not change any more."), code="issued")
    return locked
