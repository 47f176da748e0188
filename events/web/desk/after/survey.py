"""The questions about an event at the desk: written, opened, closed; then what may be told of the answers."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.after.results import Results, least_of, results
from events.after.survey import (
    MOST_OPTIONS,
    OPEN_DAYS,
    Asked,
    close_survey,
    is_open,
    open_survey,
    usual_questions,
    write_questions,
)
from events.enums import AskedAs
from events.models import Event, Survey
from events.rules import is_over, outward
from events.times import when_words
from network.paper.document import Block, Bullets, Column, Facts, Heading, Note, Paper, Table
from network.vocabulary.words import folded
from network.web.audience import insiders
from network.web.csv_download import csv_download
from network.web.desk.posts.refusals import tell, tell_all
from network.web.paper_files import pdf_file

from ...doors import kept_or_404, trail
from ..typed import lines_of

_KINDS = {
    "escala": AskedAs.SCALE,
    "scale": AskedAs.SCALE,
    "opciones": AskedAs.CHOICE,
    "options": AskedAs.CHOICE,
    "texto": AskedAs.TEXT,
    "text": AskedAs.TEXT,
}


def questions_typed(text: str) -> list[Asked]:
    """“Opciones: ¿Volvería? | Sí | No” → a question. Raises ValidationError that says which line, and how."""
    found, problems = [], []
    for number, line in enumerate(lines_of(text), 1):
        kind, colon, rest = line.partition(":")
        asked_as = _KINDS.get(folded(kind))
        parts = [part.strip() for part in rest.split("|") if part.strip()]
        if not colon or asked_as is None or not parts:
            words = _("Line %(n)s: begin it with “Escala:”, “Opciones:” or “Texto:”, then the question.")
            problems.append(words % {"n": number})
        elif asked_as == AskedAs.CHOICE and not 2 <= len(parts) - 1 <= MOST_OPTIONS:
            words = _(
                "Line %(n)s: write between 2 and %(most)s options after the question, each after a “|”."
            )
            problems.append(words % {"n": number, "most": MOST_OPTIONS})
        elif asked_as != AskedAs.CHOICE and len(parts) > 1:
            words = _("Line %(n)s: only “Opciones:” has answers after a “|”.")
            problems.append(words % {"n": number})
        elif max(map(len, parts)) > 300:
            problems.append(_("Line %(n)s: it is longer than 300 signs. Shorten it.") % {"n": number})
        else:
            found.append(Asked(asked_as, parts[0], tuple(parts[1:])))
    if problems:
        raise ValidationError(problems)
    return found


def question_lines(asked: Any) -> str:
    labels = {AskedAs.SCALE: _("Scale"), AskedAs.CHOICE: _("Options"), AskedAs.TEXT: _("Text")}
    return "\n".join(
        f"{labels[AskedAs(one.asked_as)]}: {' | '.join([one.text, *one.options])}" for one in asked
    )


class QuestionsForm(forms.Form):
    questions = forms.CharField(
        label=pgettext_lazy("survey", "Questions"),
        help_text=gettext_lazy(
            "One to a line. “Escala: …” is answered from 1 to 5, “Opciones: … | one | other” by choosing, "
            "“Texto: …” in her own words. Ask nothing that tells who somebody is."
        ),
        max_length=6000,
        widget=forms.Textarea({"rows": 9}),
    )

    def clean_questions(self) -> list[Asked]:
        return questions_typed(self.cleaned_data["questions"])


class OpenForm(forms.Form):
    closes_on = forms.DateField(
        label=gettext_lazy("Open until"),
        help_text=gettext_lazy("What is answered is told only once it is closed, and never opened again."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


@insiders
def survey(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    row = _survey(event)
    asked = list(row.questions.all()) if row is not None else list(usual_questions())
    deed = request.POST.get("deed", "")
    lines = {"questions": question_lines(asked)}
    form = QuestionsForm(request.POST if deed == "write" else None, initial=lines)
    last = timezone.localdate() + dt.timedelta(days=OPEN_DAYS)
    opening = OpenForm(request.POST if deed == "open" else None, initial={"closes_on": last})
    if request.method == "POST":
        done = _done(request, event, deed, form, opening)
        if done is not None:
            return done
    is_draft = row is None or row.opened_at is None
    context = {
        "event": event,
        "survey": row,
        "form": form if is_draft else None,
        "opening": opening if row is not None and is_draft and is_over(event, timezone.now()) else None,
        "is_open": row is not None and is_open(row),
        "is_closed": row is not None and row.closed_at is not None,
        "is_over": is_over(event, timezone.now()),
        "asked": asked if not is_draft else [],
        "least": least_of(event, row) if row is not None else 10,
        "results": results(event, row) if row is not None else None,
        "breadcrumb": trail(event),
    }
    status = 422 if form.errors or opening.errors else 200
    return render(request, "events/desk/after/survey.html", context, status=status)


def _done(
    request: HttpRequest, event: Event, deed: str, form: QuestionsForm, opening: OpenForm
) -> HttpResponse | None:
    by: Any = request.user
    used = form if deed == "write" else opening
    if not used.is_valid():
        return None
    try:
        if deed == "write":
            write_questions(event=event, by=by, asked=form.cleaned_data["questions"])
            messages.success(request, _("The questions are kept."))
        else:
            open_survey(event=event, by=by, **opening.cleaned_data)
            messages.success(request, _("It is open. Those who came find it on the page of their place."))
    except ValidationError as error:
        tell(used, error)
        return None
    return redirect("desk_event_survey", event.package_id)


@insiders
@require_POST
def close(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    row = _survey(event)
    if row is None:
        raise Http404
    try:
        close_survey(survey=row, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is closed."))
    return redirect("desk_event_survey", event.package_id)


@insiders
def as_csv(request: HttpRequest, package_id: str) -> HttpResponse:
    _event, found = _results_or_404(request, package_id)
    rows = []
    for one in found.told:
        if one.is_text:
            rows += [(one.number, one.text, text, "") for text in one.texts]
            rows += [(one.number, one.text, one.why_not, "")] if one.why_not else []
        else:
            rows += [(one.number, one.text, row.label, told_number(row.number)) for row in one.rows]
    return csv_download(
        "resultados", [_("No."), _("Question"), pgettext("noun", "Answer"), _("How many")], rows
    )


@insiders
def as_pdf(request: HttpRequest, package_id: str) -> HttpResponse:
    event, found = _results_or_404(request, package_id)
    back = reverse("desk_event_survey", args=[event.package_id])
    return pdf_file(request, results_paper(event, found), "resultados", back=back)


def results_paper(event: Event, found: Results) -> Paper:
    answered = told_number(found.answered)
    columns = (Column(pgettext("noun", "Answer")), Column(_("How many"), numeric=True))
    blocks: list[Block] = [
        Facts(((_("When"), when_words(event)), (_("How many answered"), answered))),
        Note(rule_words(found.least)),
    ]
    for one in found.told:
        blocks.append(Heading(f"{one.number}. {one.text}"))
        if one.is_text:
            blocks.append(Bullets(one.texts) if one.texts else Note(one.why_not))
            continue
        cells = tuple((row.label, told_number(row.number)) for row in one.rows)
        blocks.append(Table(_("How many answered what"), columns, cells))
    return Paper(
        title=_("What they thought of it"),
        subtitle=outward(event),
        blocks=tuple(blocks),
        language=(get_language() or "es")[:2],
    )


def told_number(number: int | None) -> str:
    if number is None:
        return _("not told")
    return _("%(n)s or more") % {"n": number}


def rule_words(least: int) -> str:
    return _(
        "Numbers are rounded down to tens. An answer that fewer than %(n)s gave is not told, and never one "
        "alone in its question. Texts are shown from %(n)s on, in no order."
    ) % {"n": least}


def _results_or_404(request: HttpRequest, package_id: str) -> tuple[Event, Results]:
    event = kept_or_404(request, package_id)
    row = _survey(event)
    found = results(event, row) if row is not None else None
    if found is None or found.answered is None:
        raise Http404
    return event, found


def _survey(event: Event) -> Survey | None:
    return Survey.objects.filter(event=event).first()


_HERE = "gestion/eventos/<slug:package_id>/opiniones/"
urlpatterns = [
    path(_HERE, survey, name="desk_event_survey"),
    path(f"{_HERE}cerrar/", close, name="desk_event_survey_close"),
    path(f"{_HERE}resultados.csv", as_csv, name="desk_event_survey_csv"),
    path(f"{_HERE}resultados.pdf", as_pdf, name="desk_event_survey_pdf"),
]
