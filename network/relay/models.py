"""Conversations of two, what was written in them, and reports of abuse.

Nothing here is in the journal, in a search, in a package or on a desk, but for what somebody reported.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.people.models import Person

from .enums import Abuse, Face, Measure, ReportState

LONGEST_TEXT = 3000
LONGEST_SUBJECT = 120


class Acceptance(models.Model):
    """Whether members may write to her. Without a row they may, where they see her."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="relay_acceptance")
    accepts = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Acceptance {self.pk}"


class Conversation(models.Model):
    """Begun with a subject by one, about which the two of its sides write."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    started_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Conversation {self.uid}"  # its subject is for the two alone

    def get_absolute_url(self) -> str:
        return reverse("conversation", args=[self.uid])


class Side(models.Model):
    """One of the two: as whom the other reads her, and what she did with the conversation.

    `read_at` is for herself alone. Who left gets nothing more of it; what she hid is back with the next
    message.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="sides")
    person = models.ForeignKey(Person, models.CASCADE, related_name="conversation_sides")
    place = models.PositiveSmallIntegerField()  # 1 began it, 2 was written to
    face = models.CharField(max_length=6, choices=Face.choices)
    alias = models.CharField(max_length=120, blank=True)  # of that day
    shares_email = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("conversation", "person"), name="side_once_per_person"),
            models.UniqueConstraint(fields=("conversation", "place"), name="conversation_of_two"),
            models.CheckConstraint(name="side_is_one_of_two", condition=Q(place__in=(1, 2))),
            models.CheckConstraint(
                name="side_under_alias_has_it", condition=~Q(face=Face.ALIAS) | ~Q(alias="")
            ),
            models.CheckConstraint(
                name="who_left_shares_nothing", condition=Q(left_at=None) | Q(shares_email=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Side {self.pk}"


class Message(models.Model):
    """What one wrote to the other. Undelivered, it stands in the writer's own messages as any other does."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    sender = models.ForeignKey(Person, models.CASCADE, related_name="relayed_messages")
    text = models.TextField(max_length=LONGEST_TEXT)
    sent_at = models.DateTimeField()
    is_delivered = models.BooleanField()

    class Meta:
        ordering = ("sent_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("sender", "-sent_at"), name="relay_sent_by"),
        ]

    def __str__(self) -> str:
        return f"Message {self.uid}"


class Report(models.Model):
    """She shows messages to the administration, and says why. Who wrote them is never told who did."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reporter = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reported = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    messages = models.ManyToManyField(Message, related_name="reports")
    what = models.CharField(max_length=12, choices=Abuse.choices)
    why = models.TextField(max_length=1500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.OPEN)
    measure = models.CharField(max_length=12, choices=Measure.choices, blank=True)
    suspended_until = models.DateField(null=True, blank=True)  # that day included
    note = models.TextField(max_length=1000, blank=True)  # of the administration, for itself
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("state", "-made_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="relay_report_closed_with_a_measure",
                condition=Q(state=ReportState.OPEN, measure="", closed_at=None)
                | (Q(state=ReportState.CLOSED, closed_at__isnull=False) & Q(measure__in=Measure.values)),
            ),
            models.CheckConstraint(
                name="relay_suspension_has_its_day",
                condition=Q(measure=Measure.SUSPENSION, suspended_until__isnull=False)
                | (~Q(measure=Measure.SUSPENSION) & Q(suspended_until=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("desk_abuse_report", args=[self.uid])
