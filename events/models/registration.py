"""A place in an event: whose it is, how it stands, and every change of it with its one message."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from network.institutions.models import Institution
from network.joining.models import PrivacyNotice
from network.messages.models import Mailed
from network.people.models import Person
from network.vocabulary.moves import OnlyMoves

from ..enums import Attendance, ConsentPurpose, MarkedBy, PlaceState, SeatPool
from ..machine import BIRTHS, HELD, IN_LINE, MOVES
from .event import Event


class Registration(models.Model):
    """Somebody's place in the one line to the seats of an event.

    Of a person of the network only her key is kept; of whoever has no record, what she wrote. `turn` is her
    place in the line, given when she arrived in it and never again. `answers` are pairs of what was asked and
    what she answered. `by` is whoever wrote her in, if not she herself.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    pool = models.CharField(max_length=8, choices=SeatPool.choices, default=SeatPool.ON_SITE)
    state = models.CharField(max_length=12, choices=PlaceState.choices, default=PlaceState.WAITING)
    turn = models.PositiveIntegerField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="event_places")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    post_title = models.CharField(max_length=200, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="event_places"
    )
    institution_name = models.CharField(max_length=250, blank=True)
    answers = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="es")
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("turn", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="place_pool_is_known", condition=Q(pool__in=SeatPool.values)),
            models.CheckConstraint(name="place_state_is_known", condition=Q(state__in=PlaceState.values)),
            models.CheckConstraint(
                name="place_is_somebodys", condition=Q(person__isnull=False) | ~Q(name="")
            ),
            models.CheckConstraint(
                name="place_in_line_has_its_turn",
                condition=~Q(state__in=IN_LINE) | Q(turn__isnull=False),
            ),
            models.CheckConstraint(
                name="place_offered_alone_has_its_time",
                condition=Q(state=PlaceState.OFFERED, offered_until__isnull=False)
                | (~Q(state=PlaceState.OFFERED) & Q(offered_until=None)),
            ),
            models.CheckConstraint(
                name="place_of_a_visitor_has_no_turn", condition=~Q(state=PlaceState.VISITOR) | Q(turn=None)
            ),
            models.UniqueConstraint(fields=("event", "turn"), name="turn_once_per_event"),
            models.UniqueConstraint(
                fields=("event", "person"),
                condition=Q(state__in=HELD, person__isnull=False),
                name="one_living_place_per_person",
            ),
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(state__in=HELD) & ~Q(email=""),
                name="one_living_place_per_address",
            ),
            OnlyMoves(field="state", births=BIRTHS, moves=MOVES, name="place_goes_known_ways"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("event", "pool", "state"), name="place_counted")
        ]

    def __str__(self) -> str:
        return f"Registration {self.uid}"  # a name must never reach a log by accident


class Move(Mailed):
    """One change of a registration, with the one message that tells of it. `before` is empty at arrival."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="moves")
    before = models.CharField(max_length=12, choices=PlaceState.choices, blank=True)
    after = models.CharField(max_length=12, choices=PlaceState.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"Move {self.pk}"


class EventConsent(models.Model):
    """She said yes to one purpose, under that version of the privacy notice."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=ConsentPurpose.choices)
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="event_consents")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("registration", "purpose"), name="consent_once_per_purpose")
        ]

    def __str__(self) -> str:
        return f"EventConsent {self.pk}"


class AccessNeed(models.Model):
    """What she needs to take part. It stands apart, and goes 30 days after the event (jobs.py).

    With `told_apart` whoever runs the event reads it without a name, even where she may not see the name.
    """

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="access_need")
    text = models.TextField(max_length=1000)
    told_apart = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"AccessNeed {self.pk}"


class Presence(models.Model):
    """What was noted of her on the day. A correction is another row, and the last one counts.

    `at` is when somebody marked it, which may be long before a phone without a connection could send it
    (`received_at`); `key` is what that phone made for the mark, so that it is never noted twice.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="presences")
    state = models.CharField(max_length=8, choices=Attendance.choices)
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    way = models.CharField(max_length=4, choices=MarkedBy.choices, default=MarkedBy.LIST)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="presence_is_known", condition=Q(state__in=Attendance.values)),
            models.CheckConstraint(name="presence_way_is_known", condition=Q(way__in=MarkedBy.values)),
            models.UniqueConstraint(
                fields=("registration",), condition=Q(way=MarkedBy.OWN), name="own_code_once_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"Presence {self.pk}"


class CalendarKey(models.Model):
    """By it a calendar program reads her own events. `turn` grows when she revokes it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_key")
    turn = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"CalendarKey {self.pk}"
