"""Agreements: the list, and one of them with its parties, commitments and chain of documents."""

from itertools import groupby
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.agreements.enums import AgreementStatus
from network.agreements.found import NAMES, OTHERS
from network.agreements.models import Agreement
from network.agreements.queries import ending, visible_to
from network.agreements.rules import status_badge, validity_words
from network.commitments.models import Commitment
from network.commitments.queries import opens_page
from network.commitments.queries import visible_to as commitments_visible_to
from network.commitments.rules import due_words, settled_words
from network.commitments.rules import status_badge as commitment_badge
from network.documents.chains import ties_among, with_ties
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.documents.rules import document_line
from network.institutions.queries import coordinates_network
from network.vocabulary.panels import Line, Link, Section

from ..audience import public
from ..csv_download import csv_download
from ..founding_links import founding_links
from ..listing import (
    Orders,
    choice,
    in_territory,
    kind_options,
    listing,
    matching,
    ordered,
    territory_options,
    wants_file,
)
from .notice_lines import notice_lines


@public
def agreements(request: HttpRequest) -> HttpResponse:
    visible = visible_to(Agreement.objects.all(), request.viewer)  # type: ignore[attr-defined]
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "agreement_kind"))
    status = choice(request, "estado", _("State"), _status_options(visible))
    territory = choice(request, "territorio", _("Territory"), territory_options(visible))
    validity = choice(request, "vigencia", _("Validity"), [("por-vencer", _("Ends within 90 days or ended"))])
    rows = visible.filter(kind=kind.value) if kind.value else visible
    rows = ending(rows, timezone.localdate()) if validity.value else rows
    rows = rows.filter(status=status.value) if status.value else rows
    rows = matching(in_territory(rows, territory.value), request.GET.get("q", ""), *NAMES, *OTHERS)
    rows = rows.annotate(party_count=Count("parties")).prefetch_related("territories", "parties__institution")
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(
        request, rows, choices=(kind, status, territory, validity), orders=_orders(), dress=_dressed
    )
    number = page.page.paginator.count
    context = {
        "title": _("Agreements"),
        "lead": _("What institutions signed together, with whom, and until when it holds."),
        "count": ngettext("%(n)s agreement", "%(n)s agreements", number) % {"n": number},
        "listing": page,
        "row_template": "network/records/agreement_row.html",
    }
    return render(request, "network/records/list.html", context)


@public
def agreement(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    visible = visible_to(Agreement.objects.prefetch_related("territories"), viewer)
    record = get_object_or_404(visible, package_id=package_id)
    commitments = commitments_visible_to(Commitment.objects.filter(agreement=record), viewer)
    documents = documents_visible_to(Document.objects.filter(agreement_link__agreement=record), viewer)
    papers = list(
        with_ties(documents)
        .select_related("issuer", "mechanism")
        .prefetch_related("addressees")
        .order_by("issued_on", "pk")
    )
    issued = Document.objects.exclude(status=DocumentStatus.DRAFT)
    tied = [paper for paper in papers if paper.is_tied]  # type: ignore[attr-defined]
    ties = ties_among(tied, documents_visible_to(issued, viewer)) if tied else {}
    context = {
        "agreement": record,
        "status": status_badge(record),
        "validity": validity_words(record),
        "parties": record.parties.select_related("institution").order_by("institution__name", "pk"),
        "commitments": _by_debtor(commitments, opens_page(viewer)),
        "may_commit": coordinates_network(viewer),
        "documents": [
            document_line(document, document.addressees.all(), ties=ties.get(document.pk, ()))
            for document in papers
        ],
        "founded_by": founding_links("agreement", record.package_id, viewer),
        "notices": notice_lines(record, viewer)
        if viewer.has(Role.COORDINATOR) or viewer.runs_network
        else [],
        "may_give_notice": viewer.runs_network,
    }
    return render(request, "network/records/agreement.html", context)


def _orders() -> Orders:
    return {
        "titulo": (_("Title"), (Lower("title"), "pk")),
        "firma": (_("Latest signed first"), ("-signed_on", Lower("title"), "pk")),
        "partes": (_("Most parties"), ("-party_count", Lower("title"), "pk")),
    }


def _status_options(rows: QuerySet[Agreement]) -> list[tuple[str, str]]:
    found = set(rows.order_by().values_list("status", flat=True).distinct())
    return [(status.value, str(status.label)) for status in AgreementStatus if status in found]


def _dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "agreement": row,
            "status": status_badge(row),
            "validity": validity_words(row),
            "parties": [party.institution for party in row.parties.all()],
        }
        for row in rows
    ]


def _by_debtor(commitments: QuerySet[Commitment], at_desk: bool) -> list[Section]:
    rows = commitments.select_related("debtor", "creditor", "theme", "acknowledged_by").order_by(
        "debtor__name", "debtor_id", F("due_on"), "pk"
    )
    return [
        Section(
            tuple(
                Line(
                    title=row.text,
                    badges=(commitment_badge(row),),
                    url=row.get_absolute_url() if at_desk else "",
                    facts=(row.theme.label, due_words(row), *settled_words(row)),
                    others_label=_("Owed to"),
                    others=(Link(row.creditor.called, row.creditor.get_absolute_url()),)
                    if row.creditor
                    else (),
                )
                for row in owed
            ),
            _("%(name)s owes") % {"name": debtor.name},
        )
        for debtor, owed in groupby(rows, key=lambda row: row.debtor)
    ]


def _file(rows: QuerySet[Agreement]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Title"),
        _("Kind"),
        _("State"),
        _("Signed on"),
        _("Valid until"),
        _("Territory"),
        _("Parties"),
        _("Objective"),
    ]
    return csv_download("convenios", header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.title,
        row.get_kind_display(),
        row.get_status_display(),
        row.signed_on,
        row.valid_until,
        "; ".join(place.name for place in row.territories.all()),
        "; ".join(party.institution.name for party in row.parties.all()),
        row.objective,
    ]


urlpatterns = [
    path("convenios/", agreements, name="agreements"),
    path("convenios/<slug:package_id>/", agreement, name="agreement"),
]
