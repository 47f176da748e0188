"""Wordings that the office changed, and the outbox: what was prepared, for whom, how it left."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from network.documents.models import Document
from network.institutions.models import Institution
from network.people.models import Person

from .enums import Form, MailState, MessageKind
from .wording import Words


class Mailed(models.Model):
    """A row whose e-mail leaves once: its identifier, the same for every copy, and how it stands."""

    message_id = models.CharField(max_length=300, unique=True, editable=False)
    mail_state = models.CharField(
        max_length=10, choices=MailState.choices, default=MailState.NONE, db_index=True
    )
    mail_changed_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_resumed = models.BooleanField(default=False)  # sent again after a machine stopped while sending
    mail_problem = models.CharField(max_length=20, blank=True)  # a code of `rules.remedy`

    class Meta:
        abstract = True


class Wording(models.Model):
    """The words of a kind of message where the office changed them; without a row the original holds."""

    kind = models.CharField(max_length=20, choices=MessageKind.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=150)
    neutral_subject = models.CharField(max_length=150)
    salutation = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=8000)
    short = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "language"), name="wording_once_per_kind_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"

    @property
    def words(self) -> Words:
        return Words(self.subject, self.neutral_subject, self.salutation, self.body, self.short)


class Mailing(models.Model):
    """Messages prepared together, for one reason.

    `about_kind` and `about_uid` name what they are about (an agreement, a request): rooms above know it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=MessageKind.choices)
    title = models.CharField(max_length=300)
    is_neutral = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=40, blank=True)
    about_uid = models.UUIDField(null=True, blank=True, db_index=True)
    prepared_at = models.DateTimeField(auto_now_add=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("-prepared_at", "-pk")

    def __str__(self) -> str:
        return f"Mailing {self.uid}"  # its title may tell what a neutral message is about


class Outgoing(Mailed):
    """One message to one recipient, with the words it was prepared with.

    To a person of the directory the e-mail goes to her address of the moment, which is not kept here; `email`
    is the address of an institution, typed by whoever prepared it. The message goes when she goes.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="messages")
    number = models.PositiveSmallIntegerField()  # its place in the mailing, from 1
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="messages_to_her")
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="messages_to_it"
    )
    email = models.EmailField(blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_post = models.CharField(max_length=200, blank=True)
    to_institution = models.CharField(max_length=250, blank=True)
    to_lines = models.JSONField(default=list, blank=True)
    is_neutral = models.BooleanField(default=False)
    subject = models.CharField(max_length=500)
    neutral_subject = models.CharField(max_length=200, blank=True)
    salutation = models.CharField(max_length=500, blank=True)
    paragraphs = models.JSONField(default=list)
    short = models.JSONField(default=list, blank=True)
    link = models.CharField(max_length=500, blank=True)
    closing = models.CharField(max_length=120, blank=True)
    signature = models.TextField(max_length=400, blank=True)
    letter = models.OneToOneField(
        Document, models.SET_NULL, null=True, blank=True, related_name="message", editable=False
    )

    class Meta:
        ordering = ("mailing", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("mailing", "number"), name="number_once_per_mailing")
        ]

    def __str__(self) -> str:
        return f"Outgoing {self.uid}"  # a name must never reach a log by accident


class LetterToPerson(models.Model):
    """That a letter was issued to a person: it stays when a new letter takes its place, and when she goes."""

    letter = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="to_person")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="letters_to_her")

    def __str__(self) -> str:
        return f"LetterToPerson {self.pk}"


class Departure(models.Model):
    """A message left in one of its forms."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="departures")
    form = models.CharField(max_length=10, choices=Form.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.form} {self.at:%Y-%m-%d}"
