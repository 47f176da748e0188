"""What was answered about an event, under the rules of disclosure (docs/released.md).

Nothing is told before the questions are closed, so that no two looks can be compared. Then, from `LEAST` who
answered on (twice as many where violence or harassment is spoken of), each question has one table of fixed
rows, in which every number, and how many answered, is rounded down to tens. A row of fewer than `LEAST` is
not told, and never one alone: the smallest beside it is not told either. What was left unanswered is a row
too, so that no sum is known from which one that is not told would follow.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.messages.neutral import asks_for_neutrality

from ..enums import AskedAs
from ..models import Event, Survey, SurveyQuestion
from .survey import options_of

LEAST, LEAST_TENDER = 10, 20


@dataclass(frozen=True, slots=True)
class Row:
    """An answer, and how many gave it at least, in tens; None where that is not told."""

    label: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """One question with its table or, from enough of them on, its texts. `why_not` says what is missing."""

    number: int
    text: str
    is_text: bool
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """How many answered at least, in tens, and each question; nothing of them below `least`."""

    least: int
    answered: int | None
    told: tuple[Told, ...]


def least_of(event: Event, survey: Survey) -> int:
    """From how many on anything is told of this one."""
    themes = [text for theme in event.themes.all() for text in (theme.code, theme.label_es, theme.label_en)]
    texts = [question.text for question in survey.questions.all()]
    is_tender = asks_for_neutrality(event.title, event.purpose, *themes, *texts)
    return LEAST_TENDER if is_tender or event.outward_title else LEAST


def results(event: Event, survey: Survey) -> Results | None:
    """Nothing while it is open or a draft."""
    if survey.closed_at is None:
        return None
    least = least_of(event, survey)
    if survey.answered < least:
        return Results(least, None, ())
    told = tuple(_told(question, survey.answered, least) for question in survey.questions.all())
    return Results(least, tens(survey.answered), told)


def _told(question: SurveyQuestion, answered: int, least: int) -> Told:
    if question.asked_as == AskedAs.TEXT:
        texts = tuple(question.answers.order_by("key").values_list("text", flat=True))
        if len(texts) < least:
            why = _("Fewer than %(n)s wrote something: their words are not shown.") % {"n": least}
            return Told(question.number, question.text, is_text=True, why_not=why)
        return Told(question.number, question.text, is_text=True, texts=texts)
    counts = Counter(question.answers.values_list("choice", flat=True))
    cells = _cells(question, counts)
    cells.append((_("no answer"), answered - sum(counts.values())))
    rows = suppressed(cells, least)
    why = ""
    if all(row.number is None for row in rows):
        why = _("The answers are too few in each row to be told.")
    return Told(question.number, question.text, is_text=False, rows=rows, why_not=why)


def _cells(question: SurveyQuestion, counts: "Counter[int | None]") -> list[tuple[str, int]]:
    """A scale of five has three rows: fewer of them stay untold."""
    if question.asked_as == AskedAs.SCALE:
        return [
            (_("much (4 or 5)"), counts[4] + counts[5]),
            (_("neither much nor little (3)"), counts[3]),
            (_("little (1 or 2)"), counts[1] + counts[2]),
        ]
    return [(label, counts[value]) for value, label in options_of(question)]


def suppressed(cells: list[tuple[str, int]], least: int) -> tuple[Row, ...]:
    """The rows as they may be told: small ones not, and never one alone."""
    hidden = {place for place, (_label, number) in enumerate(cells) if number < least}
    shown = sorted((number, place) for place, (_label, number) in enumerate(cells) if place not in hidden)
    if len(hidden) == 1 and shown:
        hidden.add(shown[0][1])
    return tuple(
        Row(label, None if place in hidden else tens(number)) for place, (label, number) in enumerate(cells)
    )


def tens(number: int) -> int:
    return number - number % 10
