"""What they thought of it: once each, tied to nobody, and told under the rules of disclosure alone."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.after.results import LEAST, results, suppressed
from events.after.survey import (
    Asked,
    answer,
    close_over,
    close_survey,
    open_survey,
    usual_questions,
    write_questions,
)
from events.links import place_token
from events.models import Survey, SurveyAnswer, SurveyTicket
from events.web.desk.after.survey import question_lines, questions_typed
from network.accounts.enums import Role
from tests.factories.records import ThemeFactory

from ..steps import over, place_of
from ..test_line import coordinator, member

pytestmark = pytest.mark.django_db
SCALE_AND_TEXT = (Asked("scale", "¿Útil?"), Asked("text", "¿Qué mejoraría?"))


def asked(number: int, *, questions: Any = SCALE_AND_TEXT, **values: Any) -> tuple[Any, list[Any]]:
    people = [member() for _ in range(number)]
    by = coordinator()
    event = over(*people, by=by, **values)
    write_questions(event=event, by=by, asked=questions)
    open_survey(event=event, by=by, closes_on=timezone.localdate() + dt.timedelta(days=7))
    return event, [place_of(event, person) for person in people]


def told(event: Any, places: list[Any], said: list[dict[int, str]]) -> Any:
    for row, one in zip(places, said, strict=False):
        answer(row=row, said=one)
    survey = close_survey(survey=event.survey)
    return results(event, survey)


def test_she_answers_once_and_nothing_ties_the_answer_to_her() -> None:
    event, [row, _other] = asked(2)
    assert answer(row=row, said={1: "5", 2: "Más tiempo"}) is True
    assert answer(row=row, said={1: "1"}) is False
    assert set(SurveyAnswer.objects.values_list("choice", "text")) == {(None, "Más tiempo"), (5, "")}
    reaches = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert reaches == {"key", "question", "choice", "text"}
    assert {field.name for field in SurveyTicket._meta.get_fields()} & {"at", "answered_at"} == set()
    close_survey(survey=event.survey)
    assert (SurveyTicket.objects.count(), SurveyAnswer.objects.count()) == (0, 2)


def test_only_who_came_answers_and_only_while_it_is_open() -> None:
    missed, by = member(), coordinator()
    event = over(member(), absent=(missed,), by=by)
    row = place_of(event, missed)
    write_questions(event=event, by=by, asked=usual_questions())
    open_survey(event=event, by=by, closes_on=timezone.localdate())
    with pytest.raises(ValidationError, match="cerradas"):
        answer(row=row, said={1: "5"})
    came = event.registrations.exclude(pk=row.pk).select_related("event").get()
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        with pytest.raises(ValidationError, match="cerradas"):
            answer(row=came, said={1: "5"})
        assert (close_over(), close_over()) == (1, 0)
    with pytest.raises(ValidationError):
        open_survey(event=event, by=by, closes_on=timezone.localdate())
    with pytest.raises(ValidationError):
        write_questions(event=event, by=by, asked=usual_questions())


@pytest.mark.parametrize("said", [{}, {1: "9"}, {1: "siempre"}, {2: "x" * 1001}])
def test_what_is_no_answer_is_refused_and_leaves_nothing(said: dict[int, str]) -> None:
    _event, [row] = asked(1)
    with pytest.raises(ValidationError):
        answer(row=row, said=said)
    assert (SurveyAnswer.objects.count(), SurveyTicket.objects.count()) == (0, 0)


def test_nothing_is_told_while_it_is_open_nor_of_few() -> None:
    event, places = asked(9)
    for row in places:
        answer(row=row, said={1: "5"})
    assert results(event, Survey.objects.get()) is None
    found = results(event, close_survey(survey=event.survey))
    assert found is not None
    assert (found.answered, found.told) == (None, ())


def test_small_rows_are_never_told_and_numbers_are_tens() -> None:
    event, places = asked(27)
    said = [{1: "5"}] * 14 + [{1: "3"}] * 12 + [{1: "1", 2: "Mal"}]
    found = told(event, places, said)
    assert found.answered == 20
    scale, text = found.told
    assert [row.number for row in scale.rows] == [10, 10, None, None]
    assert (text.texts, bool(text.why_not)) == ((), True)


def test_texts_are_shown_from_enough_of_them_on_in_an_order_that_tells_nothing() -> None:
    event, places = asked(12)
    found = told(event, places, [{2: f"Texto {n:02d}"} for n in range(12)])
    texts = found.told[1].texts
    assert sorted(texts) == [f"Texto {n:02d}" for n in range(12)]
    keys = list(SurveyAnswer.objects.order_by("key").values_list("text", flat=True))
    assert list(texts) == keys


def test_on_harassment_twice_as_many_have_to_answer() -> None:
    event, places = asked(19, title="Acoso laboral")
    assert told(event, places, [{1: "5"}] * 19).answered is None
    event, places = asked(12)
    event.themes.add(ThemeFactory(code="violencia"))
    assert told(event, places, [{1: "5"}] * 12).answered is None


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_no_row_that_is_not_told_follows_from_the_others(numbers: list[int]) -> None:
    rows = suppressed([(str(n), number) for n, number in enumerate(numbers)], LEAST)
    hidden = [number for row, number in zip(rows, numbers, strict=True) if row.number is None]
    assert all(number >= LEAST for row, number in zip(rows, numbers, strict=True) if row.number is not None)
    assert len(hidden) != 1
    assert all(row.number is None or row.number % 10 == 0 for row in rows)


def test_typed_questions_come_back_as_they_were_and_a_wrong_line_says_how() -> None:
    lines = question_lines(usual_questions())
    assert tuple(questions_typed(lines)) == usual_questions()
    with pytest.raises(ValidationError) as refused:
        questions_typed("Escala: ¿Útil?\n¿Y esto?\nOpciones: ¿Volvería? | Sí\nTexto: a | b")
    assert [text[:7] for text in refused.value.messages] == ["Línea 2", "Línea 3", "Línea 4"]


def test_the_page_is_opened_by_the_link_of_her_place_and_the_results_by_the_desk(log_in: Any) -> None:
    event, [row, *_others] = asked(10)
    there, client = reverse("event_opinion", args=[place_token(row.uid)]), Client()
    assert client.get(there).status_code == 200
    assert client.post(there, {}).status_code == 422
    assert "Gracias" in client.post(there, {"pregunta_1": "4"}).content.decode()
    assert client.post(there, {"pregunta_1": "1"}).status_code == 200
    assert SurveyAnswer.objects.count() == 1
    desk = log_in(Role.COORDINATOR)
    page = reverse("desk_event_survey", args=[event.package_id])
    csv = reverse("desk_event_survey_csv", args=[event.package_id])
    assert desk.get(csv).status_code == 404
    desk.post(reverse("desk_event_survey_close", args=[event.package_id]))
    assert "Respondieron menos de 10" in desk.get(page).content.decode()
    assert desk.get(csv).status_code == 404
    for other in (log_in(Role.ANALYST), log_in(user=member().account), log_in(Role.ADMINISTRATOR)):
        assert other.get(page).status_code == 404
