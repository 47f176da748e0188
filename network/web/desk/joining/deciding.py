"""Ask for more, accept, decline: first what is said, then the message as it will be read, then it is done."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.documents.services import head_of_today
from network.joining.deciding import accept, ask, decline, decline_words, letter_to
from network.joining.enums import OPEN, DeclineReason
from network.joining.models import Application
from network.joining.queries import visible_to
from network.messages.enums import MessageKind
from network.messages.forms import Message, as_body, as_letter, as_text
from network.messages.models import Mailing
from network.messages.queries import sends_email
from network.messages.services import usual_letter
from network.messages.tasks import deliver_soon
from network.messages.wording import paragraphs
from network.paper.pages import as_html
from network.people.models import Person
from network.people.queries import in_care_of

from ...audience import recorders
from ..institutions_field import InstitutionsField
from ..posts.refusals import tell
from .application import alike, facts, found_in, trail

NEWCOMER = "nueva"


class WordsForm(forms.Form):
    """The message, once it was composed: empty until then, hers to change."""

    subject = forms.CharField(label=pgettext_lazy("message", "Subject"), max_length=150, required=False)
    body = forms.CharField(
        label=gettext_lazy("Text of the message"),
        help_text=gettext_lazy("Change it as you like. The link is added below it."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class QuestionForm(WordsForm):
    question = forms.CharField(
        label=gettext_lazy("What you ask her"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    said = ("question",)


class DeclineForm(WordsForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("What you add in your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    said = ("reason", "note")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reason") == DeclineReason.OTHER and not values.get("note", "").strip():
            self.add_error("note", _("Say the reason in your own words."))
        return values


class AcceptForm(WordsForm):
    institution = InstitutionsField(
        label=gettext_lazy("Institution where she works"),
        help_text=gettext_lazy("As in the directory. Empty, she belongs to none until it is recorded."),
        single=True,
        required=False,
        max_length=250,
    )
    is_verified = forms.BooleanField(
        label=gettext_lazy("I made sure with the institution that she works there"), required=False
    )
    said = ("institution", "is_verified")


_FORMS: dict[str, tuple[type[WordsForm], MessageKind, Any, Any]] = {
    "preguntar": (QuestionForm, MessageKind.QUESTION, gettext_lazy("Ask for more"), gettext_lazy("Ask her")),
    "aceptar": (
        AcceptForm,
        MessageKind.ADMISSION,
        gettext_lazy("Accept"),
        gettext_lazy("Accept and write to her"),
    ),
    "declinar": (
        DeclineForm,
        MessageKind.DECLINE,
        gettext_lazy("Decline"),
        gettext_lazy("Decline and write to her"),
    ),
}


@recorders
def decide(request: HttpRequest, uid: uuid.UUID, deed: str) -> HttpResponse:
    if deed not in _FORMS:
        raise Http404
    found = found_in(request, uid)
    if found.state not in OPEN:
        notices.info(request, _("Somebody has decided on this application already."))
        return redirect("desk_application", uid)
    kind_of_form, kind, title, label = _FORMS[deed]
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    form = kind_of_form(request.POST or None, initial={"institution": found.institution})
    others = alike(found, viewer) if deed == "aceptar" else []
    chosen = request.POST.get("person", "" if others else NEWCOMER)
    message: Message | None = None
    if request.method == "POST" and form.is_valid():
        problem = _whom(form, chosen, [one.person.uid for one in others], found)
        if not problem:
            message = composed(found, kind, form)
            if "enviar" in request.POST:
                try:
                    mailing = _DEEDS[deed](request, found, form, message, _person(chosen, viewer))
                except ValidationError as error:
                    tell(form, error)
                else:
                    return _done(request, mailing, uid)
    shown = bool(message) or "enviar" in request.POST
    if message is not None and not form.data.get("body"):
        typed = request.POST.copy()
        typed["subject"], typed["body"] = message.subject, "\n\n".join(message.paragraphs)
        form.data = typed
    context = {
        "application": found,
        "form": form,
        "fields": [form[name] for name in kind_of_form.said],  # type: ignore[attr-defined]
        "words": [form["subject"], form["body"]] if shown else [],
        "message": _in_forms(message) if message else None,
        "title": title,
        "label": label,
        "facts": facts(found),
        "others": others,
        "chosen": chosen,
        "newcomer": NEWCOMER,
        "sends_email": sends_email(),
        "breadcrumb": trail((found.name, reverse("desk_application", args=[uid]))),
    }
    return render(request, "network/desk/joining/decide.html", context, status=422 if form.errors else 200)


def composed(found: Application, kind: MessageKind, form: WordsForm) -> Message:
    """The message in the words of its kind, or in those that she changed them to."""
    said = form.cleaned_data
    values = {
        "pregunta": said.get("question", ""),
        "motivo": decline_words(said["reason"], said["note"]) if "reason" in said else "",
    }
    message = letter_to(found, kind, values)
    if said["body"].strip():
        written = paragraphs(said["body"].replace("\r\n", "\n"))
        if written != message.paragraphs:  # what she wrote is what is copied, too
            message = replace(message, paragraphs=written, short=())
        message = replace(message, subject=said["subject"].strip() or message.subject)
    return message


def _in_forms(message: Message) -> dict[str, Any]:
    """How it reads in each form, before the link is made."""
    told = (
        replace(message, link=_("(here stands her link)")) if message.kind != MessageKind.DECLINE else message
    )
    return {
        "subject": told.shown_subject,
        "text": as_text(told),
        "body": as_body(told),
        "letter": as_html(as_letter(told, head=head_of_today(), kind=usual_letter())),
    }


def _whom(form: WordsForm, chosen: str, offered: list[str], found: Application) -> bool:
    """Whether it is still open as whom she is accepted; a record that was asked for is no newcomer's."""
    if chosen in offered or (chosen == NEWCOMER and not found.person_id):
        return False
    form.add_error(None, _("Say whether she is one of the people on your list."))
    return True


