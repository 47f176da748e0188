"""Administrative acts and letters, and the series out of which letters written here take their folio."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.bare_pdf import BARE_EDITION
from network.files.private import private_storage
from network.institutions.models import Institution, Mechanism
from network.vocabulary.models import Record, TermField
from network.vocabulary.partial_date import PartialDateField
from network.vocabulary.terms import term_label

from .enums import DocumentStatus
from .rules import validate_folio_pattern, validate_time


class FolioSeries(models.Model):
    """The folios of one kind of document, of one office, in one year: 1, 2, 3… without gaps.

    An issuer that is empty is the office of this installation where the directory does not hold it.
    `started_after` is the last folio given on paper before the series was kept here; `last` the last given.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="folio_series"
    )
    kind = TermField(vocabulary="document_kind")
    year = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=50, validators=[validate_folio_pattern])
    started_after = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-year", "kind", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("issuer", "kind", "year"), name="folio_series_once"),
            models.UniqueConstraint(
                fields=("kind", "year"),
                condition=models.Q(issuer=None),
                name="folio_series_of_the_office_once",
            ),
            models.CheckConstraint(
                name="folio_series_never_runs_back", condition=models.Q(last__gte=models.F("started_after"))
            ),
        ]

    def __str__(self) -> str:
        return f"{term_label('document_kind', self.kind)} {self.year}"


class Document(Record):
    """An act or letter: who issued it, when, to whom, and about what.

    `is_letter` says that it is written here: it begins as a draft, takes its folio when it is issued, and
    `head` then keeps the letterhead of that day. What was written elsewhere is recorded as issued.
    """

    kind = TermField(vocabulary="document_kind")
    number = models.CharField(max_length=60, blank=True)
    issuer = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="documents_issued"
    )
    issued_on = PartialDateField()
    addressees = models.ManyToManyField(Institution, blank=True, related_name="documents_received")
    subject = models.CharField(_("subject"), max_length=500)
    mechanism = models.ForeignKey(Mechanism, models.PROTECT, null=True, blank=True, related_name="documents")
    is_public = models.BooleanField(default=False)

    status = models.CharField(
        max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.ISSUED, db_index=True
    )
    cancelled_because = models.CharField(max_length=500, blank=True)
    founds = models.CharField(max_length=300, blank=True)
    received_on = PartialDateField()
    received_time = models.CharField(max_length=5, blank=True, validators=[validate_time])  # "14:05"
    received_stamp = models.CharField(max_length=160, blank=True)  # by which counter, under which number
    answers = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="answered_by")
    follows = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="followed_by")

    is_letter = models.BooleanField(default=False)
    series = models.ForeignKey(
        FolioSeries, models.PROTECT, null=True, blank=True, related_name="documents", editable=False
    )
    folio = models.PositiveIntegerField(null=True, blank=True, editable=False)
    addressee_lines = models.TextField(max_length=2000, blank=True)
    body = models.TextField(max_length=40_000, blank=True)
    closing = models.CharField(max_length=120, blank=True)
    signature = models.TextField(max_length=400, blank=True)
    copies = models.TextField(max_length=2000, blank=True)
    annexes = models.TextField(max_length=2000, blank=True)
    head = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # how often it was written

    left: frozenset[int] = frozenset()  # institutions that the deed under way parts from it, for who follows

    class Meta:
        ordering = ("issued_on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("series", "folio"), name="folio_once_per_series"),
            models.CheckConstraint(
                name="folio_and_series_go_together",
                condition=models.Q(series=None, folio=None)
                | models.Q(series__isnull=False, folio__isnull=False),
            ),
            models.CheckConstraint(
                name="a_draft_has_no_number_and_is_internal",
                condition=~models.Q(status=DocumentStatus.DRAFT)
                | models.Q(number="", folio=None, is_public=False),
            ),
            models.CheckConstraint(
                name="a_letter_beyond_its_draft_has_a_folio",
                condition=models.Q(is_letter=False)
                | models.Q(status=DocumentStatus.DRAFT)
                | models.Q(folio__isnull=False),
            ),
            models.CheckConstraint(
                name="a_cancelled_document_says_why",
                condition=~models.Q(status=DocumentStatus.CANCELLED) | ~models.Q(cancelled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (term_label("document_kind", self.kind), self.number) if part)

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.package_id])

    @property
    def is_draft(self) -> bool:
        return self.status == DocumentStatus.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.status == DocumentStatus.CANCELLED


class Founding(Record):
    """That a record exists by a document: `kind` is the code of a `Founded`, `record_id` its package id."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="foundings")
    kind = models.CharField(max_length=20)
    record_id = models.CharField(max_length=120)

    class Meta:
        ordering = ("kind", "record_id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "kind", "record_id"), name="founding_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


def stored_name(_file: "DocumentFile", name: str) -> str:
    """A name that nobody can guess and that says nothing; only its ending is kept."""
    return f"documents/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class DocumentFile(models.Model):
    """A scan or other evidence of a document. The public version lacks what must not be known.

    `bare_edition` is the edition of the rules by which a public version was made bare, 0 for none. Below
    `BARE_EDITION` it is closed to everyone but those who open its private files.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=stored_name)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    label = models.CharField(max_length=160, blank=True)
    is_public_version = models.BooleanField(default=False)
    bare_edition = models.PositiveSmallIntegerField(default=0, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "sha256"), name="document_file_once")
        ]

    def __str__(self) -> str:
        return f"DocumentFile {self.pk}"

    @property
    def is_closed(self) -> bool:
        """Whether it is a public version that nobody opens as such, for it was not made bare."""
        return self.is_public_version and self.bare_edition < BARE_EDITION


class DiscardedDraft(models.Model):
    """What a draft said that was thrown away, so that it can be restored; forgotten after some weeks.

    It bears the uid of the draft. Once that is restored, `content` is empty.
    """

    uid = models.UUIDField(unique=True, editable=False)
    subject = models.CharField(max_length=500)
    content = models.JSONField(default=dict, blank=True)
    discarded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-discarded_at", "-pk")

    def __str__(self) -> str:
        return f"DiscardedDraft {self.uid}"
