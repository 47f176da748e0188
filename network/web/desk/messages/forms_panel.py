"""The panel of a message's forms, for any page that shows one, and what its buttons share."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.files.answering import file_response
from network.messages.files import papers_of
from network.messages.forms import SHORT_ENOUGH, Message, as_body, as_text
from network.messages.models import Departure, Outgoing
from network.messages.queries import has_address, message_of, sends_email, visible_to
from network.messages.rules import MailReading, mail_reading
from network.paper.pages import as_html

from ...attachment import TYPES

TEXT, MAIL, FILE, LETTER = "texto", "correo", "archivo", "carta"
_TABS = (
    (TEXT, gettext_lazy("Text to copy")),
    (MAIL, gettext_lazy("E-mail")),
    (FILE, gettext_lazy("E-mail file")),
    (LETTER, gettext_lazy("Printed letter")),
)


@dataclass(frozen=True, slots=True)
class FormsPanel:
    """What `network/messages/forms.html` shows of one message."""

    message: Outgoing
    value: Message
    tabs: list[dict[str, Any]]
    current: str
    text: str
    body: str
    is_long: bool
    mail: MailReading | None
    sends_email: bool
    has_address: bool
    letter: SafeString
    number: str
    back: str

    @property
    def may_email(self) -> bool:
        return self.sends_email and self.has_address and (self.mail is None or self.mail.may_retry)


def forms_panel(request: HttpRequest, message: Outgoing) -> FormsPanel:
    """The panel of a row of `messages_for`, in the tab that the address asks for (`?forma=`)."""
    value = message_of(message)
    asked = request.GET.get("forma", TEXT)
    current = asked if asked in dict(_TABS) else TEXT
    text = as_text(value)
    return FormsPanel(
        message=message,
        value=value,
        tabs=[
            {"label": label, "url": f"?forma={name}#formas", "is_current": name == current}
            for name, label in _TABS
        ],
        current=current,
        text=text,
        body=as_body(value),
        is_long=len(text) > SHORT_ENOUGH,
        mail=mail_reading(message),
        sends_email=sends_email(),
        has_address=has_address(message),
        letter=as_html(papers_of([message])[0]) if current == LETTER else SafeString(""),
        number=letter_number(message),
        back=request.get_full_path(),
    )


def messages_for(viewer: Viewer) -> QuerySet[Outgoing]:
    """Those she may see, with all that the panel reads of each."""
    left = Departure.objects.select_related("by").order_by("at", "pk")
    rows = visible_to(Outgoing.objects.all(), viewer)
    return rows.select_related(
        "mailing", "person", "institution", "letter", "letter__issuer"
    ).prefetch_related(Prefetch("departures", queryset=left), "letter__answers")


def letter_number(message: Outgoing) -> str:
    """The letter as one would name it; nothing while it has no folio that counts."""
    return "" if message.letter is None or message.letter.is_cancelled else str(message.letter)


def download(content: bytes, name: str) -> FileResponse:
    """A file made here, handed over to be kept."""
    ending = name.rpartition(".")[2]
    return file_response(BytesIO(content), name=name, content_type=TYPES[ending])


def shown(content: bytes, name: str) -> FileResponse:
    """A PDF to look at in the browser."""
    return file_response(BytesIO(content), name=name, content_type=TYPES["pdf"], inline=True)


def back(request: HttpRequest, otherwise: str) -> HttpResponseBase:
    """To the page from which a button was pressed, if it is one of ours."""
    asked = request.POST.get("volver", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked if safe else otherwise)


def page_title(messages: Sequence[Outgoing]) -> str:
    """The title of a page of messages, which tells nothing where one of them is neutral."""
    if any(message.is_neutral for message in messages):
        return _("Messages of the network")
    return messages[0].mailing.get_kind_display()


def message_url(message: Outgoing) -> str:
    return reverse("desk_message", args=[message.uid])
