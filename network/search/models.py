"""The directory's own index: plain tables that any database keeps, emptied together with the records."""

from typing import Any, ClassVar

from django.db import models

from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.models import Theme
from network.vocabulary.search_document import ALIAS, NAME, PUBLIC

from .text import LONGEST_WORD


class Entry(models.Model):
    """The words by which ONE audience may find an institution or a person."""

    AUDIENCES = [(PUBLIC, PUBLIC), (ALIAS, ALIAS), (NAME, NAME)]

    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="search_entries"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="search_entries")
    audience = models.CharField(max_length=6, choices=AUDIENCES)
    names = models.TextField()  # folded: "|name|acronym|alias|"
    body = models.TextField(blank=True)  # folded

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("institution", "audience"), name="institution_indexed_once"),
            models.UniqueConstraint(fields=("person", "audience"), name="person_indexed_once_per_audience"),
            models.CheckConstraint(
                name="entry_is_of_an_institution_or_a_person",
                condition=models.Q(institution=None, person__isnull=False, audience__in=(ALIAS, NAME))
                | models.Q(institution__isnull=False, person=None, audience=PUBLIC),
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"


class Word(models.Model):
    """One word of an entry, also backwards: a mistaken word is right at its beginning or at its end.

    It repeats whose entry it is, so that a search reads one index and nothing else.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words")
    audience = models.CharField(max_length=6, choices=Entry.AUDIENCES)
    record = models.BigIntegerField()  # the key of the institution or person
    text = models.CharField(max_length=LONGEST_WORD)
    backwards = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        # PostgreSQL reads a range of beginnings from an index only with this class of operators.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=("audience", "text", "record"),
                opclasses=("varchar_ops", "varchar_pattern_ops", "int8_ops"),
                name="word_begins_for_audience",
            ),
            models.Index(
                fields=("text",),
                opclasses=("varchar_pattern_ops",),
                name="word_begins",
            ),
            models.Index(
                fields=("backwards", "text"),
                opclasses=("varchar_pattern_ops", "varchar_pattern_ops"),
                name="word_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"Word {self.pk}"


class InstitutionTheme(models.Model):
    """An institution took part in something public on that theme."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="worked_on")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("theme", "institution"), name="institution_theme_once")
        ]

    def __str__(self) -> str:
        return f"InstitutionTheme {self.pk}"


class Begins(models.Lookup[Any]):
    """`text__begins`: a range of the index in every database. Folded words hold no wildcard."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        condition, bounds = self.range_of(column, str(self.rhs), connection)
        return condition, (*parameters, *bounds)

    @staticmethod
    def range_of(column: str, typed: str, connection: Any) -> tuple[str, tuple[str, ...]]:
        """The condition on that column and its parameters."""
        if connection.vendor == "postgresql":
            return f"{column} LIKE %s", (f"{typed}%",)
        return f"({column} >= %s AND {column} < %s)", (typed, f"{typed}\U0010ffff")


models.CharField.register_lookup(Begins)
