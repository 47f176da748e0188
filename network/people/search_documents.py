"""The words by which a person is found, apart for those who see her name and those who see an alias.

Both entries are always kept: which of them answers is decided at the moment of the search, by the flag
`sees_name` of `queries.visible_to`. Where she works is in neither: the search reads today's affiliations.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from network.vocabulary.search_document import ALIAS, NAME, PERSON, SearchDocument

from .fields import words_for_members
from .models import Person

TABLES = {PERSON: frozenset({"people", "themes"})}


def documents(kind: str, ids: list[int]) -> Iterator[SearchDocument]:
    """`rules.seen` in words: under an alias neither her name nor the title of her post.

    Of the fields that she opens one by one, those that members may see: by what a coordinator reads on her
    page alone nobody is found.
    """
    if kind != PERSON:
        return
    people = Person.objects.filter(pk__in=ids).prefetch_related("themes", "tags")  # type: ignore[misc]
    for person in people:
        themes = [label for theme in person.themes.all() for label in (theme.label_es, theme.label_en)]
        shared = (*themes, *(tag.name for tag in person.tags.all()), person.offers, person.seeks)
        named = (person.post_title, *shared, *words_for_members(person, is_under_alias=False))
        yield SearchDocument(PERSON, person.pk, NAME, (person.name,), named)
        if person.alias:
            aliased = (*shared, *words_for_members(person, is_under_alias=True))
            yield SearchDocument(PERSON, person.pk, ALIAS, (person.alias,), aliased)


def affected(subject: Any) -> Iterable[tuple[str, list[int]]]:
    if isinstance(subject, Person) and subject.pk:
        yield PERSON, [subject.pk]
