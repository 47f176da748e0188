"""Events that repeat, and events whose publication has its day."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from network.office.models import validate_time_zone

from ..recurrence import validate_rule
from .event import Event


class EventSeries(models.Model):
    """By which rule events repeat. Each of its days is an event of its own, with its own seats and line.

    `rule` is a rule of RFC 5545 (recurrence.py), counted from `first_day` in `time_zone`; `skipped` are days
    (2027-09-18) on which it does not take place; from `ends_before` on nothing more is made. `begins` and
    `ends` are the hours that the clocks of its place show, `nights` how many lie between them: an event alone
    cannot tell, where the clocks left its hour out. Once it is published, so is all that time adds to it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.CharField(max_length=300, validators=[validate_rule])
    first_day = models.DateField()
    time_zone = models.CharField(max_length=60, validators=[validate_time_zone])
    begins = models.TimeField()
    ends = models.TimeField()
    nights = models.PositiveSmallIntegerField(default=0)
    skipped = models.JSONField(default=list, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    is_published = models.BooleanField(default=False)

    class Meta:
        ordering = ("first_day", "pk")

    def __str__(self) -> str:
        return f"EventSeries {self.uid}"


class Occurrence(models.Model):
    """One day of a series was made, once. `event` is empty where its draft was discarded: no other is made.

    `is_own` says that it was changed alone: later ones are not made like it.
    """

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="occurrences")
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="occurrence")
    day = models.DateField()
    is_own = models.BooleanField(default=False)

    class Meta:
        ordering = ("day", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("series", "day"), name="occurrence_once_per_day")
        ]

    def __str__(self) -> str:
        return f"Occurrence {self.pk}"


class PlannedPublication(models.Model):
    """A draft is to be published at a moment. It goes when that is done, taken back or found impossible."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="planned")
    at = models.DateTimeField(db_index=True)
    with_following = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"PlannedPublication {self.pk}"
