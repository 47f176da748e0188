"""Vocabularies an administrator can extend, territories, and the base of every record."""

import secrets
import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

validate_package_id = RegexValidator(
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z",
    _("Use lower-case letters without accents, digits and hyphens."),
    code="package_id",
)


def new_package_id() -> str:
    return f"r-{secrets.token_hex(8)}"


class Record(models.Model):
    """What every record of the network has: an id for addresses and one that is stable across packages."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    package_id = models.CharField(
        max_length=120, unique=True, default=new_package_id, validators=[validate_package_id]
    )

    class Meta:
        abstract = True


class Labelled(models.Model):
    """A word in both languages of the interface."""

    label_es = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        return self.label_en if (get_language() or "es").startswith("en") else self.label_es

    def __str__(self) -> str:
        return self.label


class Term(Labelled):
    """One kind out of a vocabulary, such as "ministry" of the kinds of institution."""

    vocabulary = models.CharField(max_length=40)
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("vocabulary", "order", "code")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("vocabulary", "code"), name="term_once_per_vocabulary")
        ]


class Theme(Labelled):
    """A theme (eje) that milestones, commitments, trainings, materials and people share."""

    code = models.CharField(max_length=60, unique=True, validators=[validate_package_id])

    class Meta:
        ordering = ("label_es",)


class Territory(models.Model):
    """A place: the whole nation, everything beyond it, a region (estado), a municipality (comuna)."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National")
        INTERNATIONAL = "international", _("International")
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")

    kind = models.CharField(max_length=15, choices=Kind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("name",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("kind", "name"), condition=models.Q(parent=None), name="territory_once"
            ),
            models.UniqueConstraint(fields=("kind", "name", "parent"), name="territory_once_per_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class TermField(models.CharField):
    """Holds the code of a Term; `get_FIELD_display()` gives its label in the active language."""

    def __init__(self, *args: Any, vocabulary: str = "", **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "vocabulary": self.vocabulary}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)

        def display(record: models.Model) -> str:
            from .terms import term_label  # terms reads the Term model, which this module defines

            return term_label(self.vocabulary, getattr(record, name))

        setattr(cls, f"get_{name}_display", display)

    def validate(self, value: Any, model_instance: Any) -> None:
        from .terms import terms  # as above

        super().validate(value, model_instance)
        if value and value not in terms(self.vocabulary):
            raise ValidationError(_("“%(value)s” is not a known kind."), params={"value": value})
