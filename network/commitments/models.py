"""Commitments: what a debtor owes a creditor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.agreements.models import Agreement
from network.institutions.models import Institution
from network.vocabulary.models import Record, Theme
from network.vocabulary.partial_date import PartialDateField


class CommitmentStatus(models.TextChoices):
    PENDING = "pending", _("Pending")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    UNKNOWN = "unknown", _("Unknown state")


class Commitment(Record):
    """A promise with a text, a theme and a state. `agreement` is empty where it comes from elsewhere."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    debtor = models.ForeignKey(Institution, models.PROTECT, related_name="commitments_owed")
    creditor = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="commitments_due_to"
    )
    text = models.TextField()
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    due_on = PartialDateField()
    status = models.CharField(max_length=12, choices=CommitmentStatus.choices)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text[:80]
