"""Answers that were kept: what was asked, and what was found under which rights."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.accounts.enums import Role


class Readers(models.TextChoices):
    """Whose sight an edition was made with, and so who may read it. `saved.rules` decides."""

    INSIDERS = "insiders", _("everyone who has entered the network")
    GRANTS = "grants", _("those who hold the same roles")
    AUTHOR = "author", _("only who saved it")


class State(models.TextChoices):
    KEPT = "kept", _("Saved")
    AT_WORK = "at_work", _("Being computed")
    FAILED = "failed", _("Could not be computed")


class SavedAnswer(models.Model):
    """A question that somebody keeps. All of it is read by every insider; what was found is in `editions`.

    `asked` is what she typed, by the names of the address. `role` is the one she saved it in. Until it is
    kept its author alone sees it; `problems` are the sentences that say why there is no answer.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(max_length=30, db_index=True)
    asked = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=10)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="saved_answers"
    )
    role = models.CharField(max_length=15, choices=Role.choices, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.KEPT)
    problems = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="saved_answer_has_a_title", condition=~models.Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """What was found, under the rights that `readers` and `grants` ([role, scope, key] each) tell.

    `content` is the SHA-256 of all that it says; `digests` are those of the data, one for each day looked
    at. `paper` and `names` (by id) are kept, so that it can be read when what it tells of has gone.
    """

    answer = models.ForeignKey(SavedAnswer, models.CASCADE, related_name="editions")
    readers = models.CharField(max_length=10, choices=Readers.choices)
    grants = models.JSONField(default=list, blank=True)
    only_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    standing = models.CharField(max_length=64, blank=True)  # of her who alone may read it: `rules.standing`
    parameters = models.JSONField(default=dict, blank=True)
    digests = models.JSONField(default=list, blank=True)
    engines = models.JSONField(default=dict, blank=True)
    seeds = models.JSONField(default=dict, blank=True)
    content = models.CharField(max_length=64)
    document = models.JSONField(default=dict)
    paper = models.JSONField(default=dict)
    names = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("answer", "readers"), name="edition_once_for_the_same_readers"),
            models.CheckConstraint(
                name="edition_for_one_alone_says_for_whom",
                condition=models.Q(readers=Readers.AUTHOR, only_for__isnull=False)
                | (~models.Q(readers=Readers.AUTHOR) & models.Q(only_for=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.readers}"
