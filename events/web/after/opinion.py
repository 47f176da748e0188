"""`/eventos/mi-lugar/<…>/opinion/`: what she thought of it, once, and kept without her."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from events.after.survey import answer, open_survey_of, options_of
from events.enums import AskedAs
from events.models import Survey
from events.rules import outward
from network.web.desk.posts.refusals import tell
from network.web.joining.door import open_door, told

from ..place_words import placed
from ..places import link_over


class OpinionForm(forms.Form):
    """The questions of one survey; none has to be answered."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in survey.questions.all():
            name = f"pregunta_{question.number}"
            if question.asked_as == AskedAs.TEXT:
                self.fields[name] = forms.CharField(
                    label=question.text,
                    help_text=_("Write nothing that tells who you are, and nothing about anybody else."),
                    required=False,
                    max_length=1000,
                    widget=forms.Textarea({"rows": 3}),
                )
            else:
                self.fields[name] = forms.ChoiceField(
                    label=question.text,
                    choices=[(str(value), words) for value, words in options_of(question)],
                    required=False,
                    widget=forms.RadioSelect,
                )

    @property
    def said(self) -> dict[int, str]:
        return {int(name.rpartition("_")[2]): text for name, text in self.cleaned_data.items()}


@open_door
def opinion(request: HttpRequest, token: str) -> HttpResponseBase:
    row = placed(token)
    if row is None:
        return link_over(request)
    place: dict[str, Any] = {"url": reverse("event_place", args=[token]), "label": _("My place")}
    survey = open_survey_of(row)
    if survey is None:
        words = _("They are closed, or you have answered already. Thank you.")
        return told(request, _("There are no questions for you now"), words, **place)
    form = OpinionForm(request.POST if request.method == "POST" else None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            answer(row=row, said=form.said)
        except ValidationError as error:
            tell(form, error)
        else:
            words = _("What you answered is kept without your name, and cannot be found again by anybody.")
            return told(request, _("Thank you"), words, **place)
    context = {
        "form": form,
        "title": _("How was it?"),
        "event_title": outward(row.event),
        "breadcrumb": [(_("My place"), place["url"])],
    }
    return render(request, "events/after/opinion.html", context, status=422 if form.errors else 200)


urlpatterns = [path("eventos/mi-lugar/<str:token>/opinion/", opinion, name="event_opinion")]
