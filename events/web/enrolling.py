"""`/eventos/<…>/inscripcion/`: taking a place, with an account or without one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enrolling import HasPlaceError, ask_for_place, enrol
from events.enums import Audience, PlaceState
from events.links import place_token
from events.models import Event
from events.queries import is_open_to, with_counts
from events.rules import takes_registrations
from network.joining.privacy import NoticeChangedError
from network.people.models import Person
from network.web.desk.posts.refusals import tell
from network.web.joining.door import is_too_often, language_now, open_door, told, wait

from .doors import event_or_404, pressed_or_404, viewer_of
from .enrol_form import PlaceForm
from .words import told as told_event


@open_door
def enrolling(request: HttpRequest, package_id: str) -> HttpResponseBase:
    posted = request.method == "POST"
    found = (pressed_or_404 if posted else event_or_404)(request, package_id)
    if isinstance(found, HttpResponseBase):
        return found
    viewer = viewer_of(request)
    person = Person.objects.filter(pk=viewer.person_id).first() if viewer.person_id else None
    if person is not None:
        person.account = request.user  # type: ignore[assignment]
    refusal = _refusal(request, found, person)
    if refusal is not None:
        return refusal
    form = PlaceForm(request.POST or None, event=found, is_visitor=person is None, language=language_now())
    if request.method == "POST" and form.is_a_program:
        return redirect("event_sent")
    if request.method == "POST" and form.is_valid():
        answer = _asked(request, found, form) if person is None else _taken(request, found, person, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "told": told_event(with_counts(Event.objects.filter(pk=found.pk)).get() if posted else found),
        "breadcrumb": [(_("Events"), reverse("events")), (found.title, found.get_absolute_url())],
    }
    return render(request, "events/enrol.html", context, status=422 if form.errors else 200)


def _refusal(request: HttpRequest, found: Event, person: Person | None) -> HttpResponseBase | None:
    """Why there is no form for her, in words; nothing where there is one."""
    title, words = "", ""
    is_asked = request.method != "POST"  # what is sent is asked again where the place is taken
    if not takes_registrations(found, timezone.now()):
        title = _("Registration is closed")
        words = _("Whoever organises it has closed it, or its day has passed.")
    elif person is None and found.audience != Audience.PUBLIC:
        title = _("This event is for members")
        words = _("Your account has no record in the network. Ask the office to write you in.")
    elif is_asked and person is not None and not is_open_to(found, viewer_of(request)):
        title = _("This event is not open to you")
        words = _("It is for others. If you need a place, write to whoever organises it.")
    if title:
        return told(request, title, words, url=found.get_absolute_url(), label=_("To the event"))
    return None


def _taken(request: HttpRequest, found: Event, person: Person, form: PlaceForm) -> HttpResponseBase | None:
    try:
        place = enrol(
            event=found,
            person=person,
            by=request.user,  # type: ignore[arg-type]
            wish=form.wish,
            viewer=viewer_of(request),
        )
    except HasPlaceError:
        messages.info(request, _("You have a place in it already, or wait for one."))
        return redirect(found)
    except NoticeChangedError:
        form.ask_again()
    except ValidationError as error:
        tell(form, error)
    else:
        is_in = place.state == PlaceState.ENROLLED
        messages.success(request, _("You have a place.") if is_in else _("You are on the waiting list."))
        return redirect("event_place", place_token(place.uid))
    return None


def _asked(request: HttpRequest, found: Event, form: PlaceForm) -> HttpResponseBase | None:
    said = form.cleaned_data
    if is_too_often(request, "event", said["email"].lower()):
        return wait(request)
    try:
        ask_for_place(
            event=found,
            name=said["name"],
            email=said["email"],
            institution_name=said["institution_name"],
            post_title=said["post_title"],
            wish=form.wish,
        )
    except NoticeChangedError:
        form.ask_again()
    except ValidationError as error:
        tell(form, error)
    else:
        return redirect("event_sent")
    return None


urlpatterns = [path("eventos/<slug:package_id>/inscripcion/", enrolling, name="event_enrol")]
