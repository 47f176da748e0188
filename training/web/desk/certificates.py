"""Certificates of an edition or an event at the desk: who is to get one, issuing them, and each of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.models import Event
from events.queries import kept_by
from network.accounts.viewer import Viewer
from network.office.queries import office
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to
from network.vocabulary.words import certificates_name
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from network.web.paper_files import papers_file, pdf_file
from training.certificates.codes import shown
from training.certificates.due import Due, Ground, due
from training.certificates.issuing import ask_to_issue, keep_going
from training.certificates.keeping import certificates_kept_by, holders_named_to, keeps, named_to
from training.certificates.papers import facts, file_name, paper
from training.certificates.revoking import correct, revoke
from training.desk_items import edition_title
from training.enums import (
    CertificateKind,
    CertificateState,
    EditionState,
    EnrolmentState,
    RevokedFor,
    RunState,
)
from training.models import Certificate, Edition, IssueRun
from training.progress.closing import results
from training.queries import enrolments_kept_by, people_named_to

from ..certificates import state_badge
from ..doors import kept_edition_or_404, learner_name, viewer_of

_PER_PAGE = 100
_LANGUAGES = (("es", gettext_lazy("Spanish")), ("en", gettext_lazy("English")))


@dataclass(frozen=True, slots=True)
class Place:
    """The page of an edition's or an event's certificates."""

    title: str
    url: str
    file_name: str
    key: str
    grounds: tuple[Ground, ...]
    back: tuple[str, str]
    edition: Edition | None = None
    event: Event | None = None

    def file(self, ending: str) -> str:
        return reverse(self.file_name, args=[self.key, ending])


@insiders
def of_edition(request: HttpRequest, package_id: str) -> HttpResponse:
    return _page(request, _edition_place(request, package_id))


@insiders
def of_event(request: HttpRequest, package_id: str) -> HttpResponse:
    return _page(request, _event_place(request, package_id))


@insiders
def edition_file(request: HttpRequest, package_id: str, ending: str) -> HttpResponseBase:
    return _file(request, _edition_place(request, package_id), "edition", ending)


@insiders
def event_file(request: HttpRequest, package_id: str, ending: str) -> HttpResponseBase:
    return _file(request, _event_place(request, package_id), "event", ending)


def _edition_place(request: HttpRequest, package_id: str) -> Place:
    edition = kept_edition_or_404(request, package_id)
    kinds = (CertificateKind.COMPLETED, CertificateKind.FACILITATED)
    return Place(
        title=edition_title(edition),
        url=reverse("desk_edition_certificates", args=[package_id]),
        file_name="desk_edition_certificates_file",
        key=package_id,
        grounds=tuple(Ground(kind, edition=edition) for kind in kinds),
        back=(edition_title(edition), reverse("desk_edition_results", args=[package_id])),
        edition=edition,
    )


def _event_place(request: HttpRequest, package_id: str) -> Place:
    event = get_object_or_404(kept_by(Event.objects.all(), viewer_of(request)), package_id=package_id)
    return Place(
        title=event.title,
        url=reverse("desk_event_certificates", args=[package_id]),
        file_name="desk_event_certificates_file",
        key=package_id,
        grounds=(Ground(CertificateKind.ATTENDED, event=event),),
        back=(event.title, reverse("desk_event", args=[package_id])),
        event=event,
    )


def _file(request: HttpRequest, place: Place, what: str, ending: str) -> HttpResponseBase:
    if ending not in ("pdf", "zip"):
        raise Http404
    return papers_file(request, "training_certificates", {what: place.key}, ending)


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST":
        ground = next((one for one in place.grounds if one.kind == request.POST.get("kind")), None)
        language = request.POST.get("language", "")
        if ground is None or language not in dict(_LANGUAGES):
            raise Http404
        try:
            return redirect(ask_to_issue(ground=ground, by=request.user, language=language))  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        return redirect(place.url)
    rows = certificates_kept_by(viewer).filter(edition=place.edition, event=place.event)
    page = Paginator(rows.order_by("-issued_at", "-folio"), _PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = _lines(list(page.object_list), viewer)  # type: ignore[assignment]
    in_force = named_to(rows.filter(state=CertificateState.ISSUED), viewer).count()
    described = office()
    runs = IssueRun.objects.filter(edition=place.edition, event=place.event)[:5]
    context = {
        "title": certificates_name(),
        "place": place,
        "offers": [_offer(ground, viewer) for ground in place.grounds],
        "languages": _LANGUAGES,
        "language": (get_language() or "es")[:2],
        "is_closed": place.edition is None or place.edition.state == EditionState.CLOSED,
        "missing": _missing(place, viewer),
        "page": page,
        "in_force": in_force,
        "pdf": place.file("pdf"),
        "zip": place.file("zip"),
        "runs": [(run, _run_words(run)) for run in runs],
        "signer": described.signature or described.office_name,
        "has_signature": bool(described.signature_picture),
        "breadcrumb": [place.back],
    }
    return render(request, "training/desk/certificates.html", context)


def _offer(ground: Ground, viewer: Viewer) -> dict[str, Any]:
    """Who would get one now, as far as she may read names."""
    waiting = [one for one in due(ground) if not one.has_it]
    number = len(waiting)
    return {
        "kind": ground.kind,
        "title": {
            CertificateKind.COMPLETED: _("For whoever completed it"),
            CertificateKind.FACILITATED: _("For whoever taught in it"),
            CertificateKind.ATTENDED: _("For whoever came"),
        }[ground.kind],
        "names": _names(waiting, viewer),
        "number": number,
        "button": ngettext("Issue %(n)s", "Issue the %(n)s", number) % {"n": number},
    }


def _names(waiting: Sequence[Due], viewer: Viewer) -> list[str]:
    keys = [one.person for one in waiting if one.person is not None]
    people = people_visible_to(Person.objects.filter(pk__in=keys), viewer).filter(sees_name=True)  # type: ignore[misc]
    names = {person.pk: person.name for person in people}
    return [one.name if one.person is None else names.get(one.person, _("Reserved place")) for one in waiting]


def _missing(place: Place, viewer: Viewer) -> list[tuple[str, str]]:
    """Who does not get one of a closed edition, and why."""
    if place.edition is None or place.edition.state != EditionState.CLOSED:
        return []
    found = [one for one in results(place.edition) if one.enrolment.state == EnrolmentState.NOT_COMPLETED]
    keys = [one.enrolment.pk for one in found]
    people = people_named_to(enrolments_kept_by(viewer).filter(pk__in=keys), viewer)
    decided = _("decided by whoever runs it")
    return [(learner_name(one.enrolment, people), "; ".join(one.lacks) or decided) for one in found]


def _lines(rows: list[Certificate], viewer: Viewer) -> list[dict[str, Any]]:
    people = holders_named_to(Certificate.objects.filter(pk__in=[row.pk for row in rows]), viewer)
    return [_line(row, people) for row in rows]


def _line(row: Certificate, people: dict[int, Person]) -> dict[str, Any]:
    is_reserved = row.person_id is not None and row.person_id not in people
    if row.state == CertificateState.ERASED:
        name = _("Erased at the request of its holder")
    else:
        name = _("Reserved place") if is_reserved else row.holder
    return {
        "row": row,
        "name": name,
        "is_reserved": is_reserved,
        "badge": state_badge(row),
        "facts": [
            _("Folio %(number)s") % {"number": row.number},
            str(row.get_kind_display()),
            date_format(row.issued_at, "DATE_FORMAT"),
        ],
    }


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


@insiders
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A certificate whose holder's name she may read, with what may be done with it."""
    row = _kept(request, uid)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    revoking = RevokeForm(request.POST if deed == "revoke" else None, prefix="revocar")
    start = {"name": row.holder, "hours": row.content.get("hours", "")}
    correcting = CorrectForm(request.POST if deed == "correct" else None, initial=start, prefix="corregir")
    form: forms.Form | None = {"revoke": revoking, "correct": correcting}.get(deed)
    if form is not None and form.is_valid():
        try:
            return redirect(_done(request, row, deed, form.cleaned_data))
        except ValidationError as error:
            tell(form, error)
    context = {
        "title": row.title or _("Erased at the request of its holder"),
        "row": row,
        "line": _line(row, {row.person.pk: row.person} if row.person else {}),
        "facts": _facts(row),
        "revoking": revoking,
        "correcting": correcting,
        "opened": deed,
        "breadcrumb": [_back(row)],
    }
    return render(request, "training/desk/certificate.html", context, status=422 if deed else 200)


