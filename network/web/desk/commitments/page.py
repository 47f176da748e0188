"""One commitment: how it stands, what was told of it, and what can be done."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.commitments.models import CLOSED, Commitment, CommitmentStatus, Progress
from network.commitments.queries import in_care, may_judge, may_report, progress_visible_to, visible_to
from network.commitments.reminders import ABOUT
from network.commitments.rules import due_words, is_late, status_badge
from network.institutions.queries import coordinates_network
from network.messages.models import Mailing
from network.messages.queries import mailings_visible_to
from network.vocabulary.spans import date_words

from ...audience import recorders
from ...records.notice_lines import commitment_notice_lines
from ..documents.fields import place_of
from .forms import AcknowledgedForm, DoneForm, DueForm, NotMetForm, ProgressForm, RemindForm

Trail = list[tuple[str, str]]
_WITH = (
    "debtor",
    "creditor",
    "theme",
    "agreement",
    "plan__institution",
    "acknowledged_by",
    "acknowledged_in",
)


def commitment_or_404(request: HttpRequest, package_id: str, *, followed: bool = False) -> Commitment:
    """One she may see; `followed`, one that she follows."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = visible_to(Commitment.objects.select_related(*_WITH), viewer)
    return get_object_or_404(in_care(rows, viewer) if followed else rows, package_id=package_id)


def trail() -> Trail:
    return [(_("Desk"), reverse("desk")), (_("Commitments"), reverse("desk_commitments"))]


@recorders
def page(request: HttpRequest, package_id: str) -> HttpResponse:
    return shown(request, commitment_or_404(request, package_id))


def shown(request: HttpRequest, row: Commitment, **refused: forms.Form) -> HttpResponse:
    """The page, with a form that was refused in place of its fresh one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    told = progress_visible_to(Progress.objects.filter(commitment=row), viewer)
    is_open, whole = row.status not in CLOSED, coordinates_network(viewer)
    reports, judges = may_report(row, viewer), may_judge(row, viewer)
    offered: list[tuple[bool, str, str, type[Any], str, str]] = [
        (reports, "progress", _("Note progress or evidence"), ProgressForm, "desk_commitment_progress", ""),
        (reports and is_open, "done", _("It was done"), DoneForm, "desk_commitment_done", ""),
        (
            judges and row.status == CommitmentStatus.DONE,
            "acknowledged",
            _("Correct who acknowledged it") if row.acknowledged_on else _("Its counterpart acknowledges it"),
            AcknowledgedForm,
            "desk_commitment_acknowledged",
            "",
        ),
        (judges and is_open, "due", _("Move the due date"), DueForm, "desk_commitment_due", ""),
        (judges and is_open, "notmet", _("It was not met"), NotMetForm, "desk_commitment_not_met", "danger"),
        (whole and is_open, "remind", _("Remind whoever owes it"), RemindForm, "desk_commitment_remind", ""),
    ]
    followed = reports or judges
    mailings = Mailing.objects.filter(about_kind=ABOUT, about_uid=row.uid)
    today = timezone.localdate()
    context = {
        "commitment": row,
        "badge": status_badge(row),
        "is_late": is_late(row, today),
        "due": date_words(row.due_on) if row.due_on else due_words(row),
        "dates": [
            (label, date_words(date))
            for label, date in (
                (_("Due at first"), row.first_due_on),
                (_("Done on"), row.done_on),
                (_("Acknowledged on"), row.acknowledged_on),
            )
            if date
        ],
        "document_url": place_of(row.acknowledged_in) if row.acknowledged_in and viewer.runs_network else "",
        "may_edit": whole,
        "may_report_on": viewer.runs_network,
        "followed": followed,
        "progress": [
            {
                "row": one,
                "on": date_words(one.told_on),
                "document_url": place_of(one.document) if one.document and viewer.runs_network else "",
            }
            for one in told.select_related("document")
        ],
        "notices": commitment_notice_lines(row, viewer),
        "mailings": mailings_visible_to(mailings, viewer) if viewer.runs_network else [],
        "deeds": [
            {
                "name": name,
                "label": label,
                "form": refused.get(name) or kind(row=row, viewer=viewer),
                "url": reverse(address, args=[row.package_id]),
                "tone": tone or "primary",
                "is_open": name in refused,
                "has_files": kind is ProgressForm,
            }
            for may, name, label, kind, address, tone in offered
            if may
        ],
        "may_reopen": judges and not is_open,
        "may_report": reports,
        "breadcrumb": trail() if viewer.runs_network else [],
    }
    return render(request, "network/desk/commitments/page.html", context)


urlpatterns = [path("gestion/compromisos/<slug:package_id>/", page, name="desk_commitment")]
