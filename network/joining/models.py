"""Versions of the privacy notice, consents to them, applications and invitations."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from network.institutions.models import Institution
from network.messages.models import Mailed
from network.people.enums import PostLevel
from network.people.models import Person
from network.vocabulary.models import Theme

from .enums import DECIDED, OPEN, ApplicationState, DeclineReason, InvitationState, Purpose


class PrivacyNotice(models.Model):
    """One version of the notice, as it was published: it is never altered, a new one follows it.

    `is_reviewed` says whether the legal office of whoever runs the network has looked at it.
    """

    version = models.PositiveIntegerField(unique=True)
    text_es = models.TextField(max_length=40_000)
    text_en = models.TextField(max_length=40_000)
    is_reviewed = models.BooleanField(default=False)
    published_on = models.DateField()

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="notice_versions_begin_at_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="notice_speaks_both_languages", condition=~Q(text_es="") & ~Q(text_en="")
            ),
        ]

    def __str__(self) -> str:
        return f"PrivacyNotice {self.version}"

    def text(self, language: str) -> str:
        return self.text_en if language.startswith("en") else self.text_es


class Application(Mailed):
    """She asks to be part of the network. Her words stay here until it is decided, and some months after.

    What the outbox reads of it is the one e-mail that answers its handing in (`mails.about`).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        max_length=12, choices=ApplicationState.choices, default=ApplicationState.UNCONFIRMED
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    institution_name = models.CharField(max_length=250)  # as in the list, or in her own words
    post_title = models.CharField(max_length=200, blank=True)
    post_level = models.CharField(max_length=10, choices=PostLevel.choices, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    does = models.TextField(max_length=2000, blank=True)
    seeks = models.TextField(max_length=2000, blank=True)
    # Whose record it asks for: she was invited under it, or was accepted as it.
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="applications", editable=False
    )
    # With which account she asked, where she had one without a record.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="applications"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=15, choices=DeclineReason.choices, blank=True)
    decline_note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("confirmed_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="application_state_is_known", condition=Q(state__in=ApplicationState.values)
            ),
            models.CheckConstraint(
                name="application_is_seen_once_confirmed",
                condition=Q(state=ApplicationState.UNCONFIRMED, confirmed_at=None)
                | (~Q(state=ApplicationState.UNCONFIRMED) & Q(confirmed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_asked_has_its_question",
                condition=~Q(state=ApplicationState.ASKED)
                | (Q(asked_at__isnull=False, times_asked__gte=1) & ~Q(question="")),
            ),
            models.CheckConstraint(
                name="application_decided_has_its_moment",
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="application_declined_has_its_reason",
                condition=(Q(state=ApplicationState.DECLINED) & ~Q(decline_reason=""))
                | (~Q(state=ApplicationState.DECLINED) & Q(decline_reason="")),
            ),
            models.CheckConstraint(
                name="application_accepted_has_its_person",
                condition=~Q(state=ApplicationState.ACCEPTED) | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="application_says_where_she_works", condition=~Q(institution_name="")
            ),
            models.UniqueConstraint(
                Lower("email"), condition=Q(state__in=OPEN), name="one_open_application_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"Application {self.uid}"  # a name must never reach a log by accident


class Consent(models.Model):
    """Somebody said yes to one version of the notice. It passes from the application to the person."""

    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=15, choices=Purpose.choices, default=Purpose.MEMBERSHIP)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    given_at = models.DateTimeField()
    application = models.OneToOneField(
        Application, models.CASCADE, null=True, blank=True, related_name="consent"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="consents")

    class Meta:
        ordering = ("given_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="consent_is_of_an_application_or_a_person",
                condition=Q(application=None, person__isnull=False)
                | Q(application__isnull=False, person=None),
            )
        ]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class Invitation(models.Model):
    """A person of the list may open her account with it, once. Who holds the code is not yet known to be her.

    `email` is her address of the day on which it was made; only a message sent there opens the account.
    `digest` is SHA-256 of the code, which is kept nowhere; `turn` grows when it is sent again, and the
    code before is dead.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    turn = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="invitation_used_was_not_revoked", condition=Q(used_at=None) | Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_was_sent",
                condition=Q(expires_at__gt=models.F("sent_at")),
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(used_at=None, revoked_at=None),
                name="one_open_invitation_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.uid}"

    def state_on(self, now: object) -> InvitationState:
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if self.expires_at > now else InvitationState.EXPIRED  # type: ignore[operator]
