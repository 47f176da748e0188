"""Appointments to posts, and collaborations between people."""

import uuid
from typing import ClassVar

from django.db import models

from network.documents.models import Document
from network.institutions.models import Post
from network.people.models import Person
from network.vocabulary.enums import Basis
from network.vocabulary.models import Record
from network.vocabulary.overlap import NeverAtOnce
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import Capacity, CollaborationKind


class Appointment(Record):
    """A person holds a post in a capacity, dated, by a document. One titular at a time."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    capacity = models.CharField(max_length=25, choices=Capacity.choices)
    started = PartialDateField()
    ended = PartialDateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="appointments")
    end_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="appointments_ended"
    )

    class Meta:
        ordering = ("-started", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="appointment_ends_after_start"),
            models.UniqueConstraint(
                fields=("post",),
                condition=models.Q(capacity=Capacity.TITULAR, ended=""),
                name="one_current_titular_per_post",
            ),
            NeverAtOnce(per="post", when={"capacity": Capacity.TITULAR}, name="one_titular_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.uid}"


class Collaboration(models.Model):
    """A tie that two people declare. It counts once both have confirmed it.

    Whoever declined, or withdrew, is not asked again; the other is never told: to her it goes on waiting.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person_a = models.ForeignKey(Person, models.CASCADE, related_name="collaborations_a")
    person_b = models.ForeignKey(Person, models.CASCADE, related_name="collaborations_b")
    kind = models.CharField(max_length=12, choices=CollaborationKind.choices)
    started = PartialDateField()
    ended = PartialDateField()
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.STATED)
    confirmed_by_a = models.BooleanField(default=False)
    confirmed_by_b = models.BooleanField(default=False)
    declined_by_a = models.BooleanField(default=False)
    declined_by_b = models.BooleanField(default=False)
    about = models.CharField(max_length=200, blank=True)  # in what they work together

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="collaboration_ends_after_start"),
            models.UniqueConstraint(fields=("person_a", "person_b", "kind"), name="collaboration_once"),
            models.CheckConstraint(
                name="collaboration_is_between_two", condition=~models.Q(person_a=models.F("person_b"))
            ),
            models.CheckConstraint(
                name="who_declined_confirms_nothing",
                condition=~models.Q(confirmed_by_a=True, declined_by_a=True)
                & ~models.Q(confirmed_by_b=True, declined_by_b=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Collaboration {self.pk}"
