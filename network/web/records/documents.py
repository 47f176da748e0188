"""Public documents: what they are, their chain and their public version; never their text."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.found import OTHERS, names
from network.documents.models import Document
from network.documents.queries import public_files, visible_to
from network.documents.rules import status_badges
from network.vocabulary.panels import Badge
from network.vocabulary.spans import date_words

from ..audience import public
from ..desk.documents.founded import founded_by
from ..desk.documents.listing import documents_csv
from ..desk.documents.page import agreement_of, facts_of, steps_of
from ..listing import Orders, choice, kind_options, listing, matching, ordered, wants_file


@public
def documents(request: HttpRequest) -> HttpResponse:
    issued = Document.objects.exclude(status=DocumentStatus.DRAFT)
    visible = visible_to(issued, request.viewer)  # type: ignore[attr-defined]
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "document_kind"))
    rows = visible.filter(kind=kind.value) if kind.value else visible
    rows = matching(rows, request.GET.get("q", ""), *names(), *OTHERS)
    rows = rows.select_related("issuer").prefetch_related("addressees")
    if wants_file(request):
        return documents_csv(ordered(request, rows, _orders()))
    page = listing(request, rows, choices=(kind,), orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Documents"),
        "lead": _(
            "Acts and letters: those that everyone may know of, and the internal ones that are yours to see."
        )
        if request.viewer.has(Role.COORDINATOR)  # type: ignore[attr-defined]
        else _("Acts and letters of the network that everyone may know of."),
        "count": ngettext("%(n)s document", "%(n)s documents", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/documents/row.html",
    }
    return render(request, "network/records/list.html", context)


@public
def document(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = visible_to(Document.objects.select_related("issuer", "mechanism"), viewer)
    record = get_object_or_404(rows.exclude(status=DocumentStatus.DRAFT), package_id=package_id)
    context = {
        "document": record,
        "badges": status_badges(record),
        "facts": facts_of(record, viewer),
        "steps": steps_of(record, viewer, at_the_desk=False),
        "agreement": agreement_of(record, viewer),
        "founded": founded_by(record, viewer),
        "files": public_files(record.files.all()),
        "desk": reverse("desk_document", args=[record.uid]) if viewer.runs_network else "",
    }
    return render(request, "network/records/document.html", context)


def _orders() -> Orders:
    return {
        "recientes": (_("Latest first"), ("-issued_on", "-pk")),
        "antiguos": (_("Oldest first"), ("issued_on", "pk")),
    }


def _dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": str(row),
            "url": row.get_absolute_url(),
            "badges": (*status_badges(row), *(() if row.is_public else (Badge(_("internal"), "muted"),))),
            "when": date_words(row.issued_on),
            "issuer": row.issuer,
            "subject": row.subject,
            "addressees": list(row.addressees.all()),
        }
        for row in rows
    ]


urlpatterns = [
    path("documentos/", documents, name="documents"),
    path("documentos/<slug:package_id>/", document, name="document"),
]
