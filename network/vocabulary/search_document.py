"""What a room contributes to the index of the directory: plain values that anyone may collect.

A module `search_documents.py` of any app may offer

- `TABLES: dict[str, frozenset[str]]`: kind → the tables of the data package its words come from;
- `documents(kind, ids) -> Iterable[SearchDocument]`: the words of those records;
- `institution_themes(ids) -> Iterable[tuple[int, int]]`: (institution, theme) pairs, public ones only;
- `affected(subject) -> Iterable[tuple[str, list[int]]]`: which entries a deed on that record touches.
"""

from dataclasses import dataclass

INSTITUTION, PERSON = "institution", "person"

# To whom the words of a document may lead: everyone who sees the record; those who see a person
# under her alias; those who see her name. Nobody's search ever reads another audience's words.
PUBLIC, ALIAS, NAME = "public", "alias", "name"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The names of a record, the first being the one it is shown under, and further words."""

    kind: str
    id: int
    audience: str
    names: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
