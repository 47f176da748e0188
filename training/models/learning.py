"""Who is in an edition, what she did in it, and what she has learned."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from events.models import Registration
from network.files.private import private_storage
from network.institutions.models import Institution
from network.messages.models import Mailed
from network.people.models import Person
from network.vocabulary.moves import OnlyMoves

from ..enums import ConsentState, ConsentWay, EnrolmentState, Entry, Learning, MarkSource, Said, WorkState
from ..machine import BIRTHS, HELD, MOVES
from .curriculum import Assignment, CurriculumContent, Unit
from .edition import Edition


class Enrolment(models.Model):
    """Somebody in an edition, or on her way into it.

    Of a person of the network only her key is kept; of whoever has no record, what was written. `place` is
    her registration in the opening session, once she has one: it says whether she has a seat or waits for it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="enrolments")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    post_title = models.CharField(max_length=200, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    way = models.CharField(max_length=10, choices=Entry.choices, default=Entry.SELF)
    state = models.CharField(max_length=14, choices=EnrolmentState.choices, default=EnrolmentState.ASKED)
    place = models.OneToOneField(
        Registration, models.SET_NULL, null=True, blank=True, related_name="enrolment"
    )
    reasons = models.TextField(max_length=2000, blank=True)  # hers, where there is a selection
    told = models.TextField(max_length=1000, blank=True)  # what the office told her when it decided
    wish = models.JSONField(
        default=dict, blank=True
    )  # how she wants her place, until she has one (wishes.py)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("created_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="enrolment_state_is_known", condition=Q(state__in=EnrolmentState.values)
            ),
            models.CheckConstraint(
                name="enrolment_is_somebodys", condition=Q(person__isnull=False) | ~Q(name="")
            ),
            models.CheckConstraint(
                name="enrolment_completed_alone_has_its_day",
                condition=Q(state=EnrolmentState.COMPLETED, completed_on__isnull=False)
                | (~Q(state=EnrolmentState.COMPLETED) & Q(completed_on=None)),
            ),
            models.UniqueConstraint(
                fields=("edition", "person"),
                condition=Q(state__in=HELD, person__isnull=False),
                name="one_living_enrolment_per_person",
            ),
            models.UniqueConstraint(
                "edition",
                Lower("email"),
                condition=Q(state__in=HELD) & ~Q(email=""),
                name="one_living_enrolment_per_address",
            ),
            OnlyMoves(field="state", births=BIRTHS, moves=MOVES, name="enrolment_goes_known_ways"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("edition", "state"), name="enrolment_counted")
        ]

    def __str__(self) -> str:
        return f"Enrolment {self.uid}"  # a name must never reach a log by accident


class SuperiorConsent(models.Model):
    """Her superior is asked whether she may take part. Of the superior nothing is kept once it is over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="consent")
    state = models.CharField(max_length=8, choices=ConsentState.choices, default=ConsentState.ASKED)
    name = models.CharField(max_length=200, blank=True)  # of the superior, as she wrote it
    post_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=6, choices=ConsentWay.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="consent_answered_says_when_and_how",
                condition=Q(state=ConsentState.ASKED, answered_at=None, way="")
                | (~Q(state=ConsentState.ASKED) & Q(answered_at__isnull=False) & ~Q(way="")),
            ),
        ]

    def __str__(self) -> str:
        return f"SuperiorConsent {self.uid}"


class EnrolmentMail(Mailed):
    """One message about an enrolment: to her, or to her superior. Its words are made when it is read."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="mails")
    says = models.CharField(max_length=12, choices=Said.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"EnrolmentMail {self.uid}"


class UnitMark(models.Model):
    """It was noted that she completed a content, or that she did not after all. The last one counts."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="marks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_done = models.BooleanField(default=True)
    source = models.CharField(max_length=12, choices=MarkSource.choices, default=MarkSource.FACILITATOR)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"UnitMark {self.pk}"


def stored_work(_work: "Work", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"training/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class Work(models.Model):
    """What she handed in for an assignment. Handed in again it is another row, and the last one counts."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="works")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.HANDED_IN)
    text = models.TextField(max_length=10_000, blank=True)
    file = models.FileField(storage=private_storage, upload_to=stored_work, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    handed_in_at = models.DateTimeField()
    comment = models.TextField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("handed_in_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="work_is_something", condition=~Q(text="") | ~Q(file="")),
            models.CheckConstraint(
                name="work_returned_says_why", condition=~Q(state=WorkState.RETURNED) | ~Q(comment="")
            ),
            models.UniqueConstraint(
                fields=("enrolment", "assignment"),
                condition=Q(state=WorkState.HANDED_IN),
                name="one_work_waits_per_assignment",
            ),
        ]

    def __str__(self) -> str:
        return f"Work {self.uid}"


class Learned(models.Model):
    """That she has learned a content, since a day and until another where it lapses: the one source of reach.

    It is written when what it stands on is recognised, and goes with it. `since` is a day of the calendar.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="learned")
    content = models.ForeignKey(CurriculumContent, models.PROTECT, related_name="learned")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=Learning.choices, default=Learning.EDITION)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, blank=True, related_name="learned")
    external = models.ForeignKey(
        "training.ExternalTraining", models.CASCADE, null=True, blank=True, related_name="learned"
    )

    class Meta:
        ordering = ("since", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("enrolment", "content"),
                condition=Q(enrolment__isnull=False),
                name="content_learned_once_per_enrolment",
            ),
            models.UniqueConstraint(
                fields=("external", "content"),
                condition=Q(external__isnull=False),
                name="content_learned_once_per_external_training",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("content", "person", "until"), name="learned_reach")
        ]

    def __str__(self) -> str:
        return f"Learned {self.pk}"

    def is_valid(self, on: dt.date) -> bool:
        return self.since <= on and (self.until is None or self.until > on)
