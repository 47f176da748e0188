"""Notices, how each user wants them, and the e-mails that carry them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from network.messages.models import Mailed
from network.people.models import Person
from network.vocabulary.notices import Delivery

EMAILED = (Delivery.NOW, Delivery.DAILY, Delivery.WEEKLY)


class NoticeMail(Mailed):
    """One e-mail to one account, with the notices that point to it. A summary is of the morning of `day`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_mails")
    delivery = models.CharField(max_length=8, choices=Delivery.choices)
    day = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("to", "delivery", "day"),
                condition=~models.Q(delivery=Delivery.NOW),
                name="one_summary_for_a_morning",
            )
        ]

    def __str__(self) -> str:
        return f"NoticeMail {self.uid}"


class Notice(models.Model):
    """Something that one user is told once. This row is the truth; bell, sockets and e-mails only tell of it.

    `key` makes it once for her. `says` and `words` are what `NoticeKind.text` reads; `about` is the person
    whom the text would name. `delivery` is how she wanted such notices when it was made.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    says = models.CharField(max_length=40)
    words = models.JSONField(default=dict, blank=True)
    about = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    is_neutral = models.BooleanField(default=False)
    link = models.CharField(max_length=300)
    key = models.CharField(max_length=160)
    delivery = models.CharField(max_length=8, choices=Delivery.choices, default=Delivery.BELL)
    mail = models.ForeignKey(NoticeMail, models.SET_NULL, null=True, blank=True, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # it stood in the list she looked at
    read_at = models.DateTimeField(null=True, blank=True)  # she opened it, or marked it

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("to", "key"), name="notice_once"),
            models.CheckConstraint(
                name="notice_leads_within_the_site",
                condition=models.Q(link__startswith="/") & ~models.Q(link__startswith="//"),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("to", "-created_at"), name="notice_list"),
            models.Index(fields=("to",), condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=("delivery", "created_at"),
                condition=models.Q(mail=None, delivery__in=EMAILED),
                name="notice_to_be_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"Notice {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("notice", args=[self.uid])


class Preference(models.Model):
    """How one user wants one kind of notice; without a row, as the kind's default."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    delivery = models.CharField(max_length=8, choices=Delivery.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("to", "kind"), name="preference_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery}"
