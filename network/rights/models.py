"""Requests of rights and their days, copies of one's own data, openings of a record that is hidden."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from network.files.private import private_storage
from network.people.models import Person
from network.vocabulary.words import COUNTRIES

from .enums import Days, FileState, Right, State


class Deadline(models.Model):
    """How many days the office has for a right, where it says otherwise than `law.DEADLINES`."""

    country = models.CharField(max_length=2, choices=COUNTRIES)
    right = models.CharField(max_length=15, choices=Right.choices)
    answer_days = models.PositiveSmallIntegerField()
    effect_days = models.PositiveSmallIntegerField(default=0)  # after the answer, to carry it out
    extension_days = models.PositiveSmallIntegerField(default=0)
    counted = models.CharField(max_length=8, choices=Days.choices)
    legal_basis = models.CharField(max_length=400)
    is_reviewed = models.BooleanField(default=False)  # by whoever answers for law in the office

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("country", "right"), name="deadline_once_per_right"),
            models.CheckConstraint(name="deadline_has_days", condition=Q(answer_days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.right}"


class RestDay(models.Model):
    """A day on which the office does not work, beside weekends and the country's holidays."""

    day = models.DateField(unique=True)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.day.isoformat()


class RightsRequest(models.Model):
    """A woman asks for a right. Her own words and her name go with her; that it was asked and when, stays.

    The days and the legal basis are those of the day on which it came. `receipt` counts what was erased, by
    model, and names nobody.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    right = models.CharField(max_length=15, choices=Right.choices)
    country = models.CharField(max_length=2, choices=COUNTRIES)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="rights_requests")
    account = models.ForeignKey(  # of who has no record
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="rights_requests"
    )
    name = models.CharField(max_length=200, blank=True)  # of who has neither, as she gave it
    contact = models.CharField(max_length=200, blank=True)
    identity = models.TextField(max_length=500, blank=True)  # how the office made sure that it is she
    asks = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    legal_basis = models.CharField(max_length=400)
    counted = models.CharField(max_length=8, choices=Days.choices)
    received_on = models.DateField()
    answer_by = models.DateField()
    extension_days = models.PositiveSmallIntegerField(default=0)
    extended_on = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(max_length=1000, blank=True)
    effect_days = models.PositiveSmallIntegerField(default=0)
    effect_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    receipt = models.JSONField(default=dict, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("answer_by", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="right_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="right_is_answered_with_its_day",
                condition=(Q(state__in=(State.RECEIVED, State.WITHDRAWN)) & Q(answered_on=None))
                | (Q(state__in=(State.GRANTED, State.REFUSED, State.DONE)) & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="right_granted_says_until_when",
                condition=~Q(state=State.GRANTED) | Q(effect_by__isnull=False),
            ),
            models.CheckConstraint(
                name="right_done_has_its_day",
                condition=(Q(state=State.DONE) & Q(done_on__isnull=False))
                | (~Q(state=State.DONE) & Q(done_on=None)),
            ),
            models.CheckConstraint(
                name="right_answered_after_it_came",
                condition=(Q(answered_on=None) | Q(answered_on__gte=F("received_on")))
                & (Q(done_on=None) | Q(done_on__gte=F("received_on")))
                & Q(answer_by__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="right_extended_for_a_reason",
                condition=Q(extended_on=None, extension_reason="")
                | (Q(extended_on__isnull=False) & ~Q(extension_reason="")),
            ),
            models.CheckConstraint(
                name="right_is_asked_by_record_or_account", condition=Q(person=None) | Q(account=None)
            ),
        ]

    def __str__(self) -> str:
        return f"RightsRequest {self.uid}"  # a name must never reach a log by accident

    def get_absolute_url(self) -> str:
        return reverse("desk_right", args=[self.uid])


class Opening(models.Model):
    """An administrator opened the record of somebody whom she may not see, for a reason and a short time."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="openings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="openings"
    )
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="opening_has_its_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"Opening {self.uid}"


def stored_name(_copy: "DataCopy", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"own_data/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class DataCopy(models.Model):
    """The file of somebody's own data, from her asking to the day on which it is forgotten.

    `person` is None where the account that asked has no record.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    total = models.PositiveSmallIntegerField(default=0)  # parts
    done = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    without_paper = models.BooleanField(default=False)  # this machine could make no PDF
    file = models.FileField(storage=private_storage, upload_to=stored_name, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("person",), name="one_copy_of_her_data_at_a_time"),
            models.UniqueConstraint(
                fields=("account",), condition=Q(person=None), name="one_copy_of_an_account_at_a_time"
            ),
            models.CheckConstraint(
                name="copy_is_ready_with_its_file",
                condition=(Q(state=FileState.READY) & ~Q(file="")) | (~Q(state=FileState.READY) & Q(file="")),
            ),
        ]

    def __str__(self) -> str:
        return f"DataCopy {self.uid}"
