"""Notes of whoever leaves a post, and the files that were kept when posts were handed over."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from network.files.private import private_storage
from network.institutions.models import Post
from network.ties.models import Appointment


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
