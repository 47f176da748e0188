"""Institutions, mechanisms and posts. They are public facts and name no person."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from network.vocabulary.models import Record, TermField, Territory
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import Aspect, Level, Publication, Sector, Stage


class Institution(Record):
    """A public, private, academic, civil or international body; a node of a tree."""

    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=120, blank=True)
    kind = TermField(vocabulary="institution_kind", db_index=True)
    sector = models.CharField(max_length=15, choices=Sector.choices, blank=True)
    level = models.CharField(max_length=15, choices=Level.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    country = models.CharField(max_length=2, blank=True)
    region = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="institution_is_not_its_own_parent",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution", args=[self.package_id])

    @property
    def called(self) -> str:
        """The name that people use."""
        return self.short_name or self.name


class InstitutionAlias(models.Model):
    """Another name by which an institution is found."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=250)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("institution", "name"), name="alias_once_per_institution")
        ]

    def __str__(self) -> str:
        return self.name


class Mechanism(Record):
    """The body in charge of gender inside an institution."""

    name = models.CharField(max_length=250)
    kind = TermField(vocabulary="mechanism_kind")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="mechanisms")
    reports_to = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="mechanisms_reporting"
    )
    stage = models.CharField(max_length=15, choices=Stage.choices)
    created_on = PartialDateField()
    instrument = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Read it of a row with `institution` at hand."""
        return reverse("mechanism", args=[self.institution.package_id, self.package_id])


class TypologyEntry(models.Model):
    """What is expected of a kind of mechanism: a function, an instrument, a requirement…"""

    kind = TermField(vocabulary="mechanism_kind")
    aspect = models.CharField(max_length=15, choices=Aspect.choices)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "aspect", "text"), name="typology_entry_once")
        ]

    def __str__(self) -> str:
        return self.text


class Post(Record):
    """A post outlives the people who hold it."""

    name = models.CharField(max_length=250)
    kind = TermField(vocabulary="post_kind")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="posts")
    mechanism = models.ForeignKey(Mechanism, models.PROTECT, null=True, blank=True, related_name="posts")
    publication = models.CharField(max_length=10, choices=Publication.choices, default=Publication.RESERVED)
    note = models.TextField(blank=True)
    closed_on = PartialDateField()  # from then on it is history, and neither covered nor vacant

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class GovernmentTerm(Record):
    """One government of a place: of a municipality, else of a region, else of a country."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    region = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    started = PartialDateField()
    ended = PartialDateField()

    class Meta:
        ordering = ("started", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="government_ends_after_start"),
            models.CheckConstraint(
                name="government_has_begun_on_a_known_date", condition=~models.Q(started="")
            ),
            models.CheckConstraint(
                name="government_is_of_some_place",
                condition=~models.Q(country="") | ~models.Q(region=None) | ~models.Q(municipality=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name
