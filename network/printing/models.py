"""A file of papers that somebody asked for, from the asking to the day on which it is forgotten."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from network.files.private import private_storage

from .enums import PrintState

OPEN = (PrintState.WAITING, PrintState.MAKING, PrintState.READY)


def stored_name(_printing: "Printing", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"printings/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class Printing(models.Model):
    """Whose it is, what was asked (`kind`, `parameters`, as of `day`), how far it is, and the file.

    `key` is the same for the same asking: whoever asks twice finds the one she has. `digest` is of what the
    file says: it is handed over only while she would be told exactly that.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="printings")
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict, blank=True)
    ending = models.CharField(max_length=4)
    language = models.CharField(max_length=5)
    day = models.DateField()
    key = models.CharField(max_length=64)
    back = models.CharField(max_length=300)

    state = models.CharField(max_length=8, choices=PrintState.choices, default=PrintState.WAITING)
    total = models.PositiveIntegerField()  # papers
    rows = models.PositiveIntegerField()  # of their tables
    done = models.PositiveIntegerField(default=0)  # papers laid out
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    file = models.FileField(storage=private_storage, upload_to=stored_name, blank=True)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes

    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()  # when the queue was last asked, or last went on with it
    ready_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("by", "key"), condition=models.Q(state__in=OPEN), name="printing_asked_once"
            ),
            models.CheckConstraint(
                name="printing_is_ready_with_its_file",
                condition=~models.Q(state="ready") | (~models.Q(file="") & ~models.Q(digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Printing {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("printing", args=[self.uid])
