"""`/eventos/mi-lugar/<…>/`: one's own place, by the link of an e-mail. A page is shown; its buttons do it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attending import note_oneself
from events.calendar_file import calendar_file, file_name
from events.codes import arrival_address
from events.enrolling import accept, cancel, confirm, pass_on
from events.enums import EventState, MarkedBy, PlaceState, SeatPool
from events.following import also_said
from events.links import event_address
from events.models import Registration
from events.rules import gives_seats, is_over, place_badge, takes_code
from network.accounts.limits import place_of, within
from network.joining.privacy import NoticeChangedError
from network.paper.square_code import square_code
from network.web.attachment import attachment
from network.web.desk.posts.refusals import tell, tell_all
from network.web.joining.door import is_too_often, language_now, open_door, told, wait

from .doors import plain
from .enrol_form import AcceptForm, CodeForm, PassOnForm
from .now import place_says
from .own_after import after_place
from .place_words import place_facts, placed


@open_door
def place(request: HttpRequest, token: str) -> HttpResponseBase:
    row = placed(token)
    if row is None:
        return link_over(request)
    deed = request.POST.get("deed", "")
    shown = _forms(row, deed, request)
    if request.method == "POST":
        done = _done(request, row, deed, shown)
        if done is not None:
            return done
        row = placed(token) or row
    return render(request, "events/place.html", _context(row, shown, deed, token))


def _forms(row: Registration, deed: str, request: HttpRequest) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    found: dict[str, Any] = {}
    if row.state == PlaceState.OFFERED and not row.consents.exists():
        found["accept"] = AcceptForm(data if deed == "accept" else None, auto_id="aceptar_%s")
    if row.state == PlaceState.ENROLLED and gives_seats(row.event, timezone.now()):
        found["pass_on"] = PassOnForm(data if deed == "pass_on" else None, auto_id="pasar_%s")
    if takes_code(row.event, timezone.now()) and row.state == PlaceState.ENROLLED and not _is_noted(row):
        found["code"] = CodeForm(data if deed == "code" else None, auto_id="codigo_%s")
    return found


def _done(
    request: HttpRequest, row: Registration, deed: str, shown: dict[str, Any]
) -> HttpResponseBase | None:
    """What the button did, and back to the page; nothing where a form has to be mended."""
    form = shown.get(deed)
    if form is not None and not form.is_valid():
        return None
    if deed == "pass_on" and is_too_often(request, "event", str(row.uid)):
        return wait(request)
    if deed == "code" and not _may_try(request, row):
        return wait(request)
    said = form.cleaned_data if form is not None else {}
    try:
        words = _run(row, deed, said)
    except NoticeChangedError:
        if form is None:
            raise
        form.ask_again()
        return None
    except ValidationError as error:
        if form is not None:
            tell(form, error)
            return None
        tell_all(request, error)
    else:
        if words:
            messages.success(request, words)
    return redirect(request.path)


def _run(row: Registration, deed: str, said: dict[str, Any]) -> str:
    if deed == "confirm":
        made = confirm(place=row)
        return _("You have a place.") if made.state == PlaceState.ENROLLED else _("You are in the line.")
    if deed == "accept":
        accept(place=row, mark=said.get("mark", ""))
        return _("You have a place.")
    if deed == "cancel":
        cancel(place=row)
        return _("You gave your place up. Thank you for telling: somebody else can come.")
    if deed == "pass_on" and said:
        pass_on(place=row, name=said["name"], email=said["email"])
        return _("We have written to your colleague, who can accept the place.")
    if deed == "code" and said:
        note_oneself(place=row, code=said["code"])
        return _("Noted: you were there.")
    return ""


TRIES, FROM_ONE_PLACE = (6, 600), (600, 3600)
"""So many codes, in so many seconds, for one place; and from one connection, where a whole office may sit."""


def _may_try(request: HttpRequest, row: Registration) -> bool:
    for key, (most, seconds) in ((str(row.uid), TRIES), (place_of(request), FROM_ONE_PLACE)):
        if not within("events.code", key, at_most=most, per=seconds):
            return False
    return True


def _is_noted(row: Registration) -> bool:
    return row.presences.filter(way=MarkedBy.OWN).exists()


def _arrival(row: Registration) -> str:
    """The code to be read at the door, as long as there is one to come to."""
    is_due = row.event.state == EventState.PUBLISHED and not is_over(row.event, timezone.now())
    if row.state != PlaceState.ENROLLED or row.pool != SeatPool.ON_SITE or not is_due:
        return ""
    return square_code(arrival_address(row.uid, language_now()), label=_("Code to be read at the door"))


def _context(row: Registration, shown: dict[str, Any], deed: str, token: str) -> dict[str, Any]:
    now, event = timezone.now(), row.event
    is_coming = gives_seats(event, now)
    return {
        "row": row,
        "event": event,
        "badge": place_badge(row.state),
        "now": place_says(row),
        "token": token,
        "facts": place_facts(row),
        "also": also_said(row),
        "answers": plain(row.answers),
        "needs_nothing": row.state == PlaceState.OFFERED and "accept" not in shown and is_coming,
        "may_confirm": row.state == PlaceState.PENDING and is_coming,
        "may_cancel": row.state in (PlaceState.WAITING, PlaceState.OFFERED, PlaceState.ENROLLED)
        and not is_over(event, now),
        "shown": shown,
        "arrival": _arrival(row),
        "opened": deed,
        "calendar": reverse("event_place_ics", args=[token])
        if row.state == PlaceState.ENROLLED and event.state == EventState.PUBLISHED
        else "",
        "after": after_place(row, token),
        "breadcrumb": [(_("Events"), reverse("events"))],
    }


@open_door
def entry(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar entry of whoever is enrolled, with the link to join."""
    row = placed(token)
    if row is None or row.state != PlaceState.ENROLLED:
        return link_over(request)
    link = event_address(row.event.package_id, language_now())
    content = calendar_file(row.event, link=link, with_joining=True)
    return attachment(content, file_name(row.event))


@open_door
def sent(request: HttpRequest) -> HttpResponseBase:
    return told(
        request,
        _("Look at your e-mail"),
        _("We have written to the address you gave. Open the message, and confirm there that it is yours."),
        _("It can take a few minutes; look among unwanted mail too. Your place counts from then on."),
    )


def link_over(request: HttpRequest) -> HttpResponseBase:
    return told(
        request,
        _("This link no longer works"),
        _("The event was some time ago, or the link was not copied whole."),
        url=reverse("events"),
        label=_("Events"),
        status=404,
    )


urlpatterns = [
    path("eventos/enviado/", sent, name="event_sent"),
    path("eventos/mi-lugar/<str:token>/", place, name="event_place"),
    path("eventos/mi-lugar/<str:token>/evento.ics", entry, name="event_place_ics"),
]
