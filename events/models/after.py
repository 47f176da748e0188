"""What comes around an event: notice to partners, messages afterwards, materials."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.agreements.models import Agreement
from network.commitments.models import AdvanceNotice, Commitment
from network.files.private import private_storage
from network.institutions.models import Institution
from network.messages.models import Mailed, Mailing

from ..enums import Group, MaterialAudience
from .event import Event
from .registration import Registration

_BY = {"null": True, "blank": True, "related_name": "+"}


class PartnerNotice(models.Model):
    """Messages prepared to tell the partners of an agreement of the event.

    Nothing stands in the agreement until one has left or was noted as handed over: then `given` is its
    record there.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="partner_notices")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.SET_NULL, null=True, blank=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    mailing = models.OneToOneField(Mailing, models.CASCADE, related_name="partner_notice")
    given = models.OneToOneField(
        AdvanceNotice, models.SET_NULL, null=True, blank=True, related_name="partner_notice"
    )
    was_late = models.BooleanField(default=False)  # it left when the activity had taken place

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"PartnerNotice {self.pk}"


class AfterMessage(models.Model):
    """What whoever runs the event wrote to those who came, who did not, or who waited.

    One that speaks `of_later` activities goes to those alone who agreed to that.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="messages_after")
    group = models.CharField(max_length=8, choices=Group.choices)
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=4000)
    of_later = models.BooleanField(default=False)
    written_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, **_BY)  # type: ignore[arg-type]

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="message_after_to_known_group", condition=Q(group__in=Group.values))
        ]

    def __str__(self) -> str:
        return f"AfterMessage {self.uid}"


class AfterMail(Mailed):
    """The e-mail of such a message to one of them."""

    said = models.ForeignKey(AfterMessage, models.CASCADE, related_name="mails")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mails_after")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("said", "registration"), name="mail_after_once_for_each")
        ]

    def __str__(self) -> str:
        return f"AfterMail {self.pk}"


def stored_name(_row: "EventMaterial", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"events/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class EventMaterial(models.Model):
    """A file without anything of who made it, or an address, for those whom `audience` names."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    link = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(storage=private_storage, upload_to=stored_name, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    audience = models.CharField(
        max_length=10, choices=MaterialAudience.choices, default=MaterialAudience.ATTENDED
    )
    added_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, **_BY)  # type: ignore[arg-type]

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="material_is_a_file_or_an_address",
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
            ),
            models.CheckConstraint(
                name="material_is_for_known_audience", condition=Q(audience__in=MaterialAudience.values)
            ),
        ]

    def __str__(self) -> str:
        return f"EventMaterial {self.uid}"
