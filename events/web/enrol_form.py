"""What is asked of whoever takes a place. A member is asked nothing that is known of her."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enrolling import Wish
from events.enums import ConsentPurpose
from events.models import Event
from network.web.joining.forms import ConsentForm


class PlaceForm(ConsentForm):
    """Its questions are those of the event; `is_visitor` asks who she is, too."""

    def __init__(self, *args: Any, event: Event, is_visitor: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.language = event, language
        questions = event.questions.all() if event.has_questions else ()
        self.asked = {f"pregunta_{one.number}": one for one in questions}
        fields: dict[str, forms.Field] = {}
        if len(event.pools) > 1:
            fields["pool"] = forms.ChoiceField(
                label=_("How you take part"),
                choices=[(pool.value, capfirst(str(pool.label))) for pool in event.pools],
                widget=forms.RadioSelect,
            )
        if is_visitor:
            fields |= _who()
        for name, one in self.asked.items():
            fields[name] = forms.CharField(
                label=one.text, required=one.is_required, max_length=1000, widget=forms.Textarea({"rows": 2})
            )
        fields["need"] = forms.CharField(
            label=_("What you need to take part"),
            help_text=_(
                "For instance an interpreter, a ramp, childcare. Only whoever organises the event reads it; "
                "it is deleted 30 days after. No diagnosis is needed."
            ),
            required=False,
            max_length=1000,
            widget=forms.Textarea({"rows": 2}),
        )
        if not is_visitor:
            fields["need_apart"] = forms.BooleanField(
                label=_("Tell what I need without my name"),
                help_text=_(
                    "If whoever organises it may not see who you are, she does not read what you need "
                    "either. With this she reads it, apart from the list, without your name or your place."
                ),
                required=False,
            )
        self.ask_consent(
            _(
                "I have read the privacy notice (version %(n)d) and agree that my data are used to organise "
                "this event and keep my place in it."
            )
        )
        said = {name: self.fields.pop(name) for name in ("consent", "mark")}
        for purpose in (ConsentPurpose.LATER, ConsentPurpose.PICTURES):
            said[purpose.value] = forms.BooleanField(
                label=_("I also agree: %(purpose)s.") % {"purpose": purpose.label}, required=False
            )
        self.fields = fields | said
        self.initial.setdefault("pool", event.pools[0].value if event.pools else "")

    @property
    def wish(self) -> Wish:
        said = self.cleaned_data
        also = [one for one in (ConsentPurpose.LATER, ConsentPurpose.PICTURES) if said[one.value]]
        return Wish(
            pool=said.get("pool") or self.event.pools[0],
            answers=[(one.text, said[name]) for name, one in self.asked.items()],
            need=said["need"],
            need_apart=bool(said.get("need_apart")),
            purposes=(ConsentPurpose.PLACE, *also),
            mark=said["mark"],
            language=self.language,
        )

    @property
    def shown_fields(self) -> list[Any]:
        return [field for field in self if field.name not in ("consent", "mark")]

    @property
    def is_a_program(self) -> bool:
        """Something filled in what nobody sees."""
        return bool(self.data.get("website"))


def _who() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(
            label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
        ),
        "email": forms.EmailField(
            label=_("E-mail"),
            help_text=_("We write to it to confirm that it is yours, and with what you need for the day."),
            max_length=254,
            widget=forms.EmailInput({"autocomplete": "email"}),
        ),
        "institution_name": forms.CharField(
            label=_("Institution where you work"),
            required=False,
            max_length=250,
            widget=forms.TextInput({"autocomplete": "organization"}),
        ),
        "post_title": forms.CharField(
            label=_("Your post"),
            required=False,
            max_length=200,
            widget=forms.TextInput({"autocomplete": "organization-title"}),
        ),
    }


class AcceptForm(ConsentForm):
    """Of whoever was written in by somebody else, and says yes only now."""


class PassOnForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of your colleague"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Her e-mail"),
        help_text=gettext_lazy("We write to her; the place is hers once she accepts."),
        max_length=254,
    )


class CodeForm(forms.Form):
    """The code of the moment, as the screen of an online activity shows it."""

    code = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        help_text=gettext_lazy("Six digits, which change every minute."),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
