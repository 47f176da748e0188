"""What a package brought: kept so that it can be undone, and so that later changes are noticed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    STAGED = "staged", _("Staged")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")


class Action(models.TextChoices):
    NEW = "new"
    CHANGED = "changed"


class Import(models.Model):
    """One package, from its staging to its undoing."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STAGED)
    source = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    trusted = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    territories = models.JSONField(default=list)  # primary keys of those that it made
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Import {self.pk}"


class StagedRow(models.Model):
    """A row that an import makes or changes: all its cells before and after. Unchanged rows are not kept."""

    package = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    key = models.TextField()
    action = models.CharField(max_length=10, choices=Action.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("package", "table"), name="staged_row_by_table"),
        ]

    def __str__(self) -> str:
        return f"StagedRow {self.pk}"


class PeopleExport(models.Model):
    """People left the platform in a file: when, by whom; the journal holds the reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"PeopleExport {self.pk}"
