"""What those who came thought of an event. No answer is tied to a person, nor to another answer of hers."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..enums import AskedAs
from .event import Event
from .registration import Registration


class Survey(models.Model):
    """The questions about one event. Draft until it is opened; its results are told once it is closed.

    `answered` counts how often somebody answered; no time of an answer is kept anywhere.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="survey")
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="survey_opened_says_until_when",
                condition=Q(opened_at=None, closes_on=None, closed_at=None, answered=0)
                | Q(opened_at__isnull=False, closes_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Survey {self.pk}"


class SurveyQuestion(models.Model):
    """One question: on a scale, among options, or in her own words."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    asked_as = models.CharField(max_length=8, choices=AskedAs.choices)
    text = models.CharField(max_length=300)
    options = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("survey", "number"), name="question_number_once_per_survey"),
            models.CheckConstraint(
                name="survey_question_is_of_a_known_kind", condition=Q(asked_as__in=AskedAs.values)
            ),
        ]

    def __str__(self) -> str:
        return f"SurveyQuestion {self.pk}"


class SurveyTicket(models.Model):
    """That she may answer once, and whether she did. It holds no answer, and goes when the survey closes."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tickets")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="survey_ticket")
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"SurveyTicket {self.pk}"


class SurveyAnswer(models.Model):
    """One answer to one question. Its key is random, so that their order tells nothing of who gave them."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="answers")
    choice = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("key",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="survey_answer_says_something",
                condition=Q(choice__isnull=False, text="") | (Q(choice=None) & ~Q(text="")),
            )
        ]

    def __str__(self) -> str:
        return f"SurveyAnswer {self.pk}"
