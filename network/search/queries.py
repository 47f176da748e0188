"""The one query of the directory: which of the rows that a viewer may see match what she types.

Whoever calls it passes rows that have gone through their door (`people.queries.visible_to`); nothing is
found outside them, and whether a typing error is forgiven depends on them alone. Order: the exact name,
then its beginning, then all words in the names, then elsewhere; then the name shown. No statistic of the
index takes part, so that nobody learns from the order what she may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from operator import and_, or_
from typing import Any, Generic, TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from network.people.models import Person
from network.people.queries import current_affiliations
from network.vocabulary.search_document import ALIAS, NAME, PUBLIC

from .holding import Holds
from .models import Entry, Word
from .text import LONGEST_QUERY, MOST_WORDS, fold, is_near, words

Row = TypeVar("Row", bound=Model)
_MOST_SUGGESTIONS, _LIKENESS, _FEW = 5, 0.7, 1000


@dataclass(frozen=True, slots=True)
class Sought:
    """A word as it was typed, and the words of the index that are one typing error away."""

    typed: str
    near: frozenset[str] = frozenset()

    def held(self, key: str, audience: str) -> Holds:
        """That the record with that key holds the word in its entry for that audience."""
        return Holds(key, audience, self.typed, self.near)

    @property
    def in_names(self) -> Q:
        parts = [f"{start}{self.typed}" for start in "| "]
        parts += [f"{start}{word}{end}" for word in self.near for start in "| " for end in "| "]
        return reduce(or_, (Q(search_entries__names__contains=part) for part in parts))


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The rows that match. `is_near`: none does as typed, these are one typing error away."""

    rows: QuerySet[Row]
    text: str = ""
    sought: tuple[Sought, ...] = ()
    is_near: bool = False

    def ranked(self, rows: QuerySet[Row]) -> QuerySet[Any]:
        """Those rows, a part of what was found, with `rank`: 0 is the best."""
        if not self.sought:
            return rows.annotate(rank=Value(0))
        return rows.filter(_answering(rows.model)).annotate(
            rank=Case(
                When(search_entries__names__contains=f"|{self.text}|", then=Value(0)),
                When(search_entries__names__contains=f"|{self.text}", then=Value(1)),
                When(reduce(and_, (word.in_names for word in self.sought)), then=Value(2)),
                default=Value(3),
                output_field=IntegerField(),
            )
        )


def search(rows: QuerySet[Row], text: str) -> Found[Row]:
    """The rows that have every word of the text, in any order, each as a word or its beginning.

    Where no row has them, a typing error is forgiven in each word.
    """
    folded = fold(text[:LONGEST_QUERY])
    sought = tuple(Sought(word) for word in words(folded)[:MOST_WORDS])
    if not sought:
        return Found(rows.none() if text.strip() else rows)
    matching, any_does = _narrowed(rows, _having(rows, sought, and_))
    if not any_does:
        near = tuple(Sought(word.typed, _near(word.typed)) for word in sought)
        close, any_is = _narrowed(rows, _having(rows, near, and_))
        # Words that only others' entries hold must leave no trace, not even in how nothing was found.
        if any_is:
            return Found(close, folded, near, is_near=True)
    return Found(matching, folded, sought)


def _narrowed(rows: QuerySet[Row], matching: QuerySet[Row]) -> tuple[QuerySet[Row], bool]:
    """The same rows by their keys where they are few, so that facets need not match the words again."""
    keys = list(matching.order_by().values_list("pk", flat=True)[: _FEW + 1])
    return (rows.filter(pk__in=keys) if 0 < len(keys) <= _FEW else matching), bool(keys)


def suggestions(rows: QuerySet[Row], text: str) -> list[Row]:
    """A few of the rows that have a word like one of those typed, for whoever finds nothing."""
    sought = tuple(Sought(word, _alike(word)) for word in words(fold(text[:LONGEST_QUERY]))[:MOST_WORDS])
    if not sought:
        return []
    close = _having(rows, sought, or_)
    close = close.filter(_answering(rows.model))
    alike = sum((Case(When(_has(rows.model, word), then=1), default=0) for word in sought), start=Value(0))
    return list(close.order_by(-alike, "search_entries__names", "pk")[:_MOST_SUGGESTIONS])


def found_by(person: Person) -> list[str]:
    """The indexed words by which the viewer through whose door this row came finds her."""
    audience = NAME if person.sees_name else ALIAS  # type: ignore[attr-defined]
    entry = person.search_entries.filter(audience=audience).first()
    hers = words(f"{entry.names.replace('|', ' ')} {entry.body}") if entry else []
    if not person.sees_institution:  # type: ignore[attr-defined]
        return hers
    places = current_affiliations().filter(person=person).values("institution")
    of_places = Entry.objects.filter(institution__in=places, audience=PUBLIC).values_list("names", flat=True)
    return list(
        dict.fromkeys([*hers, *(word for names in of_places for word in words(names.replace("|", " ")))])
    )


def _having(rows: QuerySet[Row], sought: Iterable[Sought], joined: Any) -> QuerySet[Row]:
    return rows.filter(reduce(joined, (_has(rows.model, word) for word in sought)))


def _has(model: type[Model], word: Sought) -> Q:
    """That the entry which answers this viewer for a row holds the word."""
    if not issubclass(model, Person):
        return Q(word.held("pk", PUBLIC))
    # Where she works is read from her affiliations of today, never from words kept about her.
    there = current_affiliations().filter(word.held("institution", PUBLIC))
    return (
        Q(word.held("pk", NAME), sees_name=True)
        | Q(word.held("pk", ALIAS), sees_name=False)
        | Q(sees_institution=True, pk__in=there.order_by().values("person"))
    )


def _answering(model: type[Model]) -> Q:
    """The one entry of each row that speaks to this viewer."""
    if not issubclass(model, Person):
        return Q(search_entries__audience=PUBLIC)
    named = Q(sees_name=True, search_entries__audience=NAME)
    return named | Q(sees_name=False, search_entries__audience=ALIAS)


def _near(typed: str) -> frozenset[str]:
    """A mistake leaves the first or the last half of a word whole: two ranges hold every candidate."""
    half = len(typed) // 2
    beginning, ending = typed[: half - 1], typed[half:]
    if not beginning:
        return frozenset()
    candidates = Word.objects.filter(
        Q(text__begins=beginning) | Q(backwards__begins=ending[::-1])
    ).values_list("text", flat=True)
    return frozenset(word for word in candidates.distinct() if is_near(typed, word))


def _alike(typed: str) -> frozenset[str]:
    candidates = Word.objects.filter(text__begins=typed[:2]).values_list("text", flat=True).distinct()
    return frozenset(word for word in candidates if SequenceMatcher(None, typed, word).ratio() >= _LIKENESS)
