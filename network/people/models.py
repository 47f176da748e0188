"""People, where they work, and the released figure of how many they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager
from taggit.models import TagBase, TaggedItemBase

from network.institutions.models import Institution
from network.vocabulary.models import Record, Theme
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import HolderPublication, PostLevel, Visibility


class PersonTag(TagBase):
    """People's free words live apart from other tags, so that a tag list cannot betray a hidden person."""


class TaggedPerson(TaggedItemBase):
    content_object = models.ForeignKey("Person", models.CASCADE)
    tag = models.ForeignKey(PersonTag, models.CASCADE, related_name="tagged")


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
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="limited_person_has_an_alias",
                condition=~models.Q(visibility=Visibility.LIMITED) | ~models.Q(alias=""),
            )
        ]

    def __str__(self) -> str:
        return f"Person {self.uid}"  # a name must never reach a log by accident

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.uid])


class Affiliation(models.Model):
    """A person works in an institution, from–to; several at once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="affiliations")
    started = PartialDateField()
    ended = PartialDateField()
    is_main = models.BooleanField(default=True)

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
