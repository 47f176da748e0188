"""People, where they work, and the released figure of how many they are."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import TagBase, TaggedItemBase

from network.files.private import private_storage
from network.institutions.models import Institution
from network.vocabulary.models import Record, Theme
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import FieldAudience, HolderPublication, PostLevel, Visibility


class PersonTag(TagBase):
    """People's free words live apart from other tags, so that a tag list cannot betray a hidden person."""


class TaggedPerson(TaggedItemBase):
    content_object = models.ForeignKey("Person", models.CASCADE)
    tag = models.ForeignKey(PersonTag, models.CASCADE, related_name="tagged")


def _shows() -> "models.CharField[Any, Any]":
    """Who else sees a field of hers (fields.py). Closed until she opens it herself."""
    return models.CharField(max_length=7, choices=FieldAudience.choices, default=FieldAudience.NOBODY)


class Person(Record):
    """Someone in the network, with or without an account. Read only through `queries.visible_to`."""

    name = models.CharField(max_length=200)
    honorific = models.CharField(max_length=40, blank=True)  # "Mtra.", as offices write before a name
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    alias = models.CharField(max_length=120, blank=True)
    post_title = models.CharField(max_length=200, blank=True)
    post_level = models.CharField(max_length=10, choices=PostLevel.choices, blank=True)
    note = models.TextField(blank=True)  # what a list said of her; she may read it
    offers = models.TextField(blank=True)
    seeks = models.TextField(blank=True)
    languages = models.CharField(max_length=200, blank=True)  # as she writes them, with commas
    biography = models.TextField(max_length=1200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    working_hours = models.CharField(max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    tags = TaggableManager(through=TaggedPerson, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.HIDDEN)
    proposed_visibility = models.CharField(max_length=10, choices=Visibility.choices, blank=True)
    chose_visibility = models.BooleanField(default=False)  # her own choice, which no import overwrites
    shows_institution = models.BooleanField(default=False)  # asked of those who are seen as "limitada"
    shows_as_holder = models.CharField(
        max_length=10, choices=HolderPublication.choices, default=HolderPublication.NOBODY
    )
    shows_ties = models.BooleanField(default=False)
    introduces = models.BooleanField(default=False)  # she may be asked to introduce one to another
    may_be_suggested = models.BooleanField(default=True)  # to members who may find her anyway
    shows_photo = _shows()
    shows_languages = _shows()
    shows_biography = _shows()
    shows_city = _shows()
    shows_working_hours = _shows()
    shows_telephone = _shows()
    shows_email = _shows()
    opposes_being_found = models.BooleanField(default=False)  # members neither find nor see her
    data_blocked_on = models.DateField(null=True, blank=True)  # kept since then, and used for nothing
    visibility_before = models.CharField(max_length=10, choices=Visibility.choices, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)  # on that day she said that all of it is still so
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="limited_person_has_an_alias",
                condition=~models.Q(visibility=Visibility.LIMITED) | ~models.Q(alias=""),
            ),
            models.CheckConstraint(
                name="blocked_data_are_seen_by_nobody",
                condition=models.Q(data_blocked_on=None, visibility_before="")
                | models.Q(data_blocked_on__isnull=False, visibility=Visibility.PROTECTED)
                & ~models.Q(visibility_before=""),
                violation_error_message=_(
                    "These data are blocked at her request: how she is seen does not change until she asks "
                    "for the block to end."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Person {self.uid}"  # a name must never reach a log by accident

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.uid])


def photo_name(_photo: "Photo", filename: str) -> str:
    return f"people/{uuid.uuid4().hex}.{filename.rpartition('.')[2]}"


class Photo(models.Model):
    """Her picture, made small and without anything the camera wrote. No other copy of it is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="photo")
    file = models.FileField(storage=private_storage, upload_to=photo_name)
    content_type = models.CharField(max_length=40)
    alt = models.CharField(max_length=200, blank=True)  # what is to be seen, in her words
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Photo {self.uid}"


class Block(models.Model):
    """She does not want to be seen by someone. Told to nobody: neither of the two finds a trace of it.

    Whom she met here is `blocked`, and then neither sees the other. By an e-mail address she may block one
    whom she does not see: only she is hidden then, for what would vanish tells whose address it is. The
    address itself is not kept (`address_keys.py`), so that nothing of it outlives whoever has it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    blocker = models.ForeignKey(Person, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    address_key = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=254, blank=True)  # as she knew her that day; empty once erased
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("blocker", "blocked"),
                condition=models.Q(blocked__isnull=False),
                name="person_blocked_once",
            ),
            models.UniqueConstraint(
                fields=("blocker", "address_key"),
                condition=~models.Q(address_key=""),
                name="address_blocked_once",
            ),
            models.CheckConstraint(
                name="block_is_of_a_person_or_an_address",
                condition=models.Q(blocked=None) & ~models.Q(address_key="")
                | models.Q(blocked__isnull=False, address_key=""),
            ),
            models.CheckConstraint(
                name="nobody_blocks_herself",
                condition=models.Q(blocked=None) | ~models.Q(blocker=models.F("blocked")),
            ),
        ]

    def __str__(self) -> str:
        return f"Block {self.uid}"


class Affiliation(models.Model):
    """A person works in an institution, from–to; several at once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="affiliations")
    started = PartialDateField()
    ended = PartialDateField()
    is_main = models.BooleanField(default=True)
    # The office made sure that she works there, or she said that she still does; once a year she is asked.
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_on = models.DateField(null=True, blank=True)
    says_no = models.BooleanField(default=False)  # asked, she said that she works there no longer

    class Meta:
        ordering = ("-is_main", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="affiliation_ends_after_start"),
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(ended="", is_main=True),
                name="one_main_affiliation_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("person", "institution"),
                condition=models.Q(ended=""),
                name="current_affiliation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Affiliation {self.pk}"


class ReleasedFigure(models.Model):
    """A number over people that anyone may see, frozen for a month (docs/released.md)."""

    name = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    released_on = models.DateField()

    class Meta:
        ordering = ("-released_on",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("name", "released_on"), name="figure_released_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
