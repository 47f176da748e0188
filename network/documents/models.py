"""Administrative acts and letters."""

from django.db import models

from network.institutions.models import Institution, Mechanism
from network.vocabulary.models import Record, TermField
from network.vocabulary.partial_date import PartialDateField
from network.vocabulary.terms import term_label


class Document(Record):
    """An act or letter: who issued it, when, to whom, and about what."""

    kind = TermField(vocabulary="document_kind")
    number = models.CharField(max_length=60, blank=True)
    issuer = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="documents_issued"
    )
    issued_on = PartialDateField()
    addressees = models.ManyToManyField(Institution, blank=True, related_name="documents_received")
    subject = models.CharField(max_length=500)
    mechanism = models.ForeignKey(Mechanism, models.PROTECT, null=True, blank=True, related_name="documents")
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("issued_on", "pk")

    def __str__(self) -> str:
        return " ".join(part for part in (term_label("document_kind", self.kind), self.number) if part)
