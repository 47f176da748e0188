"""What she learned elsewhere: told by her, with its evidence, and recognised by the office or returned."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from network.files.private import private_storage
from network.people.models import Person
from network.vocabulary.moves import OnlyMoves
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from ..enums import ExternalState
from .curriculum import CurriculumContent

EXTERNAL_BIRTHS = (ExternalState.HANDED_IN,)
EXTERNAL_MOVES: dict[ExternalState, tuple[ExternalState, ...]] = {
    ExternalState.HANDED_IN: (ExternalState.VERIFIED, ExternalState.RETURNED),
    ExternalState.RETURNED: (ExternalState.HANDED_IN,),
    ExternalState.VERIFIED: (ExternalState.RETURNED,),
}
"""What was returned she mends and hands in again; what was verified by mistake is returned too."""


def stored_evidence(_training: "ExternalTraining", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"training/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class ExternalTraining(models.Model):
    """A training that she took outside of this network. Its dates stay as exact as she knows them.

    `contents` are those that she says it taught; which of them count is decided by who verifies it, and
    stands in `Learned` alone. `comment` is what the office told her when it decided.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="external_trainings")
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    started = PartialDateField()
    ended = PartialDateField()
    hours = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(5000)],
    )
    contents = models.ManyToManyField(CurriculumContent, blank=True, related_name="+")
    file = models.FileField(storage=private_storage, upload_to=stored_evidence)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=ExternalState.choices, default=ExternalState.HANDED_IN, db_index=True
    )
    handed_in_at = models.DateTimeField()
    comment = models.TextField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-handed_in_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="external_training_ends_after_start"),
            models.CheckConstraint(
                name="external_training_says_when", condition=~Q(started="") | ~Q(ended="")
            ),
            models.CheckConstraint(name="external_training_has_evidence", condition=~Q(file="")),
            models.CheckConstraint(
                name="external_training_returned_says_why",
                condition=~Q(state=ExternalState.RETURNED) | ~Q(comment=""),
            ),
            models.CheckConstraint(
                name="external_training_decided_says_when",
                condition=Q(state=ExternalState.HANDED_IN) | Q(decided_at__isnull=False),
            ),
            OnlyMoves(
                field="state",
                births=EXTERNAL_BIRTHS,
                moves=EXTERNAL_MOVES,
                name="external_training_goes_known_ways",
            ),
        ]

    def __str__(self) -> str:
        return f"ExternalTraining {self.uid}"  # neither whose it is nor of what
