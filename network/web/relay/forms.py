"""What she types to write to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.relay.enums import Subject
from network.relay.models import LONGEST_SUBJECT, LONGEST_TEXT


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        help_text=_("No cases, nor any data of victims: only what is about the work of the two of you."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write your message before sending it."),
            "max_length": _(
                "It has %(show_value)d characters and %(limit_value)d fit: shorten it, or send it in two."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Longer texts are told by the form, which keeps them; a browser would cut what is pasted.
        self.fields["text"].widget.attrs.pop("maxlength", None)


class FirstForm(TextForm):
    about = forms.ChoiceField(
        label=_("What it is about"), choices=Subject.choices, initial=Subject.CONSULTATION
    )
    subject = forms.CharField(
        label=_("Subject in your words"),
        help_text=_("Only if you chose “Another subject”. No e-mail shows it."),
        max_length=LONGEST_SUBJECT,
        required=False,
    )
    field_order = ("about", "subject", "text")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("about") == Subject.OTHER and not said.get("subject"):
            self.add_error("subject", _("Write the subject, or choose one of the list."))
        return said

    @property
    def chosen(self) -> str:
        """The subject as it is to stand in the conversation."""
        about = Subject(self.cleaned_data["about"])
        return self.cleaned_data["subject"] if about is Subject.OTHER else str(about.label)
