"""What is typed about rights."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.rights.enums import Days, Right
from network.rights.law import Term

NO_CASES = _("No cases are registered here, and no data of victims.")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


MEANS = {
    Right.ACCESS: _("to know what is kept of me, and what for"),
    Right.RECTIFICATION: _("that what is wrong be corrected"),
    Right.ERASURE: _("that my data be erased, and my account with them"),
    Right.OPPOSITION: _("that my data be used no more for something"),
    Right.PORTABILITY: _("to take my data with me in a file"),
    Right.BLOCKING: _("that my data be kept, and neither used nor seen"),
}


class AskForm(forms.Form):
    """She asks for a right of hers, whose name of the law comes with what it means."""

    right = forms.ChoiceField(label=_("What you ask for"), widget=forms.RadioSelect)
    asks = forms.CharField(
        label=_("In your words"), max_length=4000, required=False, widget=_text(4), help_text=NO_CASES
    )

    def __init__(self, *args: Any, terms: Iterable[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"].choices = [(term.right, self.called(term)) for term in terms]  # type: ignore[attr-defined]

    def called(self, term: Term) -> str:
        return f"{term.label}: {MEANS[Right(term.right)]}"


class EnterForm(AskForm):
    """What came to the office in another way."""

    right = forms.ChoiceField(label=_("What she asks for"), widget=forms.RadioSelect)
    record = forms.CharField(
        label=_("Her record"),
        max_length=254,
        required=False,
        help_text=_("Her e-mail or whole name, exactly as it is kept, if she is in the directory."),
    )
    name = forms.CharField(label=_("Name of who asks, if she has no record"), max_length=200, required=False)
    contact = forms.CharField(label=_("Where to answer her"), max_length=200, required=False)
    identity = forms.CharField(
        label=_("How you made sure that it is she"),
        max_length=500,
        widget=_text(2),
        help_text=_(
            "In words: which credential you saw, or who of the office knows her. Keep no copy of it."
        ),
    )
    received_on = forms.DateField(
        label=_("Received on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    asks = forms.CharField(
        label=_("What she asks, in her words"),
        max_length=4000,
        required=False,
        widget=_text(4),
        help_text=NO_CASES,
    )
    field_order = ("right", "record", "name", "contact", "identity", "received_on", "asks")

    def called(self, term: Term) -> str:
        return str(term.label)


class SwitchesForm(forms.Form):
    """What she opposes: each holds at once."""

    opposes_being_found = forms.BooleanField(
        label=_("I do not want members to find or see me"),
        required=False,
        help_text=_("My liaison and those who coordinate still see what their duty needs."),
    )
    opposes_suggestions = forms.BooleanField(
        label=_("I do not want to be suggested to other members"), required=False
    )
    refuses_messages = forms.BooleanField(
        label=_("I do not want members to write to me through the network"), required=False
    )


class OpenForm(forms.Form):
    """An administrator opens a record that is hidden from her."""

    asked = forms.CharField(
        label=_("Whose record"),
        max_length=254,
        help_text=_("Her whole name or her e-mail, exactly as it is kept, or the identifier of her record."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=_text(3),
        help_text=_("She reads it, with your name where she may see it, and the time."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_text(2))


class ExtendForm(forms.Form):
    reason = forms.CharField(
        label=_("Why more days are needed"), max_length=1000, widget=_text(2), help_text=_("She reads it.")
    )


class AnswerForm(forms.Form):
    granted = forms.ChoiceField(
        label=pgettext_lazy("noun", "Answer"),
        choices=[("yes", _("It is granted")), ("no", _("It is refused"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("In words"),
        max_length=4000,
        widget=_text(5),
        help_text=_("She reads it. If it is refused: why, and where she can complain."),
    )


class DeadlineForm(forms.Form):
    answer_days = forms.IntegerField(label=_("Days to answer"), min_value=1, max_value=365)
    extension_days = forms.IntegerField(label=_("Days more, once"), min_value=0, max_value=365)
    effect_days = forms.IntegerField(
        label=_("Days to carry it out, after the answer"), min_value=0, max_value=365
    )
    counted = forms.ChoiceField(label=_("Counted in"), choices=Days.choices)
    legal_basis = forms.CharField(label=_("Legal basis, in words"), max_length=400, widget=_text(2))
    is_reviewed = forms.BooleanField(
        label=_("The legal area of the office has reviewed this"), required=False
    )


class RestDaysForm(forms.Form):
    days = forms.CharField(
        label=_("Days on which the office does not work"),
        required=False,
        widget=_text(6),
        help_text=_(
            "One in each line, as in 2026-12-21, and after it what for if you like. Weekends and the "
            "holidays of the country are counted already."
        ),
    )

    def clean_days(self) -> dict[dt.date, str]:
        found: dict[dt.date, str] = {}
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            day, _space, label = line.strip().partition(" ")
            if not day:
                continue
            try:
                found[dt.date.fromisoformat(day)] = label.strip()
            except ValueError:
                raise ValidationError(
                    _("Line %(n)s: “%(day)s” is no day. Write it as in 2026-12-21."),
                    params={"n": number, "day": day},
                ) from None
        return found


def tell(form: forms.Form, error: ValidationError) -> None:
    """What a service refused, at the field it names or over the form."""
    if hasattr(error, "error_dict"):
        for name, problems in error.error_dict.items():
            form.add_error(name if name in form.fields else None, problems)
    else:
        form.add_error(None, error)
