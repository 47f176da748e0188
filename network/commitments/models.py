"""Commitments: what a debtor owes a creditor; and the notice that partners give each other."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.agreements.models import Agreement
from network.documents.models import Document
from network.documents.rules import validate_time
from network.files.private import private_storage
from network.institutions.models import Institution
from network.messages.models import Mailing
from network.plans.models import Plan
from network.vocabulary.models import Record, Theme
from network.vocabulary.partial_date import PartialDateField


class CommitmentStatus(models.TextChoices):
    PENDING = "pending", _("Pending")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    NOT_MET = "not_met", _("Not met")
    UNKNOWN = "unknown", _("Unknown state")


# Of these nothing more is awaited.
CLOSED = (CommitmentStatus.DONE, CommitmentStatus.NOT_MET)


class Commitment(Record):
    """A promise with a text, a theme and a state; it comes from an agreement, from a plan or from elsewhere.

    `first_due_on` is the date that it bore before it was first moved, where that was recorded. The creditor
    acknowledges what was done: `acknowledged_by` says who, `acknowledged_in` by what document.
    """

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="commitments")
    debtor = models.ForeignKey(Institution, models.PROTECT, related_name="commitments_owed")
    creditor = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="commitments_due_to"
    )
    text = models.TextField()
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    due_on = PartialDateField()
    status = models.CharField(max_length=12, choices=CommitmentStatus.choices)
    first_due_on = PartialDateField()
    done_on = PartialDateField()
    not_met_because = models.CharField(max_length=300, blank=True)
    acknowledged_on = PartialDateField()
    acknowledged_by = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="commitments_acknowledged"
    )
    acknowledged_in = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="commitments_acknowledged"
    )
    is_public = models.BooleanField(default=False)

    left: frozenset[int] = frozenset()  # institutions that the deed under way parts from it, for who follows

    class Meta:
        ordering = ("due_on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="commitment_comes_from_one_place",
                condition=models.Q(agreement=None) | models.Q(plan=None),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("desk_commitment", args=[self.package_id])


def stored_name(_row: "Progress", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"commitments/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class Progress(Record):
    """What was done for a commitment, as of when, with what shows it: a file, an address, a document.

    Never public: for whoever coordinates the network, the debtor or the creditor.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="progress")
    told_on = PartialDateField()
    text = models.CharField(_("what was done"), max_length=1000)
    link = models.URLField(_("address"), max_length=500, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="commitment_progress"
    )
    file = models.FileField(storage=private_storage, upload_to=stored_name, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-told_on", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="progress_says_when_and_what",
                condition=~models.Q(told_on="") & ~models.Q(text=""),
            )
        ]

    def __str__(self) -> str:
        return f"Progress {self.pk}"


class AdvanceNotice(Record):
    """One partner of an agreement told others of an activity in advance: often what a commitment asks for.

    `given_on` is the day on which it was told, empty where nobody recorded it; `mailing` holds the messages
    by which it was told, where they were written here.
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
    given_on = PartialDateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    mailing = models.OneToOneField(
        Mailing, models.SET_NULL, null=True, blank=True, related_name="advance_notice", editable=False
    )

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="notice_says_when", condition=~models.Q(happens_on=""))
        ]

    def __str__(self) -> str:
        return f"AdvanceNotice {self.uid}"  # its title may be on violence

    def get_absolute_url(self) -> str:
        """Its page, for whoever runs the network."""
        return reverse("agreement_notice_given", args=[self.agreement.package_id, self.uid])
