"""Taking a place in an edition: by oneself, or by the liaison for somebody of her institution."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.queries import person_at
from network.joining.privacy import NoticeChangedError
from network.people.models import Person
from network.people.queries import in_care_of
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell
from network.web.joining.door import is_too_often, language_now, told, wait
from training.enrolling import EnrolledError, ask, refusal
from training.enums import EnrolmentState, Entry
from training.liaising import enrol_for, liaison_may_enrol, own_institutions
from training.models import Edition, Enrolment
from training.prerequisites import missing_for
from training.rules import outward, takes_enrolments

from .doors import edition_or_404, form_page, viewer_of
from .editions import opening_of, own_enrolment
from .enrol_form import OtherForm, TrainingForm, superior_of
from .words import told_edition


@insiders
def enrolling(request: HttpRequest, package_id: str) -> HttpResponseBase:
    found = edition_or_404(request, package_id)
    if not isinstance(found, Edition):
        return found
    viewer = viewer_of(request)
    people = Person.objects.select_related("account")
    person = people.filter(pk=viewer.person_id).first() if viewer.person_id else None
    opening, own = opening_of(found), own_enrolment(found, viewer)
    words = _why_not(found, person, own)
    if person is None or opening is None or words:
        # Its page says what an account without a record needs, and leads there.
        back: dict[str, Any] = {"url": found.get_absolute_url(), "label": _("To the training")}
        return told(request, _("You cannot enrol here"), words, **back)
    form = TrainingForm(
        request.POST or None, edition=found, opening=opening, own=own, language=language_now()
    )
    if request.method == "POST" and form.is_valid():
        superior = superior_of(form.cleaned_data)
        if superior.email and is_too_often(request, "event", superior.email.lower()):
            return wait(request)
        answer = _taken(request, found, person, form, superior)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "told": told_edition(found),
        "outward": outward(found.version.curriculum),
        "lacking": missing_for(found, person),
        "criteria": found.criteria if found.entry == Entry.SELECTION else "",
        "breadcrumb": [
            (_("Trainings"), reverse("trainings")),
            (told_edition(found).title, found.get_absolute_url()),
        ],
    }
    return render(request, "training/enrol.html", context, status=422 if form.errors else 200)


def _why_not(found: Edition, person: Person | None, own: Enrolment | None) -> str:
    """Why there is no form for her, in words; nothing where there is one."""
    if not takes_enrolments(found, opening_of(found), timezone.now()):
        return _("Registration is closed. Write to whoever gives it if you need a place.")
    if person is None:
        return _("Your account has no record in the network yet. The page of the training says how to join.")
    if own is not None and own.state != EnrolmentState.INVITED:
        return _("You are in it already, or on your way into it.")
    if own is None and found.entry in (Entry.LIAISON, Entry.INVITATION):
        return refusal(found)
    return ""


def _taken(
    request: HttpRequest, found: Edition, person: Person, form: TrainingForm, superior: Any
) -> HttpResponseBase | None:
    try:
        made = ask(
            edition=found,
            person=person,
            by=request.user,  # type: ignore[arg-type]
            wish=form.wish,
            reasons=form.cleaned_data.get("reasons", ""),
            superior=superior,
            viewer=viewer_of(request),
        )
    except EnrolledError:
        messages.info(request, _("You are in it already, or on your way into it."))
        return redirect(found)
    except NoticeChangedError:
        form.ask_again()
        return None
    except ValidationError as error:
        tell(form, error)
        return None
    if made.state == EnrolmentState.IN and made.place is not None:
        is_seated = made.place.state == "enrolled"
        said = _("You are enrolled.") if is_seated else _("You are on the waiting list.")
        messages.success(request, said)
    else:
        messages.success(request, _("Your request was received."))
    return redirect(found)


@insiders
def enrolling_other(request: HttpRequest, package_id: str) -> HttpResponseBase:
    """Her answer never tells whether somebody is in it already, nor what somebody has learned."""
    found = edition_or_404(request, package_id)
    if not isinstance(found, Edition):
        return found
    viewer, opening = viewer_of(request), opening_of(found)
    is_open = takes_enrolments(found, opening, timezone.now())
    if opening is None or not is_open or not liaison_may_enrol(found, viewer):
        raise Http404
    several = own_institutions(viewer).count() > 1
    form = OtherForm(request.POST or None, edition=found, opening=opening, several=several)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        superior = superior_of(said)
        if superior.email and is_too_often(request, "event", superior.email.lower()):
            return wait(request)
        wanted = {name: said[name] for name in ("name", "email", "post_title", "pool")}
        known = person_at(said["email"]) if said["email"] else None
        if known is not None and not in_care_of(Person.objects.filter(pk=known.pk), viewer).exists():
            known = None
        try:
            enrol_for(
                edition=found,
                by=request.user,  # type: ignore[arg-type]
                person=known,
                institution=said.get("institution"),
                superior=superior,
                **wanted,
            )
        except EnrolledError:
            pass
        except ValidationError as error:
            tell(form, error, {"person": "email"})
        if form.is_valid():
            messages.success(
                request, _("Noted. Whoever gives it sees her in the list; she is told by e-mail.")
            )
            return redirect("edition_enrol_other", found.package_id)
    context = form_page(
        form=form,
        title=_("Enrol somebody of my institution"),
        lead=told_edition(found).title,
        submit=_("Enrol her"),
        breadcrumb=[
            (_("Trainings"), reverse("trainings")),
            (told_edition(found).title, found.get_absolute_url()),
        ],
        cancel=found.get_absolute_url(),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


_ONE = "formacion/ediciones/<slug:package_id>/"
urlpatterns = [
    path(f"{_ONE}inscripcion/", enrolling, name="edition_enrol"),
    path(f"{_ONE}inscribir/", enrolling_other, name="edition_enrol_other"),
]
