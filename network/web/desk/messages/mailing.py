"""A mailing: all its texts in one page, its e-mails in one .zip, its letters in one file."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.messages.enums import Form, MailState
from network.messages.files import mail_zip
from network.messages.forms import as_text
from network.messages.models import Outgoing
from network.messages.queries import has_address, message_of, sends_email
from network.messages.rules import mail_reading
from network.messages.services import ask_for_email, note_departure
from network.office.queries import office

from ...audience import coordinators
from ...paper_files import papers_file
from .forms_panel import download, letter_number, messages_for, page_title
from .message import issue, told_of_sending

_WAITING = {MailState.NONE, MailState.FAILED, MailState.IN_DOUBT}


@coordinators
def mailing(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = _found(request, uid)
    to_issue = sum(not letter_number(message) for message in found)
    to_send = sum(message.mail_state in _WAITING and has_address(message) for message in found)
    number = len(found)
    context = {
        "title": page_title(found),
        "lead": ngettext("%(n)s message prepared", "%(n)s messages prepared", number) % {"n": number},
        "mailing": found[0].mailing,
        "rows": [_row(message) for message in found],
        "number": number,
        "to_issue": to_issue,
        "issued": number - to_issue,
        "to_send": to_send,
        "without_address": sum(not has_address(message) for message in found),
        "sends_email": sends_email(),
        "names_people": any(message.person_id for message in found),
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Messages"), reverse("desk_messages"))],
    }
    return render(request, "network/desk/messages/mailing.html", context)


@coordinators
@require_POST
def emails(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = _found(request, uid)
    told_of_sending(request, ask_for_email(messages=found, by=request.user) if sends_email() else 0)
    return redirect("desk_mailing", uid)


@coordinators
@require_POST
def eml_zip(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = _found(request, uid)
    content = mail_zip(found, office())
    note_departure(messages=found, form=Form.EML, by=request.user)
    return download(content, f"correos-{len(found)}.zip")


@coordinators
@require_POST
def folios(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """All that lack one, in one go: none is issued unless all are."""
    issue(request, _found(request, uid))
    return redirect("desk_mailing", uid)


@coordinators
def drafts(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The letters as they will be printed, before any folio is spent."""
    return papers_file(request, "mailing_drafts", {"uid": str(uid)}, "pdf", inline=True)


@coordinators
@require_POST
def letters(request: HttpRequest, uid: uuid.UUID, ending: str) -> HttpResponseBase:
    """Those that were issued, all in one file."""
    if ending not in {"pdf", "docx"}:
        raise Http404
    return papers_file(request, "mailing_letters", {"uid": str(uid)}, ending)


def _row(message: Outgoing) -> dict[str, Any]:
    value = message_of(message)
    return {
        "message": message,
        "called": value.recipient.called,
        "facts": [
            fact for fact in (message.to_post, message.to_institution) if fact != value.recipient.called
        ],
        "text": as_text(value),
        "mail": mail_reading(message),
        "number": letter_number(message),
        "left": message.departures.all(),
    }


def _found(request: HttpRequest, uid: uuid.UUID) -> list[Outgoing]:
    """The messages of that mailing that she may see, in their order."""
    rows = messages_for(request.viewer).filter(mailing__uid=uid).order_by("number")  # type: ignore[attr-defined]
    if not (found := list(rows)):
        raise Http404
    return found


_MAILING = "gestion/mensajes/envio/<uuid:uid>/"
urlpatterns = [
    path(_MAILING, mailing, name="desk_mailing"),
    path(f"{_MAILING}correos/", emails, name="desk_mailing_emails"),
    path(f"{_MAILING}archivos/", eml_zip, name="desk_mailing_eml"),
    path(f"{_MAILING}folios/", folios, name="desk_mailing_folios"),
    path(f"{_MAILING}borradores/", drafts, name="desk_mailing_drafts"),
    path(f"{_MAILING}cartas/<slug:ending>/", letters, name="desk_mailing_letters"),
]
