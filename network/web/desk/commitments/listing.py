"""The commitments that are not known to be done: late, due soon, or without a date."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.accounts.viewer import Viewer
from network.commitments.found import NAMES, OTHERS
from network.commitments.models import Commitment, CommitmentStatus
from network.commitments.queries import SOON, TO_ACKNOWLEDGE, UNDATED, open_ones, visible_to
from network.commitments.rules import due_words, is_late, settled_words, status_badge
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.plans.models import Plan
from network.vocabulary.desk import last_day_order
from network.vocabulary.panels import Badge

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Orders, choice, listing, matching, ordered, theme_options, wants_file

_WITH = ("agreement", "plan__institution", "debtor", "creditor", "theme", "acknowledged_by")


@coordinators
def commitments(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    visible = visible_to(Commitment.objects.order_by(), viewer)
    due = choice(
        request,
        "plazo",
        _("Due"),
        [
            (SOON, _("Late, or due within 30 days")),
            (UNDATED, _("Without a date")),
            (TO_ACKNOWLEDGE, _("Done, not acknowledged yet")),
        ],
    )
    status = choice(request, "estado", _("State"), [(s.value, str(s.label)) for s in CommitmentStatus])
    theme = choice(request, "tema", _("Theme"), theme_options(visible))
    debtor = choice(request, "institucion", _("Who owes it"), _debtors(visible))
    plan = choice(request, "plan", _("Plan"), _plans(visible))
    rows = open_ones(viewer, timezone.localdate(), due.value) if due.value else visible
    for one, field in (
        (status, "status"),
        (theme, "theme__code"),
        (debtor, "debtor__package_id"),
        (plan, "plan__package_id"),
    ):
        rows = rows.filter(**{field: one.value}) if one.value else rows
    rows = matching(rows, request.GET.get("q", ""), *NAMES, *OTHERS)
    rows = rows.select_related(
        "agreement", "plan__institution", "debtor", "creditor", "theme", "acknowledged_by"
    )
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(
        request, rows, choices=(due, status, theme, debtor, plan), orders=_orders(), dress=_dressed
    )
    number = page.page.paginator.count
    context = {
        "title": _("Commitments"),
        "lead": _("What institutions owe one another, by when, and how it stands."),
        "kicker": "",
        "actions": _actions(viewer, debtor.value),
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "count": ngettext("%(n)s commitment", "%(n)s commitments", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/commitments/row.html",
    }
    return render(request, "network/desk/posts/list.html", context)


def _actions(viewer: Viewer, debtor: str) -> list[dict[str, Any]]:
    found = []
    if coordinates_network(viewer):
        found.append(
            {"label": _("Record a commitment"), "url": reverse("desk_commitment_new"), "primary": True}
        )
    if debtor:
        url = reverse("desk_commitment_report", args=[debtor])
        found.append({"label": _("Half-yearly report"), "url": url})
    return found


def _debtors(rows: QuerySet[Commitment]) -> list[tuple[str, str]]:
    found = Institution.objects.filter(pk__in=rows.values("debtor")).order_by("name", "pk")
    return [(row.package_id, row.called) for row in found]


def _plans(rows: QuerySet[Commitment]) -> list[tuple[str, str]]:
    found = Plan.objects.filter(pk__in=rows.values("plan")).order_by("title", "pk")
    return [(row.package_id, row.title) for row in found]


def _orders() -> Orders:
    return {
        "plazo": (_("Due first"), (last_day_order("due_on"), "pk")),
        "institucion": (_("Who owes it"), ("debtor__name", last_day_order("due_on"), "pk")),
    }


def _dressed(rows: Any) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "commitment": row,
            "badges": [
                status_badge(row),
                *([Badge(pgettext("commitment", "overdue"), "error")] if is_late(row, today) else []),
            ],
            "due": due_words(row),
            "settled": settled_words(row),
        }
        for row in rows
    ]


def _file(rows: QuerySet[Commitment]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Commitment"),
        _("Who owes it"),
        _("Owed to"),
        _("Theme"),
        _("Due"),
        _("State"),
        _("Due at first"),
        _("Done on"),
        _("Acknowledged on"),
        _("Acknowledged by"),
        _("Agreement"),
        _("Plan"),
    ]
    cells = (
        [
            row.package_id,
            row.text,
            row.debtor.name,
            row.creditor.name if row.creditor else "",
            row.theme.label,
            row.due_on,
            row.get_status_display(),
            row.first_due_on,
            row.done_on,
            row.acknowledged_on,
            row.acknowledged_by.name if row.acknowledged_by else "",
            row.agreement.title if row.agreement else "",
            row.plan.title if row.plan else "",
        ]
        for row in rows
    )
    return csv_download("compromisos", header, cells)


urlpatterns = [path("gestion/compromisos/", commitments, name="desk_commitments")]
