"""What is taught: the network's contents, and curricula that put them into modules, version by version."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from network.institutions.models import Institution
from network.vocabulary.models import Record, TermField, Theme

from ..completion import validate_rule
from ..enums import CurriculumAudience, Level, VersionState


class CurriculumContent(models.Model):
    """One of the contents in which the network trains its members.

    Whoever learned it has it for `valid_months`, or for good where that is empty.
    """

    order = models.PositiveSmallIntegerField(unique=True)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    valid_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.title_en if (get_language() or "es").startswith("en") else self.title_es


class Curriculum(Record):
    """A professionalising training: a course, a workshop, a diploma. Archived it is offered no more.

    `outward_title` stands wherever others may look: letters to a superior, e-mails, calendars.
    """

    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    outward_title = models.CharField(max_length=200, blank=True)
    kind = TermField(vocabulary="training_kind")
    purpose = models.TextField(max_length=4000, blank=True)
    for_whom = models.TextField(max_length=2000, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="curricula"
    )
    audience = models.CharField(
        max_length=8, choices=CurriculumAudience.choices, default=CurriculumAudience.MEMBERS
    )
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title_en if self.title_en and (get_language() or "es").startswith("en") else self.title

    def get_absolute_url(self) -> str:
        return reverse("curriculum", args=[self.package_id])


class CurriculumVersion(models.Model):
    """The modules of a curriculum, and the rule by which it is completed (completion.py), as of a day.

    There is at most one in force and one in draft. What is in force is not changed: a new version is
    made of it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    in_force_on = models.DateField(null=True, blank=True)
    rule = models.JSONField(default=dict, blank=True, validators=[validate_rule])
    attendance_share = models.PositiveSmallIntegerField(
        default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )  # percent of the hours of the sessions that teach a content, from which it is done
    prerequisites = models.ManyToManyField(CurriculumContent, blank=True, related_name="+")

    class Meta:
        ordering = ("curriculum", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("curriculum", "number"), name="version_number_once_per_curriculum"
            ),
            models.UniqueConstraint(
                fields=("curriculum",), condition=Q(state=VersionState.DRAFT), name="one_draft_per_curriculum"
            ),
            models.UniqueConstraint(
                fields=("curriculum",),
                condition=Q(state=VersionState.IN_FORCE),
                name="one_version_in_force_per_curriculum",
            ),
            models.CheckConstraint(
                name="version_in_force_has_its_day",
                condition=Q(state=VersionState.DRAFT, in_force_on=None)
                | (~Q(state=VersionState.DRAFT) & Q(in_force_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"CurriculumVersion {self.uid}"


class Module(models.Model):
    """A part of a version, with its contents. Its key in a rule is `code`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(CurriculumVersion, models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("version", "number"), name="module_number_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def code(self) -> str:
        return f"m{self.number}"


class Unit(models.Model):
    """A content as one module teaches it: how long, to what end, how deep, and whether it must be."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    module = models.ForeignKey(Module, models.CASCADE, related_name="units")
    content = models.ForeignKey(CurriculumContent, models.PROTECT, related_name="units")
    number = models.PositiveSmallIntegerField()
    hours = models.DecimalField(max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    outcomes = models.TextField(max_length=2000, blank=True)  # one a line
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.BASIC)
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("module", "number"), name="unit_number_once_per_module"),
            models.UniqueConstraint(fields=("module", "content"), name="content_once_per_module"),
        ]

    def __str__(self) -> str:
        return f"Unit {self.uid}"

    @property
    def code(self) -> str:
        """Its key in a rule; needs `module`."""
        return f"{self.module.code}.u{self.number}"


class Assignment(models.Model):
    """A work to be handed in for a module. Its key in a rule is `code`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    module = models.ForeignKey(Module, models.CASCADE, related_name="assignments")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    instructions = models.TextField(max_length=4000, blank=True)
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("module", "number"), name="assignment_number_once_per_module")
        ]

    def __str__(self) -> str:
        return f"Assignment {self.uid}"

    @property
    def code(self) -> str:
        """Its key in a rule; needs `module`."""
        return f"{self.module.code}.w{self.number}"


class Equivalence(models.Model):
    """In this version whoever has learned `instead` need not do `content`."""

    version = models.ForeignKey(CurriculumVersion, models.CASCADE, related_name="equivalences")
    content = models.ForeignKey(CurriculumContent, models.PROTECT, related_name="+")
    instead = models.ForeignKey(CurriculumContent, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("content__order", "instead__order", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("version", "content", "instead"), name="equivalence_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"Equivalence {self.pk}"
