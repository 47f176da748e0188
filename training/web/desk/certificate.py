"""One certificate at the desk: its paper, and revoking it, correcting it or issuing it anew."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.words import certificates_name
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell
from network.web.paper_files import pdf_file
from training.certificates.codes import shown
from training.certificates.keeping import certificates_kept_by, named_to
from training.certificates.papers import facts, file_name, paper
from training.certificates.revoking import correct, issue_anew, revoke
from training.enums import CertificateState, RevokedFor
from training.models import Certificate

from ..doors import viewer_of
from .certificates import told_line


class RevokeForm(forms.Form):
    revoked_for = forms.ChoiceField(
        label=gettext_lazy("Why it no longer counts"),
        help_text=gettext_lazy("Whoever checks it reads this."),
        choices=RevokedFor.choices,
    )
    because = forms.CharField(
        label=gettext_lazy("What happened, in a sentence"),
        help_text=gettext_lazy("For the office alone."),
        max_length=300,
    )


class CorrectForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name on it"), max_length=200)
    hours = forms.CharField(label=gettext_lazy("Hours"), max_length=8, required=False)
    because = forms.CharField(
        label=gettext_lazy("What is corrected"),
        help_text=gettext_lazy("For the office alone."),
        max_length=300,
    )


class AnewForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why it is issued anew"),
        help_text=gettext_lazy("For the office alone."),
        max_length=300,
    )


@insiders
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A certificate whose holder's name she may read, with what may be done with it."""
    row = _kept(request, uid)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    revoking = RevokeForm(request.POST if deed == "revoke" else None, prefix="revocar")
    start = {"name": row.holder, "hours": row.content.get("hours", "")}
    correcting = CorrectForm(request.POST if deed == "correct" else None, initial=start, prefix="corregir")
    anew = AnewForm(request.POST if deed == "anew" else None, prefix="de-nuevo")
    form: forms.Form | None = {"revoke": revoking, "correct": correcting, "anew": anew}.get(deed)
    if form is not None and form.is_valid():
        try:
            return redirect(_done(request, row, deed, form.cleaned_data))
        except ValidationError as error:
            tell(form, error)
    context = {
        "title": row.title or _("Erased at the request of its holder"),
        "row": row,
        "line": told_line(row, {row.person.pk: row.person} if row.person else {}),
        "facts": _facts(row),
        "revoking": revoking,
        "correcting": correcting,
        "anew": anew,
        "may_issue_anew": row.state == CertificateState.REVOKED and not hasattr(row, "replaced_by"),
        "chain": _chain(row),
        "opened": deed,
        "breadcrumb": [_back(row)],
    }
    return render(request, "training/desk/certificate.html", context, status=422 if deed else 200)


def _done(request: HttpRequest, row: Certificate, deed: str, said: dict[str, Any]) -> str:
    if deed == "revoke":
        revoke(certificate=row, by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, _("It is revoked. Its page says so from now on."))
        return reverse("desk_certificate", args=[row.uid])
    if deed == "anew":
        made = issue_anew(certificate=row, by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, _("It was issued anew, with its own folio and code. She is told."))
        return reverse("desk_certificate", args=[made.uid])
    made = correct(certificate=row, by=request.user, **said)  # type: ignore[arg-type]
    messages.success(request, _("Another was issued in its place. The page of the former leads to it."))
    return reverse("desk_certificate", args=[made.uid])


def _facts(row: Certificate) -> list[tuple[str, str]]:
    found = [(_("Folio"), row.number)]
    if row.content:
        found += [(_("Name on it"), row.holder), *facts(row.content), (_("Code"), shown(row.code))]
    if row.revoked_for:
        found.append((_("Why it no longer counts"), str(RevokedFor(row.revoked_for).label)))
    if row.because:
        found.append((_("What happened, in a sentence"), row.because))
    return found


def _chain(row: Certificate) -> list[tuple[str, str]]:
    """The one before it and the one after it, with their addresses."""
    after = getattr(row, "replaced_by", None)
    told = (
        (_("It replaces the one with the folio %(number)s."), row.replaces),
        (_("It was replaced by the one with the folio %(number)s."), after),
    )
    return [
        (words % {"number": one.number}, reverse("desk_certificate", args=[one.uid]))
        for words, one in told
        if one is not None
    ]


def _back(row: Certificate) -> tuple[str, str]:
    if row.edition is not None:
        return certificates_name(), reverse("desk_edition_certificates", args=[row.edition.package_id])
    assert row.event is not None
    return certificates_name(), reverse("desk_event_certificates", args=[row.event.package_id])


@insiders
def one_pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    row = _kept(request, uid)
    if not row.is_in_force:
        raise Http404
    return pdf_file(request, paper(row), file_name(row), back=reverse("desk_certificate", args=[uid]))


def _kept(request: HttpRequest, uid: uuid.UUID) -> Certificate:
    rows = named_to(certificates_kept_by(viewer_of(request)), viewer_of(request))
    return get_object_or_404(
        rows.select_related("edition", "event", "person", "replaces", "replaced_by"), uid=uid
    )


_ONE = "gestion/formacion/constancias/<uuid:uid>"
urlpatterns = [
    path(f"{_ONE}/", one, name="desk_certificate"),
    path(f"{_ONE}.pdf", one_pdf, name="desk_certificate_pdf"),
]
