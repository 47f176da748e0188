"""Her own surroundings: with whom she is tied, and how these are tied beside her, drawn small."""

from dataclasses import dataclass

from network.accounts.viewer import Viewer
from network.insights.surroundings import Surroundings, surroundings
from network.people.models import Person
from network.people.queries import with_what_is_shown
from network.people.rules import SeenPerson, seen
from network.ties.collaborations import showing_ties
from network.vocabulary.panels import Neighbour, SharedContext

from .queries import as_member, findable
from .ties import Bond, own_bonds

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Near:
    """A colleague with whom she is tied, and by what."""

    person: SeenPerson
    bonds: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The drawing, if there is anybody, and the same in words: whoever is tied most first."""

    drawn: Surroundings | None
    near: tuple[Near, ...]

    @property
    def nearest(self) -> tuple[Near, ...]:
        return self.near[:_AT_ONCE]

    @property
    def others(self) -> tuple[Near, ...]:
        """Those whom one opens: of a large group there are many, all by the same reason."""
        return self.near[_AT_ONCE:]


def around(viewer: Viewer, own: str, called: str) -> Around:
    """`own` is the uid of her record. Two others are joined by a line only where both let ties be seen."""
    bonds = own_bonds(viewer)
    rows = list(with_what_is_shown(findable(viewer).filter(pk__in=bonds)))
    near = [(row, Near(seen(row), bonds[row.pk])) for row in rows]
    near.sort(key=lambda pair: (-len(pair[1].bonds), pair[1].person.name, pair[1].person.uid))
    open_ties = set(showing_ties(as_member(viewer)).filter(pk__in=bonds).values_list("pk", flat=True))
    shared = [context for row, one in near for context in _contexts(row, one, shows=row.pk in open_ties)]
    return Around(surroundings(own, called, shared), tuple(one for _row, one in near))


def _contexts(row: Person, near: Near, *, shows: bool) -> list[SharedContext]:
    """Apart for whoever does not let her ties be seen: then no line leads from her to another."""
    person = near.person
    first = person.name.split()[0] if not person.is_under_alias else person.name
    neighbour = Neighbour(person.uid, person.name, row.get_absolute_url(), first)
    return [
        SharedContext(neighbour, bond.layer if shows else f"{bond.layer}:{person.uid}", "", bond.id, bond.url)
        for bond in near.bonds
    ]
