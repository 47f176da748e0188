"""What one viewer may see of the network, frozen: actors, contexts, and who belongs to which."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Node:
    """An actor. A key that is missing from ``attributes``, or empty there, is an attribute it lacks."""

    id: str
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """One actor in one context.

    ``begins`` is the first and ``ends`` the last day of what may be a partial date; no beginning
    means undated, no end means that it goes on.
    """

    node_id: str
    basis: str = "stated"
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What ties actors: one group, agreement, milestone or programme. Its id reads ``layer:id``."""

    id: str
    layer: str
    label: str
    members: tuple[Membership, ...]
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """How much of a snapshot is counted at every date because nobody wrote down when it began.

    A context is undated when it has no beginning; a membership, when neither it nor its context
    has one (a party to a dated agreement is dated by the agreement). A context with no member
    ties nobody and is in none of the four numbers.
    """

    contexts: int
    memberships: int
    total_contexts: int
    total_memberships: int


def in_force(begins: date | None, ends: date | None, day: date) -> bool:
    """Whether something begun and ended so counts as of ``day``: both of its own days included.

    Without a beginning it is taken as begun, without an end as going on.

    >>> in_force(date(2020, 1, 1), date(2020, 12, 31), date(2020, 12, 31))
    True
    >>> in_force(None, None, date(1990, 1, 1)), in_force(date(2021, 1, 1), None, date(2020, 12, 31))
    (True, False)
    """
    return (begins is None or begins <= day) and (ends is None or ends >= day)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every actor the viewer may see, also those without any tie, and every context she may see."""

    nodes: tuple[Node, ...]
    contexts: tuple[Context, ...]

    def restricted(
        self,
        *,
        layers: Iterable[str] | None = None,
        as_of: date | None = None,
        without: Iterable[str] = (),
        stated_only: bool = False,
    ) -> "Snapshot":
        """The part of the snapshot that answers a narrower question.

        ``layers`` keeps only the contexts of those layers (``None``: all of them). ``as_of``
        keeps what counts on that day, context by context and membership by membership; what is
        undated always counts. ``without`` takes actors out of everything. ``stated_only`` drops
        the inferred memberships. A context that ends up with no member is left out; an actor that
        ends up in no context stays.

        >>> seats = (Membership("a"), Membership("b", begins=date(2021, 3, 1)))
        >>> table = Context("groups:t", "groups", "A table", seats)
        >>> world = Snapshot((Node("a", "A"), Node("b", "B")), (table,))
        >>> [m.node_id for m in world.restricted(as_of=date(2020, 12, 31)).contexts[0].members]
        ['a']
        >>> world.restricted(without=["a", "b"])
        Snapshot(nodes=(), contexts=())
        """
        wanted = None if layers is None else frozenset(layers)
        removed = frozenset(without)

        def counts(seat: Membership) -> bool:
            return (
                seat.node_id not in removed
                and not (stated_only and seat.basis == "inferred")
                and (as_of is None or in_force(seat.begins, seat.ends, as_of))
            )

        kept = []
        for context in self.contexts:
            if wanted is not None and context.layer not in wanted:
                continue
            if as_of is not None and not in_force(context.begins, context.ends, as_of):
                continue
            members = tuple(seat for seat in context.members if counts(seat))
            if members:
                kept.append(replace(context, members=members))
        return Snapshot(tuple(node for node in self.nodes if node.id not in removed), tuple(kept))

    def undated(self) -> Undated:
        """The undated contexts and memberships, and how many there are in all.

        >>> Snapshot((), (Context("groups:t", "groups", "A table", (Membership("a"),)),)).undated()
        Undated(contexts=1, memberships=1, total_contexts=1, total_memberships=1)
        """
        seated = [context for context in self.contexts if context.members]
        undated = [context for context in seated if context.begins is None]
        return Undated(
            contexts=len(undated),
            memberships=sum(seat.begins is None for context in undated for seat in context.members),
            total_contexts=len(seated),
            total_memberships=sum(len(context.members) for context in seated),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the content, the same in whatever order it was read.

        An empty attribute and a missing one mean the same and give the same digest, and so do a
        row and its exact repetition.

        >>> one, two = Node("a", "A", {"region": ""}), Node("b", "B")
        >>> Snapshot((one, two), ()).digest == Snapshot((two, Node("a", "A")), ()).digest
        True
        """
        nodes = {
            _canonical([node.id, node.label, sorted((k, v) for k, v in node.attributes.items() if v)])
            for node in self.nodes
        }
        contexts = {
            _canonical(
                [
                    context.id,
                    context.layer,
                    context.label,
                    _day(context.begins),
                    _day(context.ends),
                    sorted({(m.node_id, m.basis, _day(m.begins), _day(m.ends)) for m in context.members}),
                ]
            )
            for context in self.contexts
        }
        content = _canonical([sorted(nodes), sorted(contexts)])
        return hashlib.sha256(content.encode()).hexdigest()

    def untied(self) -> tuple[Node, ...]:
        """The actors that are in no context, by id.

        >>> Snapshot((Node("b", "B"), Node("a", "A")), ()).untied()[0].id
        'a'
        """
        tied = {seat.node_id for context in self.contexts for seat in context.members}
        return tuple(sorted((n for n in self.nodes if n.id not in tied), key=lambda node: node.id))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _canonical(content: object) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))
