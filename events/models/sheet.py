"""The scan of the list that was signed at the door."""

import uuid
from typing import ClassVar

from django.db import models

from network.files.private import private_storage

from .event import Event


def stored_name(_file: "SignedSheet", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"events/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class SignedSheet(models.Model):
    """A scan or photo of the signed list, as evidence of the event. Never public; gone after SHEET_YEARS."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="sheets")
    file = models.FileField(storage=private_storage, upload_to=stored_name)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "sha256"), name="sheet_once_per_event")
        ]

    def __str__(self) -> str:
        return f"SignedSheet {self.pk}"
