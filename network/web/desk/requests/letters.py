"""The letters of a request, or of its reminders, in every form: one file to print, e-mails, texts to copy."""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.documents.letters import letter_paper
from network.documents.models import Document
from network.messages.forms import Envelope, as_eml, as_text, file_name
from network.messages.queries import sending_address
from network.office.queries import office
from network.paper.document import Paper
from network.paper.pdf import PaperUnavailableError, as_one_pdf
from network.paper.word import as_one_docx
from network.requests.mailings import mailing_of
from network.requests.models import Reminder, Request, RequestRecipient
from network.requests.queries import waiting
from network.requests.wording import message_of

from ...attachment import attachment
from ...audience import coordinators
from .doors import request_or_404, tell_all, trail

Item = tuple[RequestRecipient, Reminder | None]
_FIRST, _SILENT = "solicitud", "espera"


def _items(asked: Request, which: str) -> list[Item]:
    """Letters not cancelled: of the request, of whom of it one waits for, or the reminders of a number."""
    issued = Document.objects.exclude(status="cancelled").order_by()
    rows = asked.recipients.filter(letter__in=issued.values("pk")).select_related(
        "institution", "request", "letter__issuer"
    )
    rows = rows.order_by("institution__name", "pk")
    if which == _FIRST:
        return [(row, None) for row in rows]
    if which == _SILENT:
        return [(row, None) for row in waiting(rows)]
    number = int(which) if which.isdecimal() and len(which) < 3 else 0
    found = Reminder.objects.filter(recipient__request=asked, number=number, letter__in=issued.values("pk"))
    found = found.select_related(
        "letter__issuer", "recipient__institution", "recipient__request", "recipient__letter"
    )
    return [(one.recipient, one) for one in found.order_by("recipient__institution__name", "pk")]


@coordinators
def letters(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    if asked.is_draft:
        return redirect("desk_request_choose", asked.uid)
    rounds = Reminder.objects.filter(recipient__request=asked).order_by("number")
    numbers = sorted(set(rounds.values_list("number", flat=True)))
    names = [(_FIRST, _("The request")), (_SILENT, _("The request, of those without answer"))]
    names += [(str(n), _("Reminder %(n)s") % {"n": n}) for n in numbers]
    which = request.GET.get("que", str(numbers[-1]) if numbers else _FIRST)
    if which not in dict(names):
        raise Http404
    items = _items(asked, which)
    context = {
        "asked": asked,
        "which": which,
        "tabs": [
            {"label": label, "url": f"{request.path}?que={code}", "is_current": code == which}
            for code, label in names
        ],
        "count": ngettext("%(n)s letter", "%(n)s letters", len(items)) % {"n": len(items)},
        "texts": [
            {"row": row, "letter": one.letter if one else row.letter, "text": as_text(message_of(row, one))}
            for row, one in items
        ],
        "breadcrumb": trail(asked),
    }
    return render(request, "network/desk/requests/letters.html", context)


@coordinators
def letters_file(request: HttpRequest, uid: uuid.UUID, which: str, ending: str) -> HttpResponse:
    """All of them in one file: to print (PDF), to work on (Word), or an e-mail each (.zip of .eml)."""
    asked = request_or_404(request, uid)
    items = _items(asked, which)
    if not items:
        raise Http404
    make: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: as_one_pdf([_paper(*item) for item in items], title=_("Letters")),
        "docx": lambda: as_one_docx([_paper(*item) for item in items], title=_("Letters")),
        "zip": lambda: _mails(items),
    }
    try:
        content = make[ending]()
    except PaperUnavailableError as error:
        context: dict[str, Any] = {"problems": [{"text": str(error)}], "back": asked.get_absolute_url()}
        return render(request, "network/desk/requests/unavailable.html", context, status=503)
    return attachment(content, f"cartas-{len(items)}.{ending}")


@coordinators
@require_POST
def outbox(request: HttpRequest, uid: uuid.UUID, which: str) -> HttpResponse:
    """The same letters in the outbox, where they leave by e-mail and each departure is noted."""
    asked = request_or_404(request, uid)
    try:
        found = mailing_of(request=asked, items=_items(asked, which), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return redirect("desk_request_letters", asked.uid)
    return redirect("desk_mailing", found.uid)


def _paper(row: RequestRecipient, reminder: Reminder | None) -> Paper:
    letter = reminder.letter if reminder else row.letter
    assert letter is not None
    return replace(letter_paper(letter), is_letter=True)


def _mails(items: list[Item]) -> bytes:
    described, target = office(), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for place, (row, reminder) in enumerate(items, 1):
            message = message_of(row, reminder)
            key = reminder.uid if reminder else row.uid
            envelope = Envelope(
                sender_name=described.office_name or described.network_name,
                sender_email=described.email or sending_address(),
                message_id=f"<{key}@{sending_address().rpartition('@')[2] or 'localhost'}>",
                at=timezone.localtime(),
            )
            made.writestr(file_name(message, place, "eml"), as_eml(message, envelope))
    return target.getvalue()


_HERE = "gestion/solicitudes/<uuid:uid>/cartas/"
urlpatterns = [
    path(_HERE, letters, name="desk_request_letters"),
    path(f"{_HERE}<slug:which>/salida/", outbox, name="desk_request_outbox"),
    *(
        path(f"{_HERE}<slug:which>.{ending}", letters_file, {"ending": ending}, name=f"desk_request_{ending}")
        for ending in ("pdf", "docx", "zip")
    ),
]
