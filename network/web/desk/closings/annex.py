"""The annex of the act, as page and as files; and which export of the data it names."""

import hashlib
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.paper.pages import as_html
from network.reports.annex import annex
from network.reports.closings import note_package

from ...audience import coordinators
from ...paper_files import papers_file
from .overview import closing_or_404, frame


class PackageForm(forms.Form):
    package = forms.FileField(
        label=gettext_lazy("File of the export"),
        help_text=gettext_lazy(
            "The file that you hand over. It is not kept here: its name and its SHA-256 go into the annex, "
            "so that anybody can check later that it is the same."
        ),
    )


@coordinators
def closing_annex(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = closing_or_404(uid)
    paper = annex(found, request.viewer)  # type: ignore[attr-defined]
    context = {
        **frame(found),
        "title": paper.title,
        "lead": _("What there is, as it is recorded today, to be signed with the act."),
        "paper": as_html(paper),
        "actions": [
            {"label": label, "url": reverse(name, args=[uid]), "primary": primary}
            for label, name, primary in (
                (_("Download as PDF"), "closing_annex_pdf", True),
                (_("Download as Word"), "closing_annex_docx", False),
                (_("Name the export of the data"), "closing_package", False),
            )
        ],
    }
    return render(request, "network/desk/closings/annex.html", context)


@coordinators
def closing_annex_file(request: HttpRequest, uid: UUID, ending: str) -> HttpResponseBase:
    return papers_file(request, "closing_annex", {"uid": str(uid)}, ending)


@coordinators
def closing_package(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = closing_or_404(uid)
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given, digest = form.cleaned_data["package"], hashlib.sha256()
        for chunk in given.chunks():
            digest.update(chunk)
        note_package(closing=found, name=given.name, sha256=digest.hexdigest(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The annex names the file and its SHA-256."))
        return redirect("closing_annex", uid)
    context = {
        **frame(found),
        "form": form,
        "title": _("Name the export of the data"),
        "lead": _("Make it with “export_package” on the computer that runs Entramado."),
        "submit": _("Name it in the annex"),
        "closing": found,
    }
    return render(request, "network/desk/closings/package.html", context)


_PLACE = "gestion/cierre/<uuid:uid>"

urlpatterns = [
    path(f"{_PLACE}/anexo/", closing_annex, name="closing_annex"),
    path(f"{_PLACE}/anexo.pdf", closing_annex_file, {"ending": "pdf"}, name="closing_annex_pdf"),
    path(f"{_PLACE}/anexo.docx", closing_annex_file, {"ending": "docx"}, name="closing_annex_docx"),
    path(f"{_PLACE}/paquete/", closing_package, name="closing_package"),
]
