"""Recording a paper written elsewhere, issued or received, and correcting what was recorded."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.documents.files import attach_file
from network.documents.models import Document
from network.documents.services import (
    RECORD_FIELDS,
    RELATIONS,
    WrittenMeanwhileError,
    record_document,
    revise_record,
)
from network.files.checking import Checked, checked_scan
from network.institutions.models import Mechanism
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .fields import DocumentsField, compared, place_of, trail, version_seen, writable_or_404
from .founded import FoundedField

SCANS = "application/pdf,image/jpeg,image/png"


class ScanField(forms.FileField):
    """A PDF or a picture, known by its content; gives a `Checked` or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("A PDF, or a photo in JPEG or PNG, of up to 15 MB."))
        super().__init__(widget=forms.FileInput(attrs={"accept": SCANS}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        upload = super().clean(data, initial)
        return checked_scan(upload) if upload else None


class StampFields(forms.Form):
    """When and where its addressee stamped a paper."""

    received_on = PartialDateInput(label=gettext_lazy("Received on"), required=False)
    received_time = forms.CharField(
        label=gettext_lazy("At what time"),
        help_text=gettext_lazy("As on the stamp, for instance 09:30."),
        max_length=5,
        required=False,
    )
    received_stamp = forms.CharField(
        label=gettext_lazy("Counter and number of the stamp"),
        help_text=gettext_lazy("For instance: Oficialía de partes, folio 551."),
        max_length=160,
        required=False,
    )


class PaperForm(StampFields):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    number = forms.CharField(label=gettext_lazy("Its number"), max_length=60, required=False)
    issued_on = PartialDateInput(label=gettext_lazy("Date of the paper"), required=False)
    issuer = InstitutionsField(
        label=gettext_lazy("Issued by"),
        help_text=gettext_lazy("An institution of the directory."),
        single=True,
        required=False,
        max_length=250,
    )
    addressees = InstitutionsField(
        label=gettext_lazy("Institutions it is addressed to"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=20_000,
    )
    subject = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=500,
        help_text=gettext_lazy("Neutral words: lists show it. No names, no cases."),
    )
    founds = forms.CharField(
        label=gettext_lazy("What else exists by it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What is not recorded here: a unit, a commission, a programme."),
    )
    mechanism = forms.ModelChoiceField(
        label=gettext_lazy("Mechanism it is about"),
        queryset=Mechanism.objects.order_by("name", "pk"),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("No mechanism"),
    )
    scan = ScanField(label=gettext_lazy("Scan"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose one")), *terms("document_kind").items()]  # type: ignore[attr-defined]
        self.fields["answers"] = DocumentsField(
            viewer, label=_("It answers"), help_text=_("Numbers of documents recorded here, one to a line.")
        )
        self.fields["follows"] = DocumentsField(
            viewer, label=_("It follows"), help_text=_("Earlier acts of the same procedure, one to a line.")
        )
        self.fields["founded"] = FoundedField(
            viewer,
            label=_("What exists by it"),
            help_text=_("Mechanisms, groups and agreements recorded here, one to a line, by name."),
        )

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        named = {
            _("The paper"): ("kind", "number", "issued_on", "issuer", "addressees", "subject", "scan"),
            _("Received"): ("received_on", "received_time", "received_stamp"),
            _("What it is tied to"): ("answers", "follows", "founded", "founds", "mechanism"),
        }
        return [(title, [self[n] for n in names if n in self.fields]) for title, names in named.items()]


@coordinators
def paper_new(request: HttpRequest) -> HttpResponse:
    writable_or_404(request)
    form = PaperForm(request.viewer, request.POST or None, request.FILES or None)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        scan = values.pop("scan")
        try:
            with transaction.atomic():
                paper = record_document(by=request.user, **values)
                if scan:
                    attach_file(document=paper, scan=scan, by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The paper is recorded. It is internal until you make it public."))
            return redirect(place_of(paper))
    return _shown(request, form, _("Record a paper"), reverse("desk_documents"))


@coordinators
def paper_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    paper = writable_or_404(request, uid)
    assert paper is not None
    if paper.is_letter:
        return redirect("desk_letter_edit", uid)
    form, differences = PaperForm(request.viewer, request.POST or None, initial=_values(paper)), None  # type: ignore[attr-defined]
    del form.fields["scan"]
    if request.method == "POST" and form.is_valid():
        try:
            revise_record(document=paper, by=request.user, seen=version_seen(request), **form.cleaned_data)
        except WrittenMeanwhileError as error:
            paper = error.document
            differences = compared(form, PaperForm(request.viewer, initial=_values(paper)))  # type: ignore[attr-defined]
            if differences:
                tell(form, error)
        except ValidationError as error:
            tell(form, error)
        if not form.errors:
            messages.success(request, _("The record is corrected."))
            return redirect(place_of(paper))
    return _shown(request, form, _("Correct the record"), place_of(paper), paper, differences)


def _values(paper: Document) -> dict[str, Any]:
    values = {name: getattr(paper, name) for name in RECORD_FIELDS if name != "mechanism"}
    values["mechanism"] = paper.mechanism.package_id if paper.mechanism else ""
    values["founded"] = list(paper.foundings.values_list("kind", "record_id"))
    return values | {name: list(getattr(paper, name).all()) for name in RELATIONS}


def _shown(
    request: HttpRequest,
    form: PaperForm,
    title: str,
    back: str,
    paper: Document | None = None,
    differences: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "cancel": back,
        "version": paper.version if paper else None,
        "differences": differences,
        "undescribed": False,
        "submit": _("Save"),
        "breadcrumb": trail(),
        "has_file": paper is None,
    }
    return render(request, "network/desk/documents/form.html", context)


urlpatterns = [
    path("gestion/documentos/registrar/", paper_new, name="desk_paper_new"),
    path("gestion/documentos/<uuid:uid>/corregir/", paper_edit, name="desk_paper_edit"),
]