def _done(request: HttpRequest, row: Certificate, deed: str, said: dict[str, Any]) -> str:
    if deed == "revoke":
        revoke(certificate=row, by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, _("It is revoked. Its page says so from now on."))
        return reverse("desk_certificate", args=[row.uid])
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
    return get_object_or_404(rows.select_related("edition", "event", "person"), uid=uid)


@insiders
def run(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """How far it is; it may be left, and goes on where it was lost."""
    found = keep_going(run=_run(request, uid))
    if found.edition is not None:
        back = reverse("desk_edition_certificates", args=[found.edition.package_id])
    else:
        assert found.event is not None
        back = reverse("desk_event_certificates", args=[found.event.package_id])
    context = {
        "title": _("Issuing"),
        "back": back,
        "breadcrumb": [(certificates_name(), back)],
        **_progress(found),
    }
    return render(request, "training/desk/run.html", context)


@insiders
def run_progress(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    context = _progress(keep_going(run=_run(request, uid)))
    response = render(request, "training/desk/run_progress.html", context)
    if not context["is_running"]:
        response["HX-Refresh"] = "true"
    return response


def _run(request: HttpRequest, uid: uuid.UUID) -> IssueRun:
    found = get_object_or_404(IssueRun.objects.select_related("edition", "event"), uid=uid)
    if not keeps(Ground(CertificateKind(found.kind), found.edition, found.event), viewer_of(request)):
        raise Http404
    return found


def _progress(found: IssueRun) -> dict[str, Any]:
    running = found.state in (RunState.WAITING, RunState.MAKING)
    return {"run": found, "is_running": running, "state": _run_words(found)}


def _run_words(found: IssueRun) -> str:
    told = {"done": found.done, "n": found.total}
    if found.state == RunState.DONE:
        return ngettext("%(n)s issued", "%(n)s issued", found.done) % {"n": found.done}
    if found.state == RunState.FAILED:
        return found.problem
    return _("%(done)s of %(n)s issued") % told


_EDITION = "gestion/formacion/ediciones/<slug:package_id>/constancias/"
_EVENT = "gestion/eventos/<slug:package_id>/constancias/"
_ONE = "gestion/formacion/constancias/<uuid:uid>"
_RUN = "gestion/formacion/emisiones/<uuid:uid>/"
urlpatterns = [
    path(_EDITION, of_edition, name="desk_edition_certificates"),
    path(f"{_EDITION}archivo/<slug:ending>/", edition_file, name="desk_edition_certificates_file"),
    path(_EVENT, of_event, name="desk_event_certificates"),
    path(f"{_EVENT}archivo/<slug:ending>/", event_file, name="desk_event_certificates_file"),
    path(f"{_ONE}/", one, name="desk_certificate"),
    path(f"{_ONE}.pdf", one_pdf, name="desk_certificate_pdf"),
    path(_RUN, run, name="certificate_run"),
    path(f"{_RUN}avance/", run_progress, name="certificate_run_progress"),
]
