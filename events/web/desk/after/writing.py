"""Writing to those of an event once it is over, and each message in its other forms."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.after.survey import is_open
from events.after.writing import Reached, message_to, messages_of, proposed, reached, write_to
from events.enums import Group
from events.listed import listed
from events.models import AfterMessage, Event, Survey
from events.queries import places_kept_by
from events.rules import is_over, outward
from network.messages.enums import MailState
from network.messages.forms import Envelope, as_eml, as_text
from network.messages.queries import sending_address, sends_email
from network.office.queries import office
from network.web.attachment import attachment
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell
from network.web.paper_files import papers_file

from ...doors import kept_or_404, trail, viewer_of

_PLACE, _LATER = "place", "later"


class WriteForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("The outward title is added. Others may read it on her screen."),
        max_length=150,
    )
    body = forms.CharField(
        label=gettext_lazy("What you write"),
        help_text=gettext_lazy("An empty line parts paragraphs. Nothing about cases or victims."),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("What it speaks of"),
        choices=[
            (_PLACE, gettext_lazy("This activity alone: thanks, materials, how it was")),
            (_LATER, gettext_lazy("Later activities, too: it goes only to those who agreed to that")),
        ],
        initial=_PLACE,
        widget=forms.RadioSelect,
    )


@insiders
def writing(request: HttpRequest, package_id: str) -> HttpResponse:
    event = _over_or_404(request, package_id)
    group = request.GET.get("a", Group.CAME)
    if group not in Group.values:
        raise Http404
    asked = Survey.objects.filter(event=event).first()
    subject, body = proposed(group, asks=asked is not None and is_open(asked))
    start = {"uid": uuid.uuid4(), "subject": subject, "body": body}
    form = WriteForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        of_later = said.pop("about") == _LATER
        try:
            made = write_to(event=event, by=request.user, group=group, of_later=of_later, **said)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            left = _("It goes out now to those who have an e-mail.")
            kept = _("It is kept. Give it to them as text, e-mail file or letter.")
            messages.success(request, left if sends_email() else kept)
            return redirect("desk_event_message", event.package_id, made.uid)
    context = {
        "form": form,
        "event": event,
        "outward": outward(event),
        "tabs": [
            {"label": capfirst(str(one.label)), "url": f"?a={one.value}", "is_current": one == group}
            for one in Group
        ],
        "reach": [
            (_("About this activity"), _reach_words(reached(event, group, of_later=False))),
            (_("About later activities"), _reach_words(reached(event, group, of_later=True))),
        ],
        "sent": [_told(one) for one in messages_of(event)],
        "sends_email": sends_email(),
        "breadcrumb": trail(event),
    }
    status = 422 if form.errors else 200
    return render(request, "events/desk/after/writing.html", context, status=status)


@insiders
def message(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    event = _over_or_404(request, package_id)
    row = get_object_or_404(AfterMessage, event=event, uid=uid)
    if request.method == "POST":  # the button where no script copies
        messages.info(request, _("Select the text and copy it with Ctrl+C."))
        return redirect("desk_event_message", event.package_id, row.uid)
    places = places_kept_by(viewer_of(request)).filter(mails_after__said=row).select_related("institution")
    context = {
        "message": row,
        "has_letters": any(not one.is_reserved for one in listed(list(places), viewer_of(request))),
        "event": event,
        "told": _told(row),
        "text": as_text(message_to(row, office())),
        "mails": [
            (capfirst(str(MailState(one["mail_state"]).label)), str(one["n"]))
            for one in row.mails.order_by("mail_state").values("mail_state").annotate(n=Count("pk"))
        ],
        "sends_email": sends_email(),
        "breadcrumb": trail(event),
    }
    return render(request, "events/desk/after/message.html", context)


@insiders
def eml(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    """Without anybody's address: whoever sends it by hand writes them where she sends it from."""
    event = _over_or_404(request, package_id)
    row = get_object_or_404(AfterMessage, event=event, uid=uid)
    described = office()
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=described.email or sending_address(),
        message_id=f"<{row.uid}@{sending_address().rpartition('@')[2] or 'localhost'}>",
        at=row.written_at,
    )
    return attachment(as_eml(message_to(row, described), envelope), f"mensaje-{str(row.uid)[:8]}.eml")


@insiders
def letters(request: HttpRequest, package_id: str, uid: uuid.UUID, ending: str) -> HttpResponseBase:
    """One to each whose name she may read; long ones are made in the background."""
    event = _over_or_404(request, package_id)
    get_object_or_404(AfterMessage, event=event, uid=uid)
    if ending not in ("pdf", "docx"):
        raise Http404
    return papers_file(request, "event_letters", {"event": event.package_id, "message": str(uid)}, ending)


def _over_or_404(request: HttpRequest, package_id: str) -> Event:
    event = kept_or_404(request, package_id)
    if not is_over(event, timezone.now()) or event.published_at is None:
        raise Http404
    return event


def _reach_words(found: Reached) -> str:
    words = ngettext("%(n)s person, %(mail)s by e-mail", "%(n)s people, %(mail)s by e-mail", found.number)
    return words % {"n": found.number, "mail": found.by_email}


def _told(row: AfterMessage) -> dict[str, Any]:
    number = row.mails.count()
    return {
        "row": row,
        "group": Group(row.group).label,
        "number": ngettext("%(n)s person", "%(n)s people", number) % {"n": number},
    }


_HERE = "gestion/eventos/<slug:package_id>/mensajes/"
urlpatterns = [
    path(_HERE, writing, name="desk_event_writing"),
    path(f"{_HERE}<uuid:uid>/", message, name="desk_event_message"),
    path(f"{_HERE}<uuid:uid>/mensaje.eml", eml, name="desk_event_message_eml"),
    path(f"{_HERE}<uuid:uid>/cartas/<slug:ending>/", letters, name="desk_event_message_letters"),
]
