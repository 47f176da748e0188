"""Materials, routes of attention, and indicators that others published."""

from django.db import models

from network.institutions.models import Institution
from network.vocabulary.enums import Qualifier
from network.vocabulary.models import Record, TermField, Territory, Theme
from network.vocabulary.partial_date import PartialDateField


class Resource(Record):
    """A guide, manual, study, campaign or platform that members can use."""

    title = models.CharField(max_length=300)
    kind = TermField(vocabulary="resource_kind")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="resources"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class Route(Record):
    """Where to turn. `verified_on` says when somebody last checked that it still answers."""

    name = models.CharField(max_length=300)
    kind = TermField(vocabulary="route_kind")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="routes")
    country = models.CharField(max_length=2)
    territories = models.ManyToManyField(Territory, related_name="+")
    contact = models.CharField(max_length=300, blank=True)
    verified_on = PartialDateField()
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class PublishedIndicator(Record):
    """A figure that an institution published: its value, unit, qualifier and period."""

    name = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    value_places = models.PositiveSmallIntegerField(null=True, blank=True)  # decimals as published
    unit = models.CharField(max_length=60)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices)
    period_starts = PartialDateField()
    period_ends = PartialDateField()  # empty where the period is one partial date
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="indicators"
    )

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
