"""A curriculum that is given: who gives it, its sessions, and how one comes into it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from events.models import Event
from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.models import Record, Territory

from ..enums import EditionRole, EditionState, Entry, Modality
from .curriculum import CurriculumVersion, Module, Unit


class Edition(Record):
    """One time that a version of a curriculum is given. It keeps that version to its end.

    It has no seats of its own: the line to them is that of its opening session (`CourseSession.is_opening`),
    and whoever has a seat there is on the list of every other session. `elearning_link` is the institution's
    own platform, told to the enrolled alone. An edition that is finished is CLOSED: its results are fixed.
    """

    version = models.ForeignKey(CurriculumVersion, models.PROTECT, related_name="editions")
    title = models.CharField(max_length=200, blank=True)  # what tells it from others: "Segundo semestre 2027"
    state = models.CharField(max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    modality = models.CharField(max_length=10, choices=Modality.choices, default=Modality.MIXED)
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    entry = models.CharField(max_length=10, choices=Entry.choices, default=Entry.SELF)
    criteria = models.TextField(max_length=2000, blank=True)  # of selection, told to whoever asks
    asks_consent = models.BooleanField(default=False)  # of her superior, before she is in
    closes_on = models.DateField(null=True, blank=True)  # the last day on which one asks for a place
    elearning_link = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-starts_on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="edition_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="edition_shown_has_its_days",
                condition=Q(state=EditionState.DRAFT, published_at=None)
                | (
                    ~Q(state=EditionState.DRAFT)
                    & Q(published_at__isnull=False, starts_on__isnull=False, ends_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="edition_cancelled_alone_says_why",
                condition=(Q(state=EditionState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=EditionState.CANCELLED) & Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="edition_closed_alone_says_when",
                condition=Q(state=EditionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=EditionState.CLOSED) & Q(closed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.uid}"  # its title may not be for whoever reads a log

    def get_absolute_url(self) -> str:
        return reverse("edition", args=[self.package_id])


class EditionInstitution(models.Model):
    """An institution gives the edition, with others or alone, or supports it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="institutions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="editions")
    role = models.CharField(max_length=12, choices=EditionRole.choices, default=EditionRole.PROVIDES)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("edition", "institution"), name="institution_once_per_edition")
        ]

    def __str__(self) -> str:
        return f"EditionInstitution {self.pk}"


class Facilitator(models.Model):
    """Whoever teaches in an edition: a person of the network, or a name. She marks what she teaches.

    Without `modules` she teaches all of them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="editions_facilitated"
    )
    name = models.CharField(max_length=200, blank=True)
    institution_name = models.CharField(max_length=250, blank=True)
    modules = models.ManyToManyField(Module, blank=True, related_name="+")
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="facilitator_is_somebody", condition=Q(person__isnull=False) | ~Q(name="")
            ),
            models.UniqueConstraint(
                fields=("edition", "person"),
                condition=Q(person__isnull=False),
                name="person_facilitates_once_per_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"Facilitator {self.uid}"


class CourseSession(models.Model):
    """An event of an edition: its day, room, list and door are the event's. `units` are what it teaches."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    event = models.OneToOneField(Event, models.PROTECT, related_name="course_session")
    number = models.PositiveSmallIntegerField()
    is_opening = models.BooleanField(default=False)
    module = models.ForeignKey(Module, models.PROTECT, null=True, blank=True, related_name="+")
    units = models.ManyToManyField(Unit, blank=True, related_name="+")

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("edition", "number"), name="session_number_once_per_edition"),
            models.UniqueConstraint(
                fields=("edition",), condition=Q(is_opening=True), name="one_opening_session_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"CourseSession {self.uid}"
