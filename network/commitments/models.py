"""Commitments: what a debtor owes a creditor; and the notice that partners give each other."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.agreements.models import Agreement
from network.documents.rules import validate_time
from network.institutions.models import Institution
from network.messages.models import Mailing
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


class AdvanceNotice(Record):
    """One partner of an agreement told others of an activity in advance: often what a commitment asks for.

    `mailing` holds the messages by which it was told.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="advance_notices")
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="advance_notices"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="advance_notices_given")
    to = models.ManyToManyField(Institution, related_name="advance_notices_received")
    title = models.CharField(_("activity"), max_length=250)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    happens_on = PartialDateField()
    happens_at = models.CharField(max_length=5, blank=True, validators=[validate_time])  # "10:00"
    place = models.CharField(max_length=250, blank=True)
    note = models.TextField(max_length=1500, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    mailing = models.OneToOneField(
        Mailing, models.SET_NULL, null=True, blank=True, related_name="advance_notice", editable=False
    )

    class Meta:
        ordering = ("-given_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="notice_says_when", condition=~models.Q(happens_on=""))
        ]

    def __str__(self) -> str:
        return f"AdvanceNotice {self.uid}"  # its title may be on violence
