"""What an institution owes, told for half a year: to read, to print, to edit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from network.commitments.report import HalfYear, half_yearly_report
from network.institutions.models import Institution
from network.paper.document import Paper
from network.paper.pages import as_html

from ...audience import coordinators
from ...paper_files import docx_file, pdf_file
from .page import trail


def _made(request: HttpRequest, package_id: str) -> tuple[Institution, HalfYear, Paper]:
    debtor = get_object_or_404(Institution, package_id=package_id)
    today = timezone.localdate()
    half = HalfYear.of(request.GET.get("semestre", ""), today)
    return debtor, half, half_yearly_report(debtor, request.viewer, half, today)  # type: ignore[attr-defined]


@coordinators
def report(request: HttpRequest, package_id: str) -> HttpResponse:
    debtor, half, paper = _made(request, package_id)
    here = reverse("desk_commitment_report", args=[debtor.package_id])
    halves = [HalfYear.of("", timezone.localdate())]
    for _number in range(3):
        halves.append(halves[-1].before)
    if half not in halves:
        halves.append(half)
    context = {
        "title": paper.title,
        "paper": as_html(paper),
        "tabs": [
            {"label": one.label, "url": f"{here}?semestre={one}", "is_current": one == half} for one in halves
        ],
        "pdf_url": f"{here[:-1]}.pdf?semestre={half}",
        "docx_url": f"{here[:-1]}.docx?semestre={half}",
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/commitments/report.html", context)


@coordinators
def report_pdf(request: HttpRequest, package_id: str) -> HttpResponse:
    debtor, half, paper = _made(request, package_id)
    back = reverse("desk_commitment_report", args=[debtor.package_id])
    return pdf_file(request, paper, f"compromisos-{half}", back=back)


@coordinators
def report_docx(request: HttpRequest, package_id: str) -> HttpResponse:
    debtor, half, paper = _made(request, package_id)
    back = reverse("desk_commitment_report", args=[debtor.package_id])
    return docx_file(request, paper, f"compromisos-{half}", back=back)


_HERE = "gestion/compromisos/informe/<slug:package_id>"
urlpatterns = [
    path(f"{_HERE}/", report, name="desk_commitment_report"),
    path(f"{_HERE}.pdf", report_pdf, name="desk_commitment_report_pdf"),
    path(f"{_HERE}.docx", report_docx, name="desk_commitment_report_docx"),
]
