"""A handover file that was kept: for the desk, and for whoever holds the post now with her own rights."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.files.answering import file_response
from network.files.checking import checked_scan
from network.paper.pages import as_html
from network.reports.models import Handover
from network.reports.papers import file_kept
from network.reports.queries import visible_to
from network.reports.services import keep_signed, name_successor

from ...audience import coordinators, insiders
from ...paper_files import papers_file
from ..posts.refusals import tell
from .doing import designation, designations


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=gettext_lazy("Signed paper"),
        help_text=gettext_lazy("A PDF, or a picture in JPEG or PNG, of at most 15 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class SuccessorForm(forms.Form):
    taken = forms.ChoiceField(label=gettext_lazy("Who takes over"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]


def _successors(kept: Handover, viewer: Viewer) -> list[tuple[str, str]]:
    """Whose designation goes on after the handover, but for whoever left."""
    rows = designations(kept.post, viewer, after=kept.handed_on + dt.timedelta(days=1))
    return [row for row in rows if not kept.left or row[0] != str(kept.left.uid)]


def kept_or_404(request: HttpRequest, uid: UUID) -> Handover:
    rows = Handover.objects.select_related("post__institution", "left", "taken")
    return get_object_or_404(visible_to(rows, request.viewer), uid=uid)  # type: ignore[attr-defined]


@insiders
def handover(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, kept_or_404(request, uid))


def _page(
    request: HttpRequest,
    kept: Handover,
    *,
    scan: forms.Form | None = None,
    successor: forms.Form | None = None,
) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    paper = file_kept(kept, viewer)
    breadcrumb, choices = [], []
    if viewer.runs_network:
        choices = _successors(kept, viewer)
        breadcrumb = [
            (_("Desk"), reverse("desk")),
            (_("Posts"), reverse("desk_posts")),
            (kept.post.name, reverse("desk_post", args=[kept.post.package_id])),
            (_("Handover file"), reverse("handover_today", args=[kept.post.package_id])),
        ]
    if choices and successor is None:
        successor = SuccessorForm(choices)
    context = {
        "title": paper.title,
        "kicker": f"{kept.post.name} · {kept.post.institution.called}",
        "lead": _("As it was kept. Of its records you see those that you may see today."),
        "breadcrumb": breadcrumb,
        "paper": as_html(paper),
        "handover": kept,
        "scan": scan or ScanForm(),
        "successor": successor if not kept.taken_id else None,
        "runs_network": viewer.runs_network,
        "actions": [
            {"label": _("Download as PDF"), "url": reverse("handover_pdf", args=[kept.uid]), "primary": True},
            {
                "label": _("Download as Word"),
                "url": reverse("handover_docx", args=[kept.uid]),
                "primary": False,
            },
        ],
    }
    invalid = bool((scan and scan.errors) or (successor and successor.errors))
    return render(request, "network/desk/handovers/kept.html", context, status=422 if invalid else 200)


@insiders
def handover_file(request: HttpRequest, uid: UUID, ending: str) -> HttpResponseBase:
    return papers_file(request, "handover_kept", {"uid": str(uid)}, ending)


def _name(kept: Handover) -> str:
    return f"entrega-{kept.post.package_id}-{kept.handed_on.isoformat()}"


@require_POST
@coordinators
def handover_sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The signed paper is put to the file."""
    kept = kept_or_404(request, uid)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            scan = checked_scan(form.cleaned_data["scan"])
            keep_signed(handover=kept, scan=scan, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error("scan", error)
        else:
            messages.success(request, _("The signed paper is kept with the file."))
            return redirect(kept)
    return _page(request, kept, scan=form)


@coordinators
def handover_signed(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The signed paper: it bears names, so it is for the desk alone."""
    kept = kept_or_404(request, uid)
    stored = kept.scan.name or ""
    if not stored or not kept.scan.storage.exists(stored):
        raise Http404
    ending = stored.rpartition(".")[2]
    return file_response(
        kept.scan.open("rb"), name=f"{_name(kept)}-firmada.{ending}", content_type=kept.scan_type
    )


@require_POST
@coordinators
def handover_successor(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say who took over, once somebody is designated."""
    kept = kept_or_404(request, uid)
    form = SuccessorForm(_successors(kept, request.viewer), request.POST)  # type: ignore[attr-defined]
    if form.is_valid() and (taken := designation(kept.post, form.cleaned_data["taken"])) is not None:
        try:
            name_successor(handover=kept, taken=taken, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is noted who takes over."))
            return redirect(kept)
    return _page(request, kept, successor=form)


_PLACE = "gestion/entregas/<uuid:uid>"

urlpatterns = [
    path(f"{_PLACE}/", handover, name="handover"),
    path(f"{_PLACE}.pdf", handover_file, {"ending": "pdf"}, name="handover_pdf"),
    path(f"{_PLACE}.docx", handover_file, {"ending": "docx"}, name="handover_docx"),
    path(f"{_PLACE}/firmar/", handover_sign, name="handover_sign"),
    path(f"{_PLACE}/firmada/", handover_signed, name="handover_signed"),
    path(f"{_PLACE}/recibe/", handover_successor, name="handover_successor"),
]
