"""All documents the viewer may see, with what is still a draft first in mind."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.found import AT_DESK, names
from network.documents.models import Document
from network.documents.queries import awaiting_our_answer, may_write, visible_to
from network.documents.rules import status_badges
from network.institutions.models import Institution
from network.vocabulary.panels import Badge
from network.vocabulary.spans import date_words

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Orders, choice, kind_options, listing, matching, ordered, wants_file
from .fields import place_of


@coordinators
def documents(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    visible = visible_to(Document.objects.all(), viewer)
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "document_kind"))
    status = choice(request, "estado", _("State"), [(s.value, str(s.label)) for s in DocumentStatus])
    year = choice(request, "anio", _("Year"), _years(visible))
    issuer = choice(request, "emite", _("Issued by"), _issuers(visible))
    answer = choice(request, "respuesta", _("Answer"), [("falta", _("Came in, without an answer"))])
    rows = visible.filter(kind=kind.value) if kind.value else visible
    rows = awaiting_our_answer(rows, timezone.localdate()) if answer.value else rows
    rows = rows.filter(status=status.value) if status.value else rows
    rows = rows.filter(issued_on__startswith=year.value) if year.value else rows
    rows = rows.filter(issuer__package_id=issuer.value) if issuer.value else rows
    rows = matching(rows, request.GET.get("q", ""), *names(), *AT_DESK)
    rows = rows.select_related("issuer").prefetch_related("addressees")
    if wants_file(request):
        return documents_csv(ordered(request, rows, _orders()))
    page = listing(
        request, rows, choices=(kind, status, year, issuer, answer), orders=_orders(), dress=dressed
    )
    number = page.page.paginator.count
    context = {
        "title": _("Documents"),
        "lead": _("Letters written here, and the papers that came or went."),
        "kicker": "",
        "actions": _actions(viewer),
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "count": ngettext("%(n)s document", "%(n)s documents", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/documents/row.html",
    }
    return render(request, "network/desk/posts/list.html", context)


def _actions(viewer: Viewer) -> list[dict[str, Any]]:
    if not may_write(viewer):
        return []
    return [
        {"url": reverse("desk_letter_new"), "label": _("Write a letter"), "primary": True},
        {"url": reverse("desk_paper_new"), "label": _("Record a paper"), "primary": False},
        {"url": reverse("desk_folios"), "label": _("Folios"), "primary": False},
        {"url": reverse("desk_transparency"), "label": _("Transparency"), "primary": False},
    ]


def _orders() -> Orders:
    return {
        "recientes": (_("Latest first"), ("-issued_on", "-pk")),
        "antiguos": (_("Oldest first"), ("issued_on", "pk")),
        "numero": (_("By number"), ("kind", "series", "folio", "number", "pk")),
    }


def _years(rows: QuerySet[Document]) -> list[tuple[str, str]]:
    dates = rows.exclude(issued_on="").order_by().values_list("issued_on", flat=True)
    return [(year, year) for year in sorted({date[:4] for date in dates}, reverse=True)]


def _issuers(rows: QuerySet[Document]) -> list[tuple[str, str]]:
    issuers = Institution.objects.filter(pk__in=rows.order_by().values("issuer")).order_by("name", "pk")
    return [(row.package_id, row.called) for row in issuers]


def dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": str(row),
            "url": place_of(row),
            "badges": (
                *status_badges(row),
                *(() if row.is_public or row.is_draft else (Badge(_("internal"), "muted"),)),
            ),
            "when": date_words(row.issued_on),
            "issuer": row.issuer,
            "subject": row.subject,
            "addressees": list(row.addressees.all()),
        }
        for row in rows
    ]


def documents_csv(rows: QuerySet[Document]) -> HttpResponse:
    """What is recorded of them, as a file."""
    return csv_download("documentos", header(), (cells(row) for row in rows))


def header() -> list[str]:
    return [
        _("Id"),
        _("Kind"),
        _("Its number"),
        _("State"),
        _("Its date"),
        _("Issued by"),
        _("Addressed to"),
        _("What it is about"),
        _("Received on"),
        _("Public"),
    ]


def cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.get_kind_display(),
        row.number,
        row.get_status_display(),
        row.issued_on,
        row.issuer.name if row.issuer else "",
        "; ".join(institution.name for institution in row.addressees.all()),
        row.subject,
        row.received_on,
        _("yes") if row.is_public else _("no"),
    ]


urlpatterns = [path("gestion/documentos/", documents, name="desk_documents")]
