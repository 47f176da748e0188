"""Requests, the institutions they go to, and the reminders of those that stay silent."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.documents.models import Document
from network.institutions.models import Institution
from network.ties.models import Appointment
from network.vocabulary.models import TermField

from .enums import REPLIED, RequestKind, State, Way


class Request(models.Model):
    """One letter to many institutions. It is a draft until it is sent for the first time.

    `body` is parted by empty lines. Of a neutral request all lists, files and letters show the neutral
    subject.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what is asked"), max_length=15, choices=RequestKind.choices)
    letter_kind = TermField(_("kind of letter"), vocabulary="document_kind")
    subject = models.CharField(_("subject"), max_length=300)
    is_neutral = models.BooleanField(_("neutral"), default=False)
    neutral_subject = models.CharField(_("neutral subject"), max_length=300, blank=True)
    body = models.TextField(_("text"), max_length=20_000)
    due_on = models.DateField(_("answer until"), null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_because = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="request_is_sent_with_a_due_day",
                condition=Q(sent_on=None) | Q(due_on__isnull=False, due_on__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="request_is_closed_after_it_was_sent_and_says_why",
                condition=Q(closed_on=None, closed_because="")
                | Q(closed_on__gte=F("sent_on"), sent_on__isnull=False) & ~Q(closed_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("desk_request", args=[self.uid])

    @property
    def shown_subject(self) -> str:
        """The subject for whatever others may see."""
        if not self.is_neutral:
            return self.subject
        return self.neutral_subject or str(_("A message from the network"))

    @property
    def is_draft(self) -> bool:
        return self.sent_on is None

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


def _dates(state: State) -> Q:
    """Which dates a row bears in that state, and what else it must hold."""
    none = {"sent_on": None, "acknowledged_on": None, "answered_on": None, "withdrawn_on": None}
    found = Q(state=state)
    if state == State.DRAFTED:
        return found & Q(letter=None, **none)
    found &= Q(letter__isnull=False, sent_on__isnull=False)
    if state in REPLIED:
        return found & Q(answered_on__isnull=False, withdrawn_on=None)
    found &= Q(answered_on=None)
    if state in {State.WITHDRAWN, State.CANCELLED}:
        return found & Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")
    return found & Q(withdrawn_on=None, acknowledged_on__isnull=state == State.SENT)


class RequestRecipient(models.Model):
    """A request to one institution: its letter, when what happened, and the reply.

    `addressee` is how the letter addresses it, one line under the other; empty, by its name. A reply that
    came on paper is a document; the designations made from it keep their own records. While its letter is
    cancelled, `withdrawn_on` and `withdrawn_because` are of that; `former_letters` are those cancelled, with
    their reminders, before it was written to anew.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="recipients")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="requests_received")
    addressee = models.TextField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=15, choices=State.choices, default=State.DRAFTED)
    letter = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="request_recipient"
    )
    former_letters = models.ManyToManyField(Document, blank=True, related_name="+", editable=False)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    received_stamp = models.CharField(max_length=160, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reply_text = models.TextField(max_length=4000, blank=True)
    reply = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="request_replies")
    appointments = models.ManyToManyField(Appointment, blank=True, related_name="request_recipients")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("institution__name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("request", "institution"), name="institution_asked_once"),
            models.CheckConstraint(
                name="recipient_bears_the_dates_of_its_state",
                condition=_dates(State.DRAFTED)
                | _dates(State.SENT)
                | _dates(State.ACKNOWLEDGED)
                | _dates(State.ANSWERED)
                | _dates(State.DECLINED)
                | _dates(State.WITHDRAWN)
                | _dates(State.CANCELLED),
            ),
            models.CheckConstraint(
                name="recipient_answers_after_it_was_asked",
                condition=(Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("sent_on")))
                & (Q(answered_on=None) | Q(answered_on__gte=F("sent_on")))
                & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("sent_on"))),
            ),
            models.CheckConstraint(
                name="recipient_replies_only_in_an_answer",
                condition=Q(state__in=REPLIED) | Q(reply=None, reply_text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"RequestRecipient {self.uid}"

    def get_absolute_url(self) -> str:
        """Read it of a row with `request` at hand."""
        return reverse("desk_request_recipient", args=[self.request.uid, self.uid])


class Reminder(models.Model):
    """A reminder prepared for an institution that stays silent: the first, the second… one a day at most."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(RequestRecipient, models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    letter = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="request_reminder"
    )

    class Meta:
        ordering = ("recipient", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("recipient", "number"), name="reminder_once_per_number"),
            models.UniqueConstraint(fields=("recipient", "made_on"), name="reminder_once_a_day"),
            models.CheckConstraint(name="reminder_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"Reminder {self.number}"
