"""Notes of whoever leaves a post, the files kept when posts are handed over, administrations that end."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from network.accounts.models import Grant
from network.documents.models import Document
from network.files.private import private_storage
from network.institutions.models import Institution, Post
from network.requests.models import Request
from network.ties.models import Appointment

from .enums import ClosingState, StepState


class HandoverNote(models.Model):
    """What the leaver wants her successor to know: one that is being written per post, until it is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.OneToOneField(Post, models.CASCADE, related_name="handover_note")
    text = models.TextField(max_length=20_000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    written_on = models.DateField()

    def __str__(self) -> str:
        return f"HandoverNote {self.uid}"


class Handover(models.Model):
    """The file of a post as it was on the day it was handed over.

    `content` holds the chapters: keys of records with their cells, of personal chapters the keys alone. What
    a reader sees of it is decided when she opens it (`kept.opened`). `scan` is the paper that was signed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="handovers")
    left = models.OneToOneField(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="handed_over"
    )
    taken = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="taken_over_with"
    )
    closing = models.ForeignKey(
        "AdministrationClosing", models.SET_NULL, null=True, blank=True, related_name="handovers"
    )
    handed_on = models.DateField()
    content = models.JSONField(default=list)
    note = models.TextField(max_length=20_000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    scan = models.FileField(upload_to="handovers", storage=private_storage, blank=True)
    scan_type = models.CharField(max_length=40, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-handed_on", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="handover_scan_says_what_it_is",
                condition=models.Q(scan="", scan_type="", scan_sha256="")
                | (~models.Q(scan="") & ~models.Q(scan_type="") & ~models.Q(scan_sha256="")),
            )
        ]

    def __str__(self) -> str:
        return f"Handover {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("handover", args=[self.uid])


class AdministrationClosing(models.Model):
    """One government that ends: whose designations, on which day, by what document, and how far it is.

    Its steps are rows of their own, each done in one transaction, so that it can be left and gone on with.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    institutions = models.ManyToManyField(Institution, related_name="+")
    ends_on = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    asks = models.BooleanField(default=True)  # prepares one request for new designations
    answer_by = models.DateField(null=True, blank=True)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="+")
    package_name = models.CharField(max_length=250, blank=True)
    package_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=ClosingState.choices, default=ClosingState.PREPARED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True, blank=True)  # when the queue last went on with it
    applied_on = models.DateField(null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    undone_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="closing_is_undone_for_a_reason",
                condition=~models.Q(state__in=("undoing", "undone")) | ~models.Q(undone_because=""),
            ),
            models.CheckConstraint(
                name="closing_is_applied_for_a_reason",
                condition=models.Q(state="prepared") | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("closing", args=[self.uid])


class ClosingDesignation(models.Model):
    """A designation that ends with the administration."""

    closing = models.ForeignKey(AdministrationClosing, models.CASCADE, related_name="designations")
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="closed_by")
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.WAITING)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("closing", "appointment"), name="designation_once_per_closing")
        ]

    def __str__(self) -> str:
        return f"ClosingDesignation {self.pk}"


class ClosingGrant(models.Model):
    """A role that ends with the administration; `given` is the one that whoever comes next holds then."""

    closing = models.ForeignKey(AdministrationClosing, models.CASCADE, related_name="grants")
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="+")
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    given = models.ForeignKey(Grant, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.WAITING)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("closing", "grant"), name="grant_once_per_closing")
        ]

    def __str__(self) -> str:
        return f"ClosingGrant {self.pk}"
