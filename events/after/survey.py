"""Questions about an event: chosen by whoever runs it, answered once and by nobody's name.

That somebody may answer, and whether she did, stands in her ticket; what was answered stands apart, one row
to a question, under random keys and without a time. Neither names the other.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record

from ..enums import AskedAs
from ..line import locked
from ..models import Event, Registration, Survey, SurveyAnswer, SurveyQuestion, SurveyTicket
from ..queries import kept_by
from ..rules import is_over
from .attended import came

MOST_QUESTIONS, MOST_OPTIONS = 12, 8
SCALE = (1, 2, 3, 4, 5)
OPEN_DAYS = 14
"""So long it is open where nobody says otherwise; the link of a place lives 30 days."""
MOST_DAYS = 28


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before it is kept."""

    asked_as: str
    text: str
    options: tuple[str, ...] = ()


def usual_questions() -> tuple[Asked, ...]:
    """What is offered to begin with."""
    return (
        Asked(AskedAs.SCALE, _("How useful was it for your work?")),
        Asked(AskedAs.SCALE, _("How clear was what was said?")),
        Asked(AskedAs.SCALE, _("How well did hour, place or connection suit you?")),
        Asked(
            AskedAs.CHOICE,
            _("Would you recommend it to a colleague?"),
            (_("Yes"), _("No"), _("I do not know")),
        ),
        Asked(AskedAs.TEXT, _("What will you use in your work?")),
        Asked(AskedAs.TEXT, _("What should be done better?")),
    )


def options_of(question: SurveyQuestion) -> list[tuple[int, str]]:
    """What may be chosen, with its number."""
    if question.asked_as == AskedAs.SCALE:
        words = {1: _("1: not at all"), 5: _("5: very much")}
        return [(value, words.get(value, str(value))) for value in SCALE]
    return list(enumerate(question.options, 1)) if question.asked_as == AskedAs.CHOICE else []


@transaction.atomic
def write_questions(*, event: Event, by: User, asked: Sequence[Asked]) -> Survey:
    """Replace the questions of a draft. Raises ValidationError once it was opened."""
    row = _hers(event, by)
    survey, _made = Survey.objects.get_or_create(event=row)
    if survey.opened_at is not None:
        raise ValidationError(_("It was opened: its questions stay as they are."), code="stale")
    if not 0 < len(asked) <= MOST_QUESTIONS:
        raise ValidationError({"questions": _("Ask between 1 and %(n)s questions.") % {"n": MOST_QUESTIONS}})
    survey.questions.all().delete()
    for number, one in enumerate(asked, 1):
        question = SurveyQuestion(
            survey=survey, number=number, asked_as=one.asked_as, text=one.text, options=list(one.options)
        )
        question.full_clean()
        question.save()
    return survey


@transaction.atomic
def open_survey(*, event: Event, by: User, closes_on: dt.date) -> Survey:
    """Those who came may answer until that day. Raises ValidationError."""
    row = _hers(event, by)
    survey = Survey.objects.select_for_update().filter(event=row).first()
    if survey is None or not survey.questions.exists():
        raise ValidationError(_("Write the questions first."), code="empty")
    if survey.opened_at is not None:
        raise ValidationError(_("It was opened already."), code="stale")
    now, today = timezone.now(), timezone.localdate()
    if not is_over(row, now):
        raise ValidationError(_("It is opened once the event is over."), code="early")
    if not today <= closes_on <= today + dt.timedelta(days=MOST_DAYS):
        words = _("Choose a day from today on, within %(n)s days: the links of the places end after 30.")
        raise ValidationError({"closes_on": words % {"n": MOST_DAYS}})
    survey.opened_at, survey.closes_on = now, closes_on
    survey.save()
    record(verb="open_survey", subject=row, by=by, after={"closes_on": closes_on.isoformat()})
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by: User | None = None) -> Survey:
    """Nobody answers any more; the tickets go, and with them who did. Without `by`, its day has passed."""
    if by is not None:
        _hers(survey.event, by)
    row = Survey.objects.select_for_update().get(pk=survey.pk)
    if row.opened_at is None:
        raise ValidationError(_("It was not opened."), code="stale")
    if row.closed_at is None:
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
        row.tickets.all().delete()
        record(verb="close_survey", subject=survey.event, by=by)
    return row


def close_over() -> int:
    """Those whose last day has passed; how many."""
    rows = Survey.objects.filter(closed_at=None, closes_on__lt=timezone.localdate())
    found = list(rows.select_related("event"))
    for survey in found:
        close_survey(survey=survey)
    return len(found)


def is_open(survey: Survey) -> bool:
    """Whether it takes answers today."""
    if survey.opened_at is None or survey.closed_at is not None or survey.closes_on is None:
        return False
    return survey.closes_on >= timezone.localdate()


def open_survey_of(row: Registration) -> Survey | None:
    """The questions that she of that place may still answer."""
    survey = Survey.objects.filter(event=row.event).first()
    if survey is None or not is_open(survey) or not came(row):
        return None
    return None if SurveyTicket.objects.filter(registration=row, is_used=True).exists() else survey


@transaction.atomic
def answer(*, row: Registration, said: Mapping[int, str]) -> bool:
    """Keep what she answered, by the number of the question; whether it was the first time.

    What was left empty is no answer. Raises ValidationError where it is closed, nothing was said, or a choice
    is none that was offered.
    """
    survey = Survey.objects.select_for_update().filter(event=row.event).first()
    if survey is None or not is_open(survey) or not came(row):
        raise ValidationError(_("These questions are closed. Thank you all the same."), code="closed")
    ticket, _made = SurveyTicket.objects.get_or_create(registration=row, defaults={"survey": survey})
    if ticket.is_used:
        return False
    made = []
    for question in survey.questions.all():
        text = said.get(question.number, "").strip()
        if text:
            made.append(_one(question, text))
    if not made:
        raise ValidationError(_("Answer at least one of the questions."), code="empty")
    SurveyAnswer.objects.bulk_create(made)
    SurveyTicket.objects.filter(pk=ticket.pk).update(is_used=True)
    Survey.objects.filter(pk=survey.pk).update(answered=F("answered") + 1)
    return True


def _one(question: SurveyQuestion, text: str) -> SurveyAnswer:
    if question.asked_as == AskedAs.TEXT:
        if len(text) > 1000:
            raise ValidationError({f"pregunta_{question.number}": _("At most 1000 signs. Shorten it.")})
        return SurveyAnswer(question=question, text=text)
    offered = {str(value): value for value, _words in options_of(question)}
    if text not in offered:
        raise ValidationError({f"pregunta_{question.number}": _("Choose one of the answers.")})
    return SurveyAnswer(question=question, choice=offered[text])


def _hers(event: Event, by: User) -> Event:
    row = locked(event)
    if not kept_by(Event.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    return row
