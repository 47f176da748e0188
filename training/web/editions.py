"""`/formacion/ediciones/<…>/`: one edition, as whoever looks at it may see it, and her own way into it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.links import place_token
from events.models import Event
from events.queries import with_counts
from events.web.words import seat_words
from network.accounts.viewer import Viewer
from network.joining.queries import is_asking
from network.office.queries import office
from network.web.audience import insiders, public
from network.web.desk.posts.refusals import tell_all
from training.curricula.words import hours_of, hours_words, rule_words
from training.enrolling import decline, refusal, withdraw
from training.enums import ConsentState, EnrolmentState, Entry
from training.liaising import liaison_may_enrol
from training.machine import ALIVE, LEARNERS
from training.mails import consent_text
from training.models import CurriculumVersion, Edition, Enrolment
from training.prerequisites import prerequisites_of
from training.queries import editions_kept_by, enrolments_of, with_matter
from training.rules import enrolment_badge, outward, takes_enrolments

from .doors import edition_or_404, edition_place, viewer_of
from .words import edition_facts, told_edition, told_modules, told_sessions


@public
def edition(request: HttpRequest, package_id: str) -> HttpResponseBase:
    found = edition_or_404(request, package_id)
    if not isinstance(found, Edition):
        return found
    response = render(request, "training/edition.html", edition_context(found, viewer_of(request)))
    response.headers["Cache-Control"] = "no-store"  # it tells of her own enrolment, and seats change
    return response


def edition_context(row: Edition, viewer: Viewer) -> dict[str, Any]:
    curriculum = row.version.curriculum
    version = with_matter(CurriculumVersion.objects.filter(pk=row.version.pk)).get()
    opening = opening_of(row)
    own = own_enrolment(row, viewer)
    is_open = takes_enrolments(row, opening, timezone.now())
    by_herself = viewer.person_id is not None and row.entry in (Entry.SELF, Entry.SELECTION)
    is_in = own is not None and own.state in LEARNERS
    kept = editions_kept_by(Edition.objects.filter(pk=row.pk), viewer).exists()
    return {
        "edition": row,
        "curriculum": curriculum,
        "outward": outward(curriculum),
        "told": told_edition(row),
        "facts": [*edition_facts(row), (_("How long"), hours_words(hours_of(version)))],
        "sessions": told_sessions(row),
        "modules": told_modules(version),
        "rule": rule_words(version),
        "prerequisites": prerequisites_of(row),
        "seats": seat_words(with_counts(Event.objects.filter(pk=opening.pk)).get())
        if is_open and opening is not None
        else (),
        "is_open": is_open,
        "may_ask": is_open and by_herself and own is None,
        "asks_login": is_open and viewer.user_id is None,
        "joins_first": _joins_first(row, viewer) if is_open else None,
        "why_not": refusal(row)
        if is_open and own is None and row.entry in (Entry.LIAISON, Entry.INVITATION)
        else "",
        "may_enrol_others": is_open and liaison_may_enrol(row, viewer),
        "own": _own(own, row) if own is not None else None,
        "elearning": row.elearning_link if is_in or kept else "",
        "desk": edition_place(row) if kept else "",
        "breadcrumb": [
            (_("Trainings"), reverse("trainings")),
            (outward(curriculum), curriculum.get_absolute_url()),
        ],
    }


def _joins_first(row: Edition, viewer: Viewer) -> dict[str, Any] | None:
    """What an account without a record needs before it enrols, and where it asks for that."""
    if (
        viewer.user_id is None
        or viewer.person_id is not None
        or row.entry not in (Entry.SELF, Entry.SELECTION)
    ):
        return None
    back = f"?{urlencode({'next': row.get_absolute_url()})}"
    return {
        "is_asking": is_asking(viewer.user_id),
        "application": reverse("application") + back,
        "joining": reverse("joining") + back,
    }


def opening_of(row: Edition) -> Event | None:
    """Whose line decides who is in; of a row of `with_sessions`."""
    return next((one.event for one in row.sessions.all() if one.is_opening), None)


def own_enrolment(row: Edition, viewer: Viewer) -> Enrolment | None:
    """Her own in it that lives or was completed; else none, for she may ask anew."""
    held = (*ALIVE, EnrolmentState.COMPLETED, EnrolmentState.NOT_COMPLETED)
    rows = enrolments_of(viewer).filter(edition=row, state__in=held)
    return rows.select_related("consent", "person__account", "place").first()


def _own(own: Enrolment, row: Edition) -> dict[str, Any]:
    consent = getattr(own, "consent", None)
    awaited = consent is not None and consent.state == ConsentState.ASKED and own.state in ALIVE
    return {
        "badge": enrolment_badge(own),
        "lead": _state_words(own, awaited=awaited),
        "progress": reverse("own_enrolment", args=[own.uid]) if own.state in LEARNERS else "",
        "place": reverse("event_place", args=[place_token(own.place.uid)])
        if own.place is not None and own.state in ALIVE
        else "",
        "is_invited": own.state == EnrolmentState.INVITED and not awaited,
        "may_withdraw": own.state in (EnrolmentState.ASKED, EnrolmentState.IN),
        "told": own.told,
        "consent_text": consent_text(own, office()) if awaited else "",
        "consent_letter": reverse("edition_consent_letter", args=[row.package_id, "pdf"]) if awaited else "",
    }


def _state_words(own: Enrolment, *, awaited: bool) -> str:
    if awaited:
        return _("We wait for your superior's answer. Send her the text or the letter below.")
    if own.state == EnrolmentState.ASKED:
        return _("Your request was received. We write to you once it is decided.")
    if own.state == EnrolmentState.INVITED:
        return _("You are invited. Say whether you come.")
    if own.state == EnrolmentState.IN and own.place is None:
        return _("You are enrolled.")
    if own.state == EnrolmentState.IN:
        return _(
            "You are enrolled in the whole training. Your place in the first session says how it stands."
        )
    return ""


@insiders
@require_POST
def deed(request: HttpRequest, package_id: str) -> HttpResponseBase:
    """She says no to an invitation, or leaves; or asks how the text for her superior is copied."""
    viewer = viewer_of(request)
    rows = enrolments_of(viewer).filter(edition__package_id=package_id, state__in=ALIVE)
    own = get_object_or_404(rows)
    asked = request.POST.get("deed", "")
    try:
        if asked == "decline":
            decline(enrolment=own)
            messages.success(request, _("Thank you for telling."))
        elif asked == "withdraw":
            withdraw(enrolment=own, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("You are not enrolled any more. Thank you for telling."))
        elif asked == "copy":  # the button where no script copies
            messages.info(request, _("Select the text and copy it with Ctrl+C."))
    except ValidationError as error:
        tell_all(request, error)
    return redirect("edition", package_id)  # she has been in it: she may look at it


_ONE = "formacion/ediciones/<slug:package_id>/"
urlpatterns = [
    path(_ONE, edition, name="edition"),
    path(f"{_ONE}hacer/", deed, name="edition_deed"),
]
