"""Milestones: what was done, with whom, where, when, with what result; and who advises which institution."""

import uuid
from functools import reduce
from operator import add
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.files.private import private_storage
from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.models import Record, TermField, Territory, Theme
from network.vocabulary.numbers import QualifiedNumber
from network.vocabulary.partial_date import PartialDateField, ends_after_start


class MilestoneRole(models.TextChoices):
    LEAD = "lead", _("leads")
    PARTNER = "partner", _("takes part")
    BENEFICIARY = "beneficiary", _("benefits")
    FUNDER = "funder", _("funds")


class Channel(models.TextChoices):
    """By what way advice was asked for and given."""

    CALL = "call", _("telephone call")
    WHATSAPP = "whatsapp", _("WhatsApp")
    VISIT = "visit", _("visit")
    EMAIL = "email", _("e-mail")


PARTS = ("women", "men", "other", "no_data")  # of the participants
_SUM_OF_PARTS = reduce(add, (Coalesce(models.F(part), 0) for part in PARTS))


class Milestone(Record):
    """One action. The qualifier belongs to participants and beneficiaries; the parts are of participants.

    `channel` says that it was advice given to an institution, which is its beneficiary; `withdrawn` that the
    record does not stand, and why.
    """

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
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    other = models.PositiveIntegerField(null=True, blank=True)
    no_data = models.PositiveIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    minutes_qualifier = models.CharField(max_length=10, choices=Qualifier.choices, blank=True)
    is_public = models.BooleanField(default=False)
    withdrawn = models.CharField(max_length=300, blank=True)

    left: frozenset[int] = frozenset()  # institutions that the deed under way takes off it, for who follows

    class Meta:
        ordering = ("-started", "title", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="milestone_ends_after_start"),
            models.CheckConstraint(
                name="milestone_parts_of_an_exact_total",
                condition=~models.Q(qualifier=Qualifier.EXACT)
                | models.Q(participants=None)
                | models.Q(participants__gte=_SUM_OF_PARTS),
                violation_error_message=_("Women, men, other and no data are more than the total."),
            ),
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


class ActionRecord(models.Model):
    """That a milestone was recorded here, once per key of the device, by whom; and who gave the advice."""

    milestone = models.OneToOneField(Milestone, models.CASCADE, related_name="record")
    key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    adviser = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"ActionRecord {self.pk}"


def stored_name(_file: "Evidence", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"actions/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class Evidence(models.Model):
    """A photo without its metadata, or a scan, that shows that the action took place. Never public."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="evidence")
    file = models.FileField(storage=private_storage, upload_to=stored_name)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("milestone", "sha256"), name="evidence_once_per_milestone")
        ]

    def __str__(self) -> str:
        return f"Evidence {self.pk}"


class AdviserAssignment(models.Model):
    """Who of the office answers the questions of an institution, from–to. One at a time."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="adviser_assignments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    started = PartialDateField()
    ended = PartialDateField()

    class Meta:
        ordering = ("-started", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="adviser_ends_after_start"),
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(ended=""),
                name="one_current_adviser_per_institution",
            ),
        ]

    def __str__(self) -> str:
        return f"AdviserAssignment {self.pk}"
