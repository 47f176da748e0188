"""One message in its four forms, and what one does with each."""

import uuid
from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.documents.letters import letter_name
from network.messages.enums import Form
from network.messages.files import letters_file
from network.messages.forms import as_eml, file_name
from network.messages.models import Outgoing
from network.messages.queries import envelope_of, message_of, sends_email
from network.messages.services import ask_for_email, issue_letters, note_departure
from network.messages.tasks import deliver_soon
from network.office.queries import office
from network.paper.pdf import PaperUnavailableError

from ...audience import coordinators
from .forms_panel import (
    back,
    download,
    forms_panel,
    letter_number,
    message_url,
    messages_for,
    page_title,
    shown,
)


@coordinators
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = _found(request, uid)
    mailing = reverse("desk_mailing", args=[found.mailing.uid])
    context = {
        "title": page_title([found]),
        "forms": forms_panel(request, found),
        "message": found,
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Messages"), reverse("desk_messages")),
            (_("All of this mailing"), mailing),
        ],
    }
    return render(request, "network/desk/messages/message.html", context)


@coordinators
@require_POST
def copied(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A script notes it beside the copying; without one, whoever copied says so."""
    found = _found(request, uid)
    note_departure(messages=[found], form=Form.COPIED, by=request.user)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    notices.success(request, _("It is noted that the text was copied."))
    return back(request, message_url(found))


@coordinators
@require_POST
def eml(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = _found(request, uid)
    value = message_of(found)
    content = as_eml(value, envelope_of(found, office()))
    note_departure(messages=[found], form=Form.EML, by=request.user)
    return download(content, file_name(value, found.number, "eml"))


@coordinators
@require_POST
def email(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = _found(request, uid)
    told_of_sending(request, ask_for_email(messages=[found], by=request.user) if sends_email() else 0)
    return back(request, message_url(found))


@coordinators
@require_POST
def folio(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = _found(request, uid)
    issue(request, [found])
    return back(request, f"{message_url(found)}?forma=carta#formas")


@coordinators
def draft(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """How it will be printed, before a folio is spent."""
    found = _found(request, uid)
    try:
        return shown(letters_file([found], "pdf"), file_name(message_of(found), found.number, "pdf"))
    except PaperUnavailableError as error:
        notices.error(request, str(error))
        return back(request, message_url(found))


@coordinators
@require_POST
def letter(request: HttpRequest, uid: uuid.UUID, ending: str) -> HttpResponseBase:
    """The letter that was issued, to print or to work on; without a folio there is none."""
    found = _found(request, uid)
    if ending not in {"pdf", "docx"} or not letter_number(found) or found.letter is None:
        raise Http404
    try:
        content = letters_file([found], ending)
    except PaperUnavailableError as error:
        notices.error(request, str(error))
        return back(request, message_url(found))
    note_departure(messages=[found], form=ending, by=request.user)
    return download(content, letter_name(found.letter, ending))


def told_of_sending(request: HttpRequest, number: int) -> None:
    """Have what was asked for delivered, and say what happens."""
    if number:
        deliver_soon()
        notices.success(request, _("It goes out now. How each e-mail stands is shown beside it."))
    else:
        notices.warning(request, _("There was no e-mail to send."))


def issue(request: HttpRequest, found: list[Outgoing]) -> None:
    """Give the letters their folios, and say so or why not."""
    try:
        issued = issue_letters(messages=found, by=request.user)
    except ValidationError as error:
        notices.error(request, _("No letter was issued: %(why)s") % {"why": " ".join(error.messages)})
        return
    if issued:
        first, last = str(issued[0]), str(issued[-1])
        told = first if first == last else _("from %(first)s to %(last)s") % {"first": first, "last": last}
        notices.success(request, _("Issued: %(letters)s.") % {"letters": told})


def _found(request: HttpRequest, uid: uuid.UUID) -> Outgoing:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    return get_object_or_404(messages_for(viewer), uid=uid)


_ONE = "gestion/mensajes/uno/<uuid:uid>/"
urlpatterns = [
    path(_ONE, one, name="desk_message"),
    path(f"{_ONE}copiado/", copied, name="desk_message_copied"),
    path(f"{_ONE}archivo/", eml, name="desk_message_eml"),
    path(f"{_ONE}correo/", email, name="desk_message_email"),
    path(f"{_ONE}folio/", folio, name="desk_message_folio"),
    path(f"{_ONE}borrador/", draft, name="desk_message_draft"),
    path(f"{_ONE}carta/<slug:ending>/", letter, name="desk_message_letter"),
]