def _person(chosen: str, viewer: Any) -> Person | None:
    if chosen == NEWCOMER:
        return None
    return in_care_of(Person.objects.filter(uid=chosen), viewer).get() if chosen else None


def _asked(request: HttpRequest, found: Application, form: Any, message: Message, _p: Any) -> Mailing:
    question = form.cleaned_data["question"]
    return ask(application=found, question=question, message=message, by=request.user)


def _declined(request: HttpRequest, found: Application, form: Any, message: Message, _p: Any) -> Mailing:
    said = form.cleaned_data
    return decline(
        application=found, reason=said["reason"], note=said["note"], message=message, by=request.user
    )


def _accepted(
    request: HttpRequest, found: Application, form: Any, message: Message, person: Person | None
) -> Mailing:
    said = form.cleaned_data
    return accept(
        application=found,
        person=person,
        institution=said["institution"],
        is_verified=said["is_verified"],
        message=message,
        by=request.user,
    )


_DEEDS: dict[str, Callable[..., Mailing]] = {
    "preguntar": _asked,
    "aceptar": _accepted,
    "declinar": _declined,
}


def _done(request: HttpRequest, mailing: Mailing, uid: uuid.UUID) -> HttpResponse:
    """On to the message for whoever runs the network; else to the application, which shows what it says.

    Accepted without an institution, she is in the care of the whole network alone: then to the queue.
    """
    if sends_email():
        deliver_soon()
        notices.success(request, _("It is done, and the message goes out now."))
    else:
        notices.success(
            request, _("It is done. This computer sends no e-mail: hand the message over yourself.")
        )
    if request.viewer.runs_network:  # type: ignore[attr-defined]
        return redirect("desk_message", mailing.messages.get().uid)
    still_hers = visible_to(Application.objects.filter(uid=uid), request.viewer)  # type: ignore[attr-defined]
    return redirect("desk_application", uid) if still_hers.exists() else redirect("desk_joining")


urlpatterns = [
    path("gestion/ingresos/<uuid:uid>/<slug:deed>/", decide, name="desk_application_decide"),
]
