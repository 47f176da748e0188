"""The letters of a request, or of its reminders, in every form: one file to print, e-mails, texts to copy."""

import io
import uuid
import zipfile

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.messages.forms import Envelope, as_eml, as_text, file_name
from network.messages.queries import sending_address
from network.office.queries import office
from network.requests.letters import FIRST, SILENT, Item, letters_of
from network.requests.mailings import mailing_of
from network.requests.models import Reminder
from network.requests.wording import message_of

from ...attachment import attachment
from ...audience import coordinators
from ...paper_files import papers_file
from ..posts.refusals import tell_all
from .doors import request_or_404, trail


@coordinators
def letters(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    if asked.is_draft:
        return redirect("desk_request_choose", asked.uid)
    rounds = Reminder.objects.filter(recipient__request=asked).order_by("number")
    numbers = sorted(set(rounds.values_list("number", flat=True)))
    names = [(FIRST, _("The request")), (SILENT, _("The request, of those without answer"))]
    names += [(str(n), _("Reminder %(n)s") % {"n": n}) for n in numbers]
    which = request.GET.get("que", str(numbers[-1]) if numbers else FIRST)
    if which not in dict(names):
        raise Http404
    items = letters_of(asked, which)
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
def letters_file(request: HttpRequest, uid: uuid.UUID, which: str, ending: str) -> HttpResponseBase:
    """All of them in one file: to print (PDF), to work on (Word), or an e-mail each (.zip of .eml)."""
    if ending != "zip":
        return papers_file(request, "request_letters", {"uid": str(uid), "which": which}, ending)
    items = letters_of(request_or_404(request, uid), which)
    if not items:
        raise Http404
    return attachment(_mails(items), f"cartas-{len(items)}.zip")


@coordinators
@require_POST
def outbox(request: HttpRequest, uid: uuid.UUID, which: str) -> HttpResponse:
    """The same letters in the outbox, where they leave by e-mail and each departure is noted."""
    asked = request_or_404(request, uid)
    try:
        found = mailing_of(request=asked, items=letters_of(asked, which), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return redirect("desk_request_letters", asked.uid)
    return redirect("desk_mailing", found.uid)


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
