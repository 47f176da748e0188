"""Who can introduce her to a colleague: short chains through members who agreed to introduce."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.introductions import introductions
from network.graph.projection import one_mode
from network.people.blocks import parted
from network.people.models import Person
from network.people.queries import with_what_is_shown
from network.people.rules import SeenPerson, seen
from network.relay.queries import writable_to

from .queries import findable
from .ties import Bond, bond_of, own_bonds, tied

MOST_STEPS, MOST_CHAINS, _MOST_LOOKED_AT = 4, 3, 12


@dataclass(frozen=True, slots=True)
class Stage:
    """The next person of a chain, and how the one before knows her."""

    person: SeenPerson
    bonds: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """From the viewer to the colleague, who is the last stage; the first is whom she would ask.

    `receives`: whether the first can be written to here.
    """

    stages: tuple[Stage, ...]
    receives: bool

    @property
    def first(self) -> SeenPerson:
        return self.stages[0].person

    @property
    def between(self) -> int:
        """How many people stand between the two."""
        return len(self.stages) - 1


@dataclass(frozen=True, slots=True)
class Ways:
    """`known`: how the two are tied already. `chains`: else, and besides, who can introduce."""

    known: tuple[Bond, ...]
    chains: tuple[Chain, ...]


def ways_to(person: Person, viewer: Viewer) -> Ways:
    """At most MOST_CHAINS, each by another first person, through members alone who let their ties be seen and
    introduce; the colleague lets hers be seen too. Every one of them is whom the viewer may find by name.

    Those come first whose first person can be written to. Where a block parts two of a chain it is none, as
    where one of them did not agree: nothing tells which.
    """
    passable = findable(viewer).filter(Q(introduces=True) | Q(pk=person.pk))
    snapshot = tied(viewer, passable)
    goal = str(person.uid)
    own = next(iter(Person.objects.filter(pk=viewer.person_id or 0).values_list("uid", flat=True)), None)
    contexts = {context.id: context for context in snapshot.contexts}
    found = introductions(one_mode(snapshot), str(own), goal, most_steps=MOST_STEPS, most=_MOST_LOOKED_AT)
    people = _rows({step.target for chain in found for step in chain}, viewer)
    apart = parted({row.pk for row in people.values()})
    whole = [chain for chain in found if not _is_cut([people[step.target].pk for step in chain], apart)]
    firsts = Person.objects.filter(uid__in=[chain[0].target for chain in whole])
    receiving = {str(uid) for uid in writable_to(firsts, viewer).values_list("uid", flat=True)}
    whole.sort(key=lambda chain: chain[0].target not in receiving)
    chains = tuple(
        Chain(
            tuple(
                Stage(seen(people[step.target]), tuple(bond_of(contexts[key]) for key in step.contexts))
                for step in chain
            ),
            chain[0].target in receiving,
        )
        for chain in whole[:MOST_CHAINS]
    )
    return Ways(own_bonds(viewer).get(person.pk, ()), chains)


def way_by(first: str, person: Person, viewer: Viewer) -> Chain | None:
    """The chain to that colleague which begins with the person of that uid, as `ways_to` offers it."""
    return next((chain for chain in ways_to(person, viewer).chains if chain.first.uid == first), None)


def asking(chain: Chain) -> str:
    """What the viewer could write to the first of a chain: words to begin with, hers to change.

    Whoever is named in it may see the one who is named: no two of a chain are parted.
    """
    first, second, goal = chain.stages[0].person, chain.stages[1], chain.stages[-1].person
    words = {"first": first.name, "next": second.person.name, "person": goal.name}
    words["why"] = second.bonds[0].words if second.bonds else ""
    if chain.between == 1:
        asks = _(
            "I would like to get in touch with %(person)s, and I see that you know each other (%(why)s). "
            "Could you introduce us?"
        )
    else:
        asks = _(
            "I would like to get in touch with %(person)s, whom I do not know. I see that you know %(next)s "
            "(%(why)s), who could take me further. Could you introduce me to her?"
        )
    return "\n\n".join(
        [_("Hello, %(first)s:") % words, asks % words, _("If you prefer not to, I understand.")]
    )


def _is_cut(keys: list[int], apart: set[frozenset[int]]) -> bool:
    return any(frozenset(pair) in apart for pair in combinations(keys, 2))


def _rows(uids: Iterable[str], viewer: Viewer) -> dict[str, Person]:
    rows = with_what_is_shown(findable(viewer).filter(uid__in=uids))
    return {str(row.uid): row for row in rows}
