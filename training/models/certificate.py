"""Certificates: what was stated, signed and never changed; the keys they are signed with; their issue."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from events.models import Event, Registration
from network.documents.models import FolioSeries
from network.messages.models import Mailed
from network.people.models import Person
from network.vocabulary.moves import OnlyMoves

from ..enums import CertificateKind, CertificateState, RevokedFor, RunState
from .edition import Edition, Facilitator
from .learning import Enrolment

CERTIFICATE_MOVES = {
    CertificateState.ISSUED: (CertificateState.REVOKED, CertificateState.REPLACED, CertificateState.ERASED),
    CertificateState.REVOKED: (CertificateState.ERASED,),
    CertificateState.REPLACED: (CertificateState.ERASED,),
    CertificateState.ERASED: (),
}
OPEN_RUNS = (RunState.WAITING, RunState.MAKING)


class SigningKey(models.Model):
    """A pair of keys (Ed25519) that belongs to the data: its public half verifies them wherever they are.

    `sealed` is the private half under the secret of one installation. Where that cannot open it, as after a
    backup came back on another machine, what is issued from then on is signed with a new pair.
    """

    public = models.CharField(max_length=64, unique=True)  # hexadecimal
    sealed = models.TextField(max_length=400)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"SigningKey {self.pk}"


class Certificate(models.Model):
    """What the office stated of somebody on a day, frozen and signed.

    `code` opens its public page and stands on its paper: nobody can guess it. What it stands on (`enrolment`,
    `facilitator` or `place`) may go; the certificate holds without it. `content` says all that its paper says
    (certificates/content.py); no column beside it does. `stays` is her wish that it go on being verified
    when the rest of her data are erased.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=28, unique=True)
    kind = models.CharField(max_length=12, choices=CertificateKind.choices)
    state = models.CharField(max_length=10, choices=CertificateState.choices, default=CertificateState.ISSUED)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="certificates")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="certificates")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="certificates")
    email = models.EmailField(blank=True)  # of whoever has no record
    enrolment = models.ForeignKey(
        Enrolment, models.SET_NULL, null=True, blank=True, related_name="certificates"
    )
    facilitator = models.ForeignKey(
        Facilitator, models.SET_NULL, null=True, blank=True, related_name="certificates"
    )
    place = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="certificates"
    )
    series = models.ForeignKey(FolioSeries, models.PROTECT, related_name="+")
    folio = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    content = models.JSONField(default=dict, blank=True)
    signature = models.CharField(max_length=128, blank=True)  # hexadecimal
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # revoked or replaced
    revoked_for = models.CharField(max_length=12, choices=RevokedFor.choices, blank=True)
    because = models.CharField(max_length=300, blank=True)  # for the office alone
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_shown = models.BooleanField(default=False)  # on her profile
    stays = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="certificate_is_of_an_edition_or_an_event",
                condition=Q(edition__isnull=False, event=None) | Q(edition=None, event__isnull=False),
            ),
            models.CheckConstraint(
                name="certificate_in_force_is_signed",
                condition=~Q(state=CertificateState.ISSUED) | ~Q(signature=""),
            ),
            models.CheckConstraint(
                name="certificate_revoked_says_why",
                condition=~Q(state=CertificateState.REVOKED) | (~Q(revoked_for="") & ~Q(because="")),
            ),
            models.UniqueConstraint(fields=("series", "folio"), name="certificate_folio_once"),
            *(
                models.UniqueConstraint(
                    fields=(name,),
                    condition=Q(state=CertificateState.ISSUED, **{f"{name}__isnull": False}),
                    name=f"one_certificate_per_{name}",
                )
                for name in ("enrolment", "facilitator", "place")
            ),
            OnlyMoves(
                field="state",
                births=(CertificateState.ISSUED,),
                moves=CERTIFICATE_MOVES,
                name="certificate_goes_known_ways",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("person", "state"), name="certificates_of_her")
        ]

    def __str__(self) -> str:
        return f"Certificate {self.uid}"  # neither its code nor a name may reach a log

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.code])

    @property
    def title(self) -> str:
        """Of what it is, as it states it; nothing where that was erased."""
        return str(self.content.get("title", ""))

    @property
    def holder(self) -> str:
        return str(self.content.get("name", ""))

    @property
    def is_in_force(self) -> bool:
        return self.state == CertificateState.ISSUED


class IssueRun(models.Model):
    """Somebody had certificates issued: the task queue does it one by one, each whole or not at all."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=CertificateKind.choices)
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, default="es")
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()  # when the queue was last asked, or last went on with it

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="issue_is_of_an_edition_or_an_event",
                condition=Q(edition__isnull=False, event=None) | Q(edition=None, event__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=(name, "kind"),
                    condition=Q(state__in=OPEN_RUNS, **{f"{name}__isnull": False}),
                    name=f"one_open_issue_per_{name}",
                )
                for name in ("edition", "event")
            ),
        ]

    def __str__(self) -> str:
        return f"IssueRun {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("certificate_run", args=[self.uid])


class CertificateMail(Mailed):
    """The e-mail that tells whoever has no account that a paper was issued to her."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="mails")
    says = models.CharField(max_length=10)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"CertificateMail {self.pk}"
