"""The list of what was issued in a period, as a page, CSV and XLSX."""

from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from openpyxl import Workbook

from network.documents.models import Document
from network.documents.transparency import Issued, issued_between
from network.vocabulary.terms import term_label

from ...attachment import attachment
from ...audience import coordinators
from ...csv_download import csv_download, safe_cell
from ..posts.fields import PartialDateInput
from .fields import trail, writable_or_404
from .listing import cells, dressed, header


class PeriodForm(forms.Form):
    desde = PartialDateInput(label=gettext_lazy("From the date"))
    hasta = PartialDateInput(label=gettext_lazy("To the date"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        start, end = said.get("desde"), said.get("hasta")
        if start and end and start.first_day > end.last_day:
            self.add_error("hasta", _("The end is before the start."))
        return said


@coordinators
def transparency(request: HttpRequest) -> HttpResponse:
    writable_or_404(request)
    year = str(timezone.localdate().year)
    form = PeriodForm({"desde": year, "hasta": year} if "desde" not in request.GET else request.GET)
    found = None
    if form.is_valid():
        found = issued_between(Document.objects.all(), form.cleaned_data["desde"], form.cleaned_data["hasta"])
        name = f"documentos-{form.cleaned_data['desde']}-{form.cleaned_data['hasta']}"
        if request.GET.get("formato") == "csv":
            return csv_download(name, header(), [*map(cells, found.public), *_reserved_rows(found)])
        if request.GET.get("formato") == "xlsx":
            return _spreadsheet(name, found)
    context = {
        "form": form,
        "breadcrumb": trail(),
        "found": found,
        "listed": dressed(found.public) if found else [],
        "columns": [{"label": _("Kind")}, {"label": _("Reserved ones"), "numeric": True}],
        "rows": [[label, number] for label, number in _reserved(found)] if found else [],
    }
    return render(request, "network/desk/documents/transparency.html", context)


def _reserved(found: Issued) -> list[tuple[str, int]]:
    return [(term_label("document_kind", kind), number) for kind, number in found.reserved]


def _reserved_rows(found: Issued) -> list[list[Any]]:
    """Below the list: how many of each kind are reserved, and nothing else of them."""
    return [
        ["", label, ngettext("%(n)s reserved", "%(n)s reserved", number) % {"n": number}]
        for label, number in _reserved(found)
    ]


def _spreadsheet(name: str, found: Issued) -> HttpResponse:
    book = Workbook(write_only=True)
    listed = book.create_sheet(_("Documents"))
    listed.append(header())
    for document in found.public:
        listed.append([safe_cell(cell) for cell in cells(document)])
    counted = book.create_sheet(_("Reserved ones"))
    counted.append([_("Kind"), _("Reserved ones")])
    for label, number in _reserved(found):
        counted.append([label, number])
    out = BytesIO()
    book.save(out)
    return attachment(out.getvalue(), f"{name}.xlsx")


urlpatterns = [path("gestion/documentos/transparencia/", transparency, name="desk_transparency")]
