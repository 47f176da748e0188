"""An event, who organises it, and for whom its seats are."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from network.institutions.models import Institution
from network.office.models import validate_time_zone
from network.people.models import Person
from network.vocabulary.models import Record, TermField, Territory, Theme

from ..enums import Audience, EventState, OrganiserRole, SeatPool


class Event(Record):
    """A seminar, workshop, talk or fair: what it is, when and where, and how many seats it has.

    It has no counters: who sits is counted in its registrations, under a lock on this row (line.py).
    `outward_title` stands wherever others may look: e-mails, calendars, letters. A kind of seat whose number
    is not said (None) is not offered at all. `sequence` counts the versions of its calendar entry.
    `has_quotas` and `has_questions` are written with those rows (publishing.py, copying.py): a thousand who
    press at once do not each ask for what most events do not have.
    """

    title = models.CharField(max_length=200)
    outward_title = models.CharField(max_length=200, blank=True)
    kind = TermField(vocabulary="event_kind")
    purpose = models.TextField(max_length=4000, blank=True)
    schedule = models.TextField(max_length=10_000, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True, db_index=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, validators=[validate_time_zone])
    place = models.CharField(max_length=250, blank=True)
    joining_link = models.URLField(max_length=500, blank=True)  # told to the enrolled alone
    has_interpretation = models.BooleanField(default=False)
    has_childcare = models.BooleanField(default=False)
    has_lactation_room = models.BooleanField(default=False)
    accessibility = models.TextField(max_length=1000, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.MEMBERS)
    for_institutions = models.ManyToManyField(Institution, blank=True, related_name="+")
    seats_on_site = models.PositiveIntegerField(null=True, blank=True)
    seats_online = models.PositiveIntegerField(null=True, blank=True)
    accept_hours = models.PositiveSmallIntegerField(
        default=48, validators=[MinValueValidator(1), MaxValueValidator(336)]
    )
    closes_at = models.DateTimeField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    is_lent = models.BooleanField(default=False, editable=False)  # a room above runs it (lent.py)
    has_quotas = models.BooleanField(default=False, editable=False)
    has_questions = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="event_state_is_known", condition=Q(state__in=EventState.values)),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="event_shown_says_when_and_has_seats",
                condition=Q(state=EventState.DRAFT, published_at=None)
                | (
                    ~Q(state=EventState.DRAFT)
                    & Q(published_at__isnull=False, starts_at__isnull=False, ends_at__isnull=False)
                    & (Q(seats_on_site__isnull=False) | Q(seats_online__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="event_cancelled_alone_says_why",
                condition=(Q(state=EventState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=EventState.CANCELLED) & Q(cancelled_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Event {self.uid}"  # its title may not be for whoever reads a log

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.package_id])

    def seats(self, pool: str) -> int | None:
        """How many there are of that kind; None where it is not offered."""
        return self.seats_on_site if pool == SeatPool.ON_SITE else self.seats_online

    @property
    def pools(self) -> list[SeatPool]:
        return [pool for pool in SeatPool if self.seats(pool) is not None]


class EventInstitution(models.Model):
    """An institution organises the event, with others or alone, or supports it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="organisers")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="events_organised")
    role = models.CharField(max_length=12, choices=OrganiserRole.choices, default=OrganiserRole.ORGANISES)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "institution"), name="institution_once_per_event")
        ]

    def __str__(self) -> str:
        return f"EventInstitution {self.pk}"


class Quota(models.Model):
    """At most so many seats, of both kinds together, for one institution or for one kind of institution."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="event_quotas"
    )
    institution_kind = TermField(vocabulary="institution_kind", blank=True)
    seats = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="quota_is_of_an_institution_or_of_a_kind",
                condition=Q(institution=None) & ~Q(institution_kind="")
                | Q(institution__isnull=False, institution_kind=""),
            ),
            models.UniqueConstraint(
                fields=("event", "institution"),
                condition=Q(institution__isnull=False),
                name="quota_once_per_institution",
            ),
            models.UniqueConstraint(
                fields=("event", "institution_kind"),
                condition=~Q(institution_kind=""),
                name="quota_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"Quota {self.pk}"


class Question(models.Model):
    """What the coordinator asks of whoever takes a place."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_required = models.BooleanField(default=False)

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "number"), name="question_number_once_per_event")
        ]

    def __str__(self) -> str:
        return f"Question {self.pk}"


class Invited(models.Model):
    """A person whom the invited list of the event names."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, models.CASCADE, related_name="event_invitations")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("event", "person"), name="person_invited_once_per_event")
        ]

    def __str__(self) -> str:
        return f"Invited {self.pk}"
