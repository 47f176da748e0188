"""Writing a letter: a draft until it is issued."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.documents.queries import own_institution, visible_to
from network.documents.services import (
    LETTER_FIELDS,
    RELATIONS,
    WrittenMeanwhileError,
    draft_letter,
    revise_letter,
)
from network.office.queries import office
from network.vocabulary.terms import terms
from network.vocabulary.words import country, letter_closing

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.refusals import tell
from .fields import DocumentsField, compared, place_of, told_or_404, trail, version_seen, writable_or_404
from .founded import FoundedField

NOT_LETTERS = {"convenio", "decreto", "resolucion_exenta"}


def lines(label: Any, rows: int, most: int, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=most, required=False, help_text=help_text)


class LetterForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    issued_on = forms.DateField(
        label=gettext_lazy("Date of the letter"),
        help_text=gettext_lazy("Left empty, it is the day on which it is issued."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    addressees = InstitutionsField(
        label=gettext_lazy("Institutions it is addressed to"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=20_000,
    )
    addressee_lines = lines(
        gettext_lazy("How it addresses them"),
        3,
        2000,
        gettext_lazy("As it will stand in the letter: name, post, Presente. Never shown to the public."),
    )
    subject = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=500,
        help_text=gettext_lazy("Neutral words: lists show it. No names, no cases."),
    )
    body = lines(
        gettext_lazy("Text"),
        14,
        40_000,
        gettext_lazy("An empty line begins a new paragraph; lines with a hyphen make a list."),
    )
    closing = forms.CharField(label=gettext_lazy("Closing"), max_length=120, required=False)
    signature = lines(gettext_lazy("Who signs, and her post"), 2, 400)
    copies = lines(gettext_lazy("Copies go to"), 2, 2000, gettext_lazy("One to a line."))
    annexes = lines(gettext_lazy("Its annexes"), 2, 2000, gettext_lazy("One to a line."))
    founds = forms.CharField(
        label=gettext_lazy("What else exists by it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What is not recorded here: a unit, a commission, a programme."),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, label) for code, label in terms("document_kind").items() if code not in NOT_LETTERS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
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

    def clean_issued_on(self) -> str:
        day: dt.date | None = self.cleaned_data["issued_on"]
        if day and abs((day - timezone.localdate()).days) > 366:
            raise ValidationError(_("The date is more than a year away. Check the year."))
        return day.isoformat() if day else ""

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        named = {
            _("To whom"): ("kind", "issued_on", "addressees", "addressee_lines"),
            _("What it says"): ("subject", "body"),
            _("How it ends"): ("closing", "signature", "copies", "annexes"),
            _("What it is tied to"): ("answers", "follows", "founded", "founds"),
        }
        return [(title, [self[name] for name in names]) for title, names in named.items()]


@coordinators
def letter_new(request: HttpRequest) -> HttpResponse:
    writable_or_404(request)
    described = office()
    begun = {
        "kind": "ord" if country() == "CL" else "oficio",
        "closing": described.closing or letter_closing(),
        "signature": described.signature,
    }
    begun |= _answering(request)
    form = LetterForm(request.viewer, request.POST or None, initial=begun)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            letter = draft_letter(by=request.user, issuer=own_institution(), **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The draft is kept. It has no folio until you issue it."))
            return redirect(place_of(letter))
    return _shown(request, form, _("Write a letter"), reverse("desk_documents"))


@coordinators
def letter_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    letter = told_or_404(request, uid)
    if not letter.is_draft and request.method != "POST":  # what she typed meanwhile stays before her
        messages.error(request, _("It was issued already, so it does not change any more."))
        return redirect(place_of(letter))
    form, differences = LetterForm(request.viewer, request.POST or None, initial=_values(letter)), None  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            revise_letter(letter=letter, by=request.user, seen=version_seen(request), **form.cleaned_data)
        except WrittenMeanwhileError as error:
            letter = error.document
            saved = LetterForm(request.viewer, initial=_values(letter))  # type: ignore[attr-defined]
            differences = compared(form, saved)
            if differences:
                tell(form, error)
        except ValidationError as error:
            tell(form, error)
        if not form.errors:
            messages.success(request, _("The draft is kept."))
            return redirect(place_of(letter))
    return _shown(request, form, _("Edit the draft"), place_of(letter), letter, differences)


def _answering(request: HttpRequest) -> dict[str, Any]:
    """What a letter begins with that answers the document named in the address, if she may see that."""
    try:
        uid = uuid.UUID(request.GET.get("responde", ""))
    except ValueError:
        return {}
    rows = visible_to(Document.objects.filter(uid=uid), request.viewer)  # type: ignore[attr-defined]
    answered = rows.exclude(status=DocumentStatus.DRAFT).select_related("issuer").first()
    if answered is None:
        return {}
    addressees = [answered.issuer] if answered.issuer else []
    # By its id: several papers may bear the same number.
    return {"answers": answered.package_id, "addressees": addressees, "subject": answered.subject}


def _values(letter: Document) -> dict[str, Any]:
    values = {name: getattr(letter, name) for name in LETTER_FIELDS if name not in {"issuer", "mechanism"}}
    values["founded"] = list(letter.foundings.values_list("kind", "record_id"))
    return values | {name: list(getattr(letter, name).all()) for name in RELATIONS}


def _shown(
    request: HttpRequest,
    form: LetterForm,
    title: str,
    back: str,
    letter: Document | None = None,
    differences: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "cancel": back,
        "version": letter.version if letter else None,
        "differences": differences,
        "undescribed": letter is None and not office().pk,
        "submit": _("Keep the draft"),
        "breadcrumb": trail(),
        "has_file": False,
    }
    return render(request, "network/desk/documents/form.html", context)


urlpatterns = [
    path("gestion/documentos/oficio-nuevo/", letter_new, name="desk_letter_new"),
    path("gestion/documentos/<uuid:uid>/editar/", letter_edit, name="desk_letter_edit"),
]
