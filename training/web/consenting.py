"""A superior says yes or no by a link, whose page names nobody; and her letter, for whoever prints it."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from events.rules import gives_seats
from network.office.queries import office
from network.web.audience import insiders
from network.web.joining.door import is_too_often, open_door, told, wait
from network.web.paper_files import docx_file, pdf_file
from training.enrolling import answer_for_superior
from training.enums import ConsentState, ConsentWay
from training.links import consent_by
from training.machine import WAITS
from training.mails import awaits, days_words
from training.models import Edition
from training.papers import consent_letter
from training.rules import outward

from .doors import edition_or_404, viewer_of
from .editions import opening_of, own_enrolment


@open_door
def consent(request: HttpRequest, token: str) -> HttpResponseBase:
    """Looking changes nothing: one of the two buttons does, once."""
    row = consent_by(token)
    if row is None:
        return _over(request)
    if row.state != ConsentState.ASKED:
        return told(request, _("Thank you: your answer is noted"), _("Nothing else is needed."))
    if row.enrolment.state not in WAITS:
        return _over(request)
    edition = row.enrolment.edition
    opening = opening_of(edition)
    if opening is None or not gives_seats(opening, timezone.now()):
        return _over(request)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        if is_too_often(request, "event", str(row.uid)):
            return wait(request)
        yes = request.POST["answer"] == "yes"
        if not answer_for_superior(consent=row, consents=yes, way=ConsentWay.LINK):
            return _over(request)
        return told(request, _("Thank you: your answer is noted"), _("Nothing else is needed."))
    context = {
        "outward": outward(edition.version.curriculum),
        "days": days_words(edition),
        "office": office().office_name or office().network_name,
        "unanswered": request.method == "POST",
    }
    return render(request, "training/consent.html", context, status=422 if request.method == "POST" else 200)


def _over(request: HttpRequest) -> HttpResponseBase:
    words = _(
        "It was answered or withdrawn meanwhile, what it was about has begun, or it was not copied whole."
    )
    return told(request, _("This link no longer works"), words, status=404)


@insiders
def letter(request: HttpRequest, package_id: str, ending: str) -> HttpResponseBase:
    """Her own, for her superior to sign."""
    found = edition_or_404(request, package_id)
    if not isinstance(found, Edition):
        return found
    own = own_enrolment(found, viewer_of(request))
    if own is None or not awaits(own) or ending not in ("pdf", "docx"):
        raise Http404
    made = docx_file if ending == "docx" else pdf_file
    return made(
        request, consent_letter(own, office()), _("leave-to-take-part"), back=found.get_absolute_url()
    )


urlpatterns = [
    path("formacion/conformidad/<str:token>/", consent, name="training_consent"),
    path(
        "formacion/ediciones/<slug:package_id>/conformidad.<slug:ending>",
        letter,
        name="edition_consent_letter",
    ),
]
