"""Drafts not issued, papers that came in and were not answered, public versions that stay closed."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words

from .enums import DocumentStatus
from .models import Document, DocumentFile
from .queries import awaiting_our_answer, may_write, to_make_bare, visible_to


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    if not may_write(viewer):
        return []
    found = []
    visible = visible_to(Document.objects.order_by(), viewer)
    came = awaiting_our_answer(visible, today)
    total = came.count()
    rows = came.select_related("issuer").order_by("received_on", "issued_on", "pk")[:SHOWN]
    if items := tuple(_came_in(row) for row in rows):
        more = Link(_("See all"), f"{reverse('desk_documents')}?respuesta=falta")
        title = _("Came in, without an answer")
        found.append(DeskSection("recibidos", title, Part.UNFINISHED, 10, items, total, more))
    drafts = visible.filter(status=DocumentStatus.DRAFT)
    total = drafts.count()
    if items := tuple(_draft(row) for row in drafts.order_by("-pk")[:SHOWN]):
        more = Link(_("See all"), f"{reverse('desk_documents')}?estado={DocumentStatus.DRAFT}")
        found.append(
            DeskSection("borradores", _("Letters in draft"), Part.UNFINISHED, 20, items, total, more)
        )
    closed = to_make_bare(DocumentFile.objects.filter(document__in=visible.values("pk")))
    shut = list(dict.fromkeys(file.document for file in closed.select_related("document").order_by("pk")))
    if items := tuple(_closed(row) for row in shut[:SHOWN]):
        title = _("Public versions that stay closed")
        found.append(DeskSection("versiones-cerradas", title, Part.UNFINISHED, 30, items, len(shut)))
    return found


def _closed(row: Document) -> DeskItem:
    return DeskItem(
        title=f"{row}: {row.subject}",
        url=reverse("desk_document", args=[row.uid]),
        why=_("its public version could not be cleared of what tells who made it; nobody opens it"),
    )


def _came_in(row: Document) -> DeskItem:
    on = row.received_on or row.issued_on
    what = {"date": date_words(on), "name": row.issuer.called if row.issuer else _("no issuer recorded")}
    page = reverse("desk_document", args=[row.uid])
    return DeskItem(
        title=f"{row}: {row.subject}",
        url=page,
        why=_("from %(name)s, %(date)s; no answer is recorded") % what,
        on=on,
        deed=Link(_("Answer"), f"{reverse('desk_letter_new')}?responde={row.uid}"),
    )


def _draft(row: Document) -> DeskItem:
    return DeskItem(
        title=f"{row}: {row.subject}",
        url=reverse("desk_document", args=[row.uid]),
        why=_("it has no folio until it is issued"),
        deed=Link(_("Go on writing"), reverse("desk_letter_edit", args=[row.uid])),
    )
