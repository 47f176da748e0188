"""Milestones: what was done, with whom, where, when, with what result."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.institutions.models import Institution
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.models import Record, TermField, Territory, Theme
from network.vocabulary.numbers import QualifiedNumber
from network.vocabulary.partial_date import PartialDateField, ends_after_start


class MilestoneRole(models.TextChoices):
    LEAD = "lead", _("leads")
    PARTNER = "partner", _("takes part")
    BENEFICIARY = "beneficiary", _("benefits")
    FUNDER = "funder", _("funds")


class Milestone(Record):
    """One action. The qualifier belongs to whichever numbers the row bears."""

    title = models.CharField(max_length=400)
    summary = models.TextField()
    results = models.TextField(blank=True)
    territories = models.ManyToManyField(Territory, related_name="+")
    started = PartialDateField(db_index=True)
    ended = PartialDateField()
    kind = TermField(vocabulary="milestone_kind")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    participants = models.PositiveIntegerField(null=True, blank=True)
    count_of = models.CharField(max_length=15, choices=CountOf.choices, blank=True)
    beneficiaries = models.PositiveIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("-started", "title", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="milestone_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("milestone", args=[self.package_id])

    @property
    def participation(self) -> QualifiedNumber | None:
        if self.participants is None:
            return None
        return QualifiedNumber(self.participants, self.qualifier, self.count_of)


class MilestoneInstitution(models.Model):
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="institutions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="milestone_roles")
    role = models.CharField(max_length=12, choices=MilestoneRole.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("milestone", "institution", "role"), name="role_once_per_milestone"
            )
        ]

    def __str__(self) -> str:
        return f"MilestoneInstitution {self.pk}"
