"""Groups and their seats."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.enums import Basis
from network.vocabulary.models import Record, TermField, Territory
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import SeatRole


class Group(Record):
    """A mesa, commission, council, committee or network."""

    name = models.CharField(max_length=300)
    kind = TermField(vocabulary="group_kind")
    objective = models.TextField(blank=True)
    lead_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="groups_led"
    )
    territories = models.ManyToManyField(Territory, related_name="+")
    started = PartialDateField()
    frequency = models.CharField(max_length=120, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.package_id])


class Seat(models.Model):
    """An institution is seated, or a person for her institution, with a role, from–to."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="seats")
    role = models.CharField(max_length=12, choices=SeatRole.choices)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    started = PartialDateField()
    ended = PartialDateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="seat_ends_after_start"),
            models.UniqueConstraint(
                fields=("group", "institution"),
                condition=models.Q(person=None),
                name="institution_seated_once_per_group",
            ),
            models.UniqueConstraint(
                fields=("group", "institution", "person"), name="person_seated_once_per_group"
            ),
        ]

    def __str__(self) -> str:
        return f"Seat {self.pk}"
