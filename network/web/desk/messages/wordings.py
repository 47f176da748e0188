"""The words of a kind of message: read, changed beside a live example, taken back to the original."""

import dataclasses
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.messages.enums import MessageKind
from network.messages.forms import SHORT_ENOUGH, Recipient, as_text
from network.messages.models import Wording
from network.messages.queries import words_of
from network.messages.services import back_to_original, reword
from network.messages.wording import Words, check, compose, places
from network.office.queries import office

from ...audience import coordinators


class WordsForm(forms.ModelForm[Wording]):
    class Meta:
        model = Wording
        fields = ["subject", "neutral_subject", "salutation", "body", "short"]
        labels = {
            "subject": pgettext_lazy("message", "Subject"),
            "neutral_subject": gettext_lazy("Neutral subject"),
            "salutation": gettext_lazy("Salutation"),
            "body": gettext_lazy("Text of the e-mail and the letter"),
            "short": gettext_lazy("Text to copy"),
        }
        help_texts = {
            "neutral_subject": gettext_lazy(
                "It stands in the place of the subject where somebody else may look: on violence and "
                "harassment, and for whoever does not want to be seen."
            ),
            "body": gettext_lazy(
                "An empty line begins a paragraph. Lines that begin with a hyphen are a list."
            ),
            "short": gettext_lazy("For WhatsApp: a few lines. Empty, the text of the letter is copied."),
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 16}),
            "short": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def words(self) -> Words:
        """What stands in the form, right or wrong."""
        names = [field.name for field in dataclasses.fields(Words)]
        return Words(**{name: str(self.data.get(name, self.initial.get(name, ""))) for name in names})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            check(self.kind, Words(**values))
        return values


@coordinators
def wording(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    _known(kind, language)
    words, is_changed = words_of(kind, language)
    form = WordsForm(request.POST or None, initial=dataclasses.asdict(words), kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            reword(kind=kind, language=language, words=Words(**form.cleaned_data), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            notices.success(request, _("The new words are used from now on."))
            return redirect("desk_wording", kind, language)
    context = {
        "form": form,
        "kind": kind,
        "language": language,
        "title": MessageKind(kind).label,
        "kicker": get_language_info(language)["name_local"].capitalize(),
        "is_changed": is_changed,
        "places": [(f"{{{{ {name} }}}}", place.meaning) for name, place in places(kind).items()],
        **_example(form, kind, language),
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Messages"), reverse("desk_messages"))],
    }
    return render(request, "network/desk/messages/wording.html", context)


@coordinators
@require_POST
def example(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """How it reads with what is being typed; nothing is kept."""
    _known(kind, language)
    form = WordsForm(request.POST, kind=kind)
    return render(request, "network/desk/messages/example.html", _example(form, kind, language))


@coordinators
@require_POST
def original(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    _known(kind, language)
    back_to_original(kind=kind, language=language, by=request.user)
    notices.success(request, _("The original words are used again."))
    return redirect("desk_wording", kind, language)


def _known(kind: str, language: str) -> None:
    if kind not in MessageKind.values or language not in dict(settings.LANGUAGES):
        raise Http404


def _example(form: WordsForm, kind: str, language: str) -> dict[str, Any]:
    """The message to nobody in particular, from the office as it is described."""
    described = office()
    values = {name: place.example for name, place in places(kind).items()}
    own = {"red": described.network_name, "oficina": described.office_name}
    values |= {name: said for name, said in own.items() if said}
    message = compose(
        kind,
        form.words(),
        recipient=Recipient(values["nombre"], values["puesto"], values["institucion"]),
        values=values,
        closing=described.closing,
        signature=described.signature,
        language=language,
    )
    text = as_text(message)
    return {"example": message, "text": text, "length": len(text), "is_long": len(text) > SHORT_ENOUGH}


_WORDS = "gestion/mensajes/textos/<slug:kind>/<slug:language>/"
urlpatterns = [
    path(_WORDS, wording, name="desk_wording"),
    path(f"{_WORDS}ejemplo/", example, name="desk_wording_example"),
    path(f"{_WORDS}original/", original, name="desk_wording_original"),
]
