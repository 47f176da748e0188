"""What is typed about saved answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.insights.answers.reports import QUESTIONS
from network.insights.models import SavedAnswer

_TITLE = SavedAnswer._meta.get_field("title").max_length


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=_TITLE,
        help_text=_("Everyone who has entered the network reads it: write no name of a person and no case."),
    )


class SaveForm(TitleForm):
    """Without a title, the answer is called by its question and the day."""

    question = forms.ChoiceField(widget=forms.HiddenInput)
    query = forms.CharField(required=False, widget=forms.HiddenInput, max_length=8000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["question"].choices = [(key, key) for key in QUESTIONS]  # type: ignore[attr-defined]
