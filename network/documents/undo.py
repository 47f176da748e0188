"""The deeds on documents. A folio that was given, and an act that was cancelled, stay as they are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.vocabulary.deeds import DISCARD_THERE, WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .drafts import restore_draft
from .models import DiscardedDraft, Document, FolioSeries
from .queries import may_write, visible_to
from .services import publish_document


def _hide(document: Document, by: Any, _reason: str) -> None:
    publish_document(document=document, by=by, is_public=False)


def _show(document: Document, by: Any, _reason: str) -> None:
    publish_document(document=document, by=by, is_public=True)


def _restore(row: DiscardedDraft, by: Any, _reason: str) -> None:
    restore_draft(discarded=row, by=by)


def _discarded(row: DiscardedDraft) -> Link:
    """Restored, it has its page again; until then the page that restores it."""
    page = reverse("desk_undo", args=[row.uid, "discard_draft"])
    return Link(row.subject, page if row.content else reverse("desk_document", args=[row.uid]))


def _readable(viewer: Viewer) -> Any:
    """What was done to a document is told to whoever writes them."""
    rows = visible_to(Document.objects.order_by(), viewer)
    return rows if may_write(viewer) else rows.none()


DEEDS = (
    DeedsOf(
        subject_type="documents.Document",
        room=_("Documents"),
        deeds={
            "draft_letter": Deed(_("began a letter"), stays=DISCARD_THERE),
            "revise_letter": Deed(_("changed a draft"), stays=WRITE_AGAIN),
            "restore_draft": Deed(_("restored a draft"), stays=DISCARD_THERE),
            "issue_document": Deed(
                _("issued a letter with its folio"),
                stays=_(
                    "A folio that was given stays given. Cancel the letter on its page, with the reason."
                ),
            ),
            "cancel_document": Deed(
                _("cancelled a document"),
                stays=_("It stays cancelled, and its folio taken. Write a new one."),
            ),
            "record_document": Deed(
                _("recorded a paper"), stays=_("Cancel it on its page, with the reason, if it should not be.")
            ),
            "revise_record": Deed(_("corrected the record of a paper"), stays=WRITE_AGAIN),
            "stamp_received": Deed(_("recorded when a letter was stamped"), stays=WRITE_AGAIN),
            "publish_document": Deed(_("made a document public"), Undo(verb="withdraw_document", run=_hide)),
            "withdraw_document": Deed(
                _("made a document internal"), Undo(verb="publish_document", run=_show)
            ),
            "bare_public_version": Deed(
                _("made a public version bare"), stays=_("What it was is kept beside it, as a private file.")
            ),
            "attach_file": Deed(
                _("put a file to a document"), stays=_("Take it away on the page of the document.")
            ),
            "remove_file": Deed(
                _("removed a file from a document"), stays=_("The file is gone for good; attach it again.")
            ),
        },
        visible=_readable,
        named=lambda row: Link(f"{row}: {row.subject}", reverse("desk_document", args=[row.uid])),
        may=may_write,
    ),
    DeedsOf(
        subject_type="documents.DiscardedDraft",
        room=_("Documents"),
        deeds={"discard_draft": Deed(_("discarded a draft"), Undo(verb="restore_draft", run=_restore))},
        visible=lambda viewer: (
            DiscardedDraft.objects.order_by() if may_write(viewer) else DiscardedDraft.objects.none()
        ),
        named=_discarded,
        may=may_write,
    ),
    DeedsOf(
        subject_type="documents.FolioSeries",
        room=_("Documents"),
        deeds={
            "set_folio_series": Deed(
                _("said how folios are written"),
                stays=_("Write it again on the page of folios: numbers that were given stay as they are."),
            ),
        },
        visible=lambda viewer: (
            FolioSeries.objects.order_by() if may_write(viewer) else FolioSeries.objects.none()
        ),
        named=lambda row: Link(str(row), reverse("desk_folios")),
        may=may_write,
    ),
)
