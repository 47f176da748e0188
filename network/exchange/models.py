"""What a package brought: kept so that it can be undone, and so that later changes are noticed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    STAGED = "staged", _("Staged")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Deed(models.TextChoices):
    """What somebody asked the task queue to do with an import or a draft."""

    CHECK = "check", _("Check")
    APPLY = "apply", _("Apply")
    UNDO = "undo", _("Undo")


class Action(models.TextChoices):
    NEW = "new"
    CHANGED = "changed"


class Import(models.Model):
    """One package, from its staging to its undoing."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STAGED)
    source = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    trusted = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    territories = models.JSONField(default=list)  # primary keys of those that it made
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # its cells on people were forgotten
    asked = models.CharField(max_length=10, choices=Deed.choices, blank=True)  # what the queue is to do
    beat_at = models.DateTimeField(null=True, blank=True)  # when that last went on
    problems = models.JSONField(default=list)  # why it was refused, as Problem.as_dict()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Import {self.pk}"


class StagedRow(models.Model):
    """A row that an import makes or changes: all its cells before and after. Unchanged rows are not kept."""

    package = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    key = models.TextField()
    action = models.CharField(max_length=10, choices=Action.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    done = models.BooleanField(default=False)  # written, while its import is applied or undone
    uid = models.UUIDField(null=True, blank=True)  # of a record that was taken out and may return

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("package", "table"), name="staged_row_by_table"),
        ]

    def __str__(self) -> str:
        return f"StagedRow {self.pk}"


class Draft(models.Model):
    """A file that somebody brought and has not yet decided on: it can be left and taken up another day."""

    class Kind(models.TextChoices):
        PACKAGE = "package", _("Data package")
        LIST = "list", _("List")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10, default="es")
    started_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    choices = models.JSONField(default=dict)  # what was chosen in each step of a list
    asked = models.CharField(max_length=10, choices=Deed.choices, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list)
    package = models.OneToOneField(
        Import, models.SET_NULL, null=True, blank=True, related_name="draft"
    )  # once it was checked

    class Meta:
        ordering = ("-touched_at", "-pk")

    def __str__(self) -> str:
        return f"Draft {self.pk}"


class DraftFile(models.Model):
    """The bytes of an uploaded file, or what was read of it. They go with the draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=250)
    content = models.BinaryField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("draft", "name"), name="draft_file_once")
        ]

    def __str__(self) -> str:
        return f"DraftFile {self.pk}"


class Memory(models.Model):
    """What was answered about a list, so that the next one like it does not ask again."""

    class Kind(models.TextChoices):
        COLUMNS = "columns"  # digest of a header → what each column holds
        DEPARTMENT = "department"  # a department as it was spelled → id of the institution
        PERSON = "person"  # id made from a row → id of the person she is

    kind = models.CharField(max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=250)
    value = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "key"), name="remembered_once")
        ]

    def __str__(self) -> str:
        return f"Memory {self.pk}"


class PeopleExport(models.Model):
    """People left the platform in a file: when, by whom; the journal holds the reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"PeopleExport {self.pk}"


class ExportedPerson(models.Model):
    """That she was in an export of people: she may read when and why."""

    export = models.ForeignKey(PeopleExport, models.CASCADE, related_name="exported")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("person", "export"), name="exported_once_per_export")
        ]

    def __str__(self) -> str:
        return f"ExportedPerson {self.pk}"
