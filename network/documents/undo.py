"""The deeds on documents. A folio that was given, and an act that was cancelled, stay as they are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.vocabulary.deeds import Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .models import Document
from .queries import may_write, visible_to
from .services import publish_document


def _hide(document: Document, by: Any, _reason: str) -> None:
    publish_document(document=document, by=by, is_public=False)


def _show(document: Document, by: Any, _reason: str) -> None:
    publish_document(document=document, by=by, is_public=True)


def _readable(viewer: Viewer) -> Any:
    """What was done to a document is told to whoever writes them."""
    rows = visible_to(Document.objects.order_by(), viewer)
    return rows if may_write(viewer) else rows.none()


DEEDS = (
    DeedsOf(
        subject_type="documents.Document",
        room=_("Documents"),
        deeds={
            "draft_letter": Deed(_("began a letter")),
            "revise_letter": Deed(_("changed a draft")),
            "issue_document": Deed(_("issued a letter with its folio")),
            "cancel_document": Deed(_("cancelled a document")),
            "record_document": Deed(_("recorded a paper")),
            "revise_record": Deed(_("corrected the record of a paper")),
            "stamp_received": Deed(_("recorded when a letter was stamped")),
            "publish_document": Deed(_("made a document public"), Undo(verb="withdraw_document", run=_hide)),
            "withdraw_document": Deed(
                _("made a document internal"), Undo(verb="publish_document", run=_show)
            ),
            "remove_file": Deed(_("removed a file from a document")),
        },
        visible=_readable,
        named=lambda row: Link(f"{row}: {row.subject}", reverse("desk_document", args=[row.uid])),
        may=may_write,
    ),
)
