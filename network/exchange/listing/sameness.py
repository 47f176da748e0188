"""Who may be twice in a list, or in the list and in the platform: asked side by side, never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import names
from .entries import Entry

SAME_EMAIL, SAME_NAME = "email", "name"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the platform, as far as whoever imports may see her."""

    id: str
    name: str
    email: str
    post: str
    institution_ids: tuple[str, ...]
    institutions: tuple[str, ...]
    has_account: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A row, and an earlier row or a person of the platform, who may be the same."""

    id: str  # of the row
    entry: Entry
    other: Entry | Person
    other_id: str
    why: str
    likely: bool

    @property
    def is_in_list(self) -> bool:
        return isinstance(self.other, Entry)


class People:
    """People of the platform by what a row may know them by."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_id: dict[str, Person] = {}
        self._by_email: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        for person in people:
            self.by_id[person.id] = person
            if person.email:
                self._by_email.setdefault(person.email.casefold(), person)
            self._by_name.setdefault(names.key(person.name), []).append(person)

    def like(self, entry: Entry, institution: str) -> tuple[Person, str, bool] | None:
        """Who has the same e-mail, or the same name; of several namesakes the one of the same institution."""
        if entry.email and (person := self._by_email.get(entry.email)):
            return person, SAME_EMAIL, names.key(person.name) == entry.key
        namesakes = [one for one in self._by_name.get(entry.key, []) if not (one.email and entry.email)]
        namesakes = namesakes or self._by_name.get(entry.key, [])
        if not namesakes:
            return None
        here = [one for one in namesakes if institution and institution in one.institution_ids]
        return (here or namesakes)[0], SAME_NAME, bool(here)


def pairs(
    found: Iterable[tuple[Entry, str, str]],
    people: People,
    answered: Mapping[str, str],
    known_ids: frozenset[str],
) -> tuple[dict[str, str], list[Pair]]:
    """(entry, its id, its institution) → (row id → whose id it takes, where that is sure), and what to ask.

    `answered`: row id → the id of whom she is, or her own id where she is somebody else. `known_ids`: ids
    that the platform has: such a row came in before.
    """
    settled: dict[str, str] = {}
    asked: list[Pair] = []
    by_email: dict[str, tuple[Entry, str]] = {}
    by_name: dict[str, tuple[Entry, str, str]] = {}
    seen: set[str] = set()
    for entry, own, institution in found:
        if own in seen:
            continue  # the same name and e-mail once more: the same row
        seen.add(own)
        earlier = by_email.get(entry.email) if entry.email else None
        namesake = by_name.get(entry.key)
        if entry.email:
            by_email.setdefault(entry.email, (entry, own))
        by_name.setdefault(entry.key, (entry, own, institution))
        if own in known_ids:
            continue
        if own in answered:
            settled[own] = answered[own]
        elif (like := people.like(entry, institution)) is not None:
            person, why, likely = like
            if why == SAME_EMAIL and likely:
                settled[own] = person.id
            else:
                asked.append(Pair(own, entry, person, person.id, why, likely))
        elif earlier is not None:
            asked.append(Pair(own, entry, earlier[0], earlier[1], SAME_EMAIL, earlier[0].key == entry.key))
        elif namesake is not None:
            asked.append(Pair(own, entry, namesake[0], namesake[1], SAME_NAME, namesake[2] == institution))
    return settled, asked
