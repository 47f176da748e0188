"""Certificates of an edition or an event at the desk: who is to get one, issuing them, and their list."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from network.web.desk.posts.refusals import tell_all
from network.web.paper_files import papers_file
from training.certificates.due import Due, Ground, due
from training.certificates.issuing import ask_to_issue, keep_going
from training.certificates.keeping import certificates_kept_by, holders_named_to, keeps, named_to
from training.desk_items import edition_title
from training.enums import (
    CertificateKind,
    CertificateState,
    EditionState,
    EnrolmentState,
    RunState,
)
from training.listed import learner_name
from training.models import Certificate, Edition, IssueRun
from training.progress.closing import Result, results
from training.queries import enrolments_kept_by, people_named_to

from ..certificates import state_badge
from ..doors import kept_edition_or_404, viewer_of

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
    return [(learner_name(one.enrolment, people), _why(one)) for one in found]


def _why(one: Result) -> str:
    return _("Lacks") + f": {'; '.join(one.lacks)}" if one.lacks else _("decided by whoever runs it")


def _lines(rows: list[Certificate], viewer: Viewer) -> list[dict[str, Any]]:
    people = holders_named_to(Certificate.objects.filter(pk__in=[row.pk for row in rows]), viewer)
    return [told_line(row, people) for row in rows]


def told_line(row: Certificate, people: dict[int, Person]) -> dict[str, Any]:
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
_RUN = "gestion/formacion/emisiones/<uuid:uid>/"
urlpatterns = [
    path(_EDITION, of_edition, name="desk_edition_certificates"),
    path(f"{_EDITION}archivo/<slug:ending>/", edition_file, name="desk_edition_certificates_file"),
    path(_EVENT, of_event, name="desk_event_certificates"),
    path(f"{_EVENT}archivo/<slug:ending>/", event_file, name="desk_event_certificates_file"),
    path(_RUN, run, name="certificate_run"),
    path(f"{_RUN}avance/", run_progress, name="certificate_run_progress"),
]
