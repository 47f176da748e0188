"""Plans and instruments, and the elements that a kind of plan is made of."""

from typing import ClassVar

from django.db import models

from network.institutions.models import Institution
from network.vocabulary.models import Record, TermField
from network.vocabulary.partial_date import PartialDateField, ends_after_start


class Plan(Record):
    """An agenda, plan, assessment or report of an institution."""

    title = models.CharField(max_length=300)
    kind = TermField(vocabulary="plan_kind")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="plans")
    starts_on = PartialDateField()
    ends_on = PartialDateField()
    objective = models.TextField(blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("starts_on", "ends_on", name="plan_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is read: in the dossier of its institution; nowhere if it has none."""
        return f"{self.institution.get_absolute_url()}#planes" if self.institution else ""


class PlanElement(models.Model):
    """A part that a kind of plan is expected to have."""

    plan_kind = models.CharField(max_length=60)
    element = models.CharField(max_length=120)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("plan_kind", "element"), name="plan_element_once")
        ]

    def __str__(self) -> str:
        return self.element
