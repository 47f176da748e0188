"""Checking a certificate by its code, for everybody; and her own, for whoever holds them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.links import placed_uid
from events.models import Registration
from network.accounts.limits import place_of, within
from network.people.models import Person
from network.vocabulary.panels import Badge
from network.vocabulary.words import certificate_name, certificates_name
from network.web.audience import insiders
from network.web.joining.door import open_door
from network.web.paper_files import pdf_file
from training.certificates.checking import Checked, checked
from training.certificates.codes import shown, typed
from training.certificates.keeping import certificates_of, certificates_of_place
from training.certificates.papers import contents, facts, file_name, issued_words, paper, states
from training.certificates.revoking import choose
from training.certificates.signing import fingerprint
from training.enums import CertificateState, RevokedFor
from training.models import Certificate

from .doors import own_trail, viewer_of

AT_MOST, PER = 60, 300
"""Codes asked for from one address in so many seconds: a desk that receives papers asks fewer."""
_NOBODY = uuid.UUID(int=0)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("28 letters and digits, at the foot of the paper. Hyphens do not matter."),
        max_length=200,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@open_door
def check_form(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = typed(form.cleaned_data["code"])
        return redirect("certificate", code) if code else _asked(request, "")
    return render(request, "training/certificates/form.html", _page(form=form))


@open_door
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What its paper must say. An unknown code and one that can be none are answered alike."""
    return _asked(request, code)


def _asked(request: HttpRequest, code: str) -> HttpResponse:
    if not within("certificates", place_of(request), at_most=AT_MOST, per=PER):
        context = _page(form=CodeForm(), is_too_often=True)
        return render(request, "training/certificates/form.html", context, status=429)
    found = checked(code)
    if found is None:
        context = _page(form=CodeForm(), is_unknown=True)
        return render(request, "training/certificates/form.html", context, status=404)
    return render(request, "training/certificates/certificate.html", _page(**_told(found)))


def _page(**more: Any) -> dict[str, Any]:
    return {"title": certificates_name(), "is_unknown": False, "is_too_often": False, **more}


def _told(found: Checked) -> dict[str, Any]:
    row = found.certificate
    context: dict[str, Any] = {
        "row": row,
        "state": row.state,
        "is_genuine": found.is_genuine,
        "code": shown(row.code),
        "badge": state_badge(row),
        "ended_on": row.ended_at,
        "successor": found.successor,
        "reason": str(RevokedFor(row.revoked_for).label) if row.revoked_for else "",
    }
    if found.is_genuine:
        before, after = states(row.content)
        context |= {
            "title": certificate_name(row.content["country"]),
            "before": before,
            "after": after,
            "content": row.content,
            "facts": [
                (_("Folio"), row.number),
                *facts(row.content),
                (_("Issued on"), issued_words(row.content)),
            ],
            "contents": contents(row.content),
            "signed_by": [
                text
                for text in (row.content["signer"]["name"], row.content["signer"]["post"],
                             row.content["office"]["name"])
                if text
            ],
            "fingerprint": fingerprint(row.key),
        }  # fmt: skip
    return context


def state_badge(row: Certificate) -> Badge:
    tones = {
        CertificateState.ISSUED: "good",
        CertificateState.REVOKED: "error",
        CertificateState.REPLACED: "warn",
        CertificateState.ERASED: "muted",
    }
    state = CertificateState(row.state)
    return Badge(str(state.label), tones[state])


@insiders
def own(request: HttpRequest) -> HttpResponse:
    rows = certificates_of(viewer_of(request)).exclude(state=CertificateState.ERASED)
    context = {
        "title": certificates_name(),
        "lines": [_line(row) for row in rows],
        "breadcrumb": own_trail(),
        "may_choose": True,
    }
    return render(request, "training/certificates/own.html", context)


@insiders
def own_pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(certificates_of(viewer_of(request)), uid=uid, state=CertificateState.ISSUED)
    return pdf_file(request, paper(row), file_name(row), back=reverse("own_certificates"))


@require_POST
@insiders
def own_choice(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Whether it stands on her profile, and whether it outlives her data."""
    viewer = viewer_of(request)
    row = get_object_or_404(certificates_of(viewer), uid=uid)
    choose(
        certificate=row,
        person=get_object_or_404(Person, pk=viewer.person_id),
        by=request.user,
        is_shown="is_shown" in request.POST,
        stays="stays" in request.POST,
    )
    messages.success(request, _("It is kept as you chose."))
    return redirect("own_certificates")


@open_door
def of_place(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link of a place: what was issued to her for it."""
    row = _place(token)
    rows = certificates_of_place(row).exclude(state=CertificateState.ERASED)
    context = {
        "title": certificates_name(),
        "lines": [_line(one, token) for one in rows],
        "breadcrumb": [(_("My place"), reverse("event_place", args=[token]))],
        "may_choose": False,
    }
    return render(request, "training/certificates/own.html", context)


@open_door
def of_place_pdf(request: HttpRequest, token: str, uid: uuid.UUID) -> HttpResponse:
    rows = certificates_of_place(_place(token))
    row = get_object_or_404(rows, uid=uid, state=CertificateState.ISSUED)
    back = reverse("place_certificates", args=[token])
    return pdf_file(request, paper(row), file_name(row), back=back)


def _place(token: str) -> Registration:
    found = Registration.objects.filter(uid=placed_uid(token) or _NOBODY).first()
    if found is None:
        raise Http404
    return found


def _line(row: Certificate, token: str = "") -> dict[str, Any]:
    if token:
        file = reverse("place_certificate_pdf", args=[token, row.uid])
    else:
        file = reverse("own_certificate_pdf", args=[row.uid])
    return {
        "row": row,
        "title": row.title,
        "badge": state_badge(row),
        "facts": [
            str(row.get_kind_display()),
            _("Folio %(number)s") % {"number": row.number},
            date_format(row.issued_at, "DATE_FORMAT"),
        ],
        "file": file if row.is_in_force else "",
    }


_OWN = "mi-formacion/constancias/"
_PLACE = "constancias/mi-lugar/<str:token>/"
urlpatterns = [
    path("constancias/", check_form, name="certificate_form"),
    path("constancias/<str:code>/", certificate, name="certificate"),
    path(_PLACE, of_place, name="place_certificates"),
    path(f"{_PLACE}<uuid:uid>.pdf", of_place_pdf, name="place_certificate_pdf"),
    path(_OWN, own, name="own_certificates"),
    path(f"{_OWN}<uuid:uid>.pdf", own_pdf, name="own_certificate_pdf"),
    path(f"{_OWN}<uuid:uid>/", own_choice, name="own_certificate_choice"),
]
