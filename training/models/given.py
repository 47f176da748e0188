"""Trainings that others reported as given, with counts only."""

from typing import ClassVar

from django.db import models

from network.institutions.models import Institution
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.models import Record, TermField, Territory, Theme
from network.vocabulary.numbers import QualifiedNumber
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from ..enums import Modality


class GivenTraining(Record):
    """A training that was reported with counts only; it names nobody."""

    title = models.CharField(max_length=400)
    kind = TermField(vocabulary="training_kind")
    providers = models.ManyToManyField(Institution, blank=True, related_name="trainings_given")
    audience = models.CharField(max_length=300, blank=True)
    audience_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="trainings_received"
    )
    participants = models.PositiveIntegerField(null=True, blank=True)
    count_of = models.CharField(max_length=15, choices=CountOf.choices, blank=True)
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, blank=True)
    started = PartialDateField(db_index=True)
    ended = PartialDateField()
    modality = models.CharField(max_length=10, choices=Modality.choices, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    territories = models.ManyToManyField(Territory, related_name="+")

    class Meta:
        ordering = ("-started", "title", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="given_training_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def participation(self) -> QualifiedNumber | None:
        if self.participants is None:
            return None
        return QualifiedNumber(self.participants, self.qualifier, self.count_of)
