"""Agreements, their parties and papers, and the programmes that units host."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from network.documents.models import Document
from network.institutions.models import Institution
from network.vocabulary.models import Record, TermField, Territory
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import AgreementStatus, PartyRole


class Agreement(Record):
    """What institutions signed together. An empty `valid_until` is unknown or open-ended."""

    title = models.CharField(max_length=300)
    kind = TermField(vocabulary="agreement_kind")
    signed_on = PartialDateField()
    valid_until = PartialDateField()
    objective = models.TextField(blank=True)
    territories = models.ManyToManyField(Territory, related_name="+")
    status = models.CharField(max_length=12, choices=AgreementStatus.choices, default=AgreementStatus.UNKNOWN)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("signed_on", "valid_until", name="agreement_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.package_id])


class AgreementParty(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreement_parties")
    role = models.CharField(max_length=10, choices=PartyRole.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("agreement", "institution"), name="party_once_per_agreement")
        ]

    def __str__(self) -> str:
        return f"AgreementParty {self.pk}"


class AgreementDocument(models.Model):
    """A document belongs to the papers of an agreement. Documents, a lower room, do not know it."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="agreement_link")
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="document_links")

    def __str__(self) -> str:
        return f"AgreementDocument {self.pk}"


class Programme(Record):
    """A social programme of an institution, hosted by a unit, often with partners."""

    name = models.CharField(max_length=300)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="programmes")
    host_unit = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="programmes_hosted"
    )
    partners = models.ManyToManyField(Institution, blank=True, related_name="programmes_partnered")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
