"""The path of a mechanism. All of it are facts of an institution: nothing here names a person."""

from typing import ClassVar

from django.db import models

from network.documents.models import Document
from network.institutions.enums import Aspect, Stage
from network.institutions.models import Mechanism
from network.vocabulary.models import Record
from network.vocabulary.partial_date import PartialDateField

from .enums import Answer, Condition, Presence


class Evidenced(models.Model):
    """What is said of a mechanism on a date, by what evidence, and whether the public may read it."""

    evidence = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    on = PartialDateField()
    is_public = models.BooleanField(default=False)

    class Meta:
        abstract = True


class StageChange(Record, Evidenced):
    """The mechanism reached a stage, by that evidence; or fell back to one, for that reason."""

    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="stage_changes")
    stage = models.CharField(max_length=15, choices=Stage.choices)

    class Meta:
        ordering = ("on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="stage_change_has_evidence", condition=~models.Q(evidence="")),
            models.CheckConstraint(name="stage_change_has_a_date", condition=~models.Q(on="")),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.on}"


class ConditionFinding(Evidenced):
    """Whether one of the five conditions is met."""

    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="condition_findings")
    condition = models.CharField(max_length=20, choices=Condition.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("mechanism", "condition"), name="condition_found_once_per_mechanism"
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.answer}"


class ItemFinding(Evidenced):
    """Whether the mechanism has something that the model of its kind expects, in the words of the model."""

    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="item_findings")
    aspect = models.CharField(max_length=15, choices=Aspect.choices)
    text = models.CharField(max_length=500)
    presence = models.CharField(max_length=15, choices=Presence.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("mechanism", "aspect", "text"), name="item_found_once_per_mechanism"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.presence}"
