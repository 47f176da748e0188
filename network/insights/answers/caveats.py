"""What keeps an answer from saying more than it knows, computed from what was measured.

Nothing here is known of one installation: a caveat is told where its numbers call for it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.graph.projection import one_mode
from network.graph.snapshot import Context, Snapshot
from network.insights.sentences import counted, number

FEWEST, SHARE, AHEAD = 10, 0.25, 1.5
BIG = 0.25


@dataclass(frozen=True, slots=True)
class Dominance:
    """An institution that is named in `named` of `spaces` spaces, far more than the next, in `following`."""

    id: str
    label: str
    named: int
    spaces: int
    following: int


def dominance(snapshot: Snapshot) -> Dominance | None:
    """The one institution that the sources name most of all, if there is such a one.

    Rule: among at least FEWEST (10) spaces with members, it is in SHARE (a quarter) of them or more, and
    in at least AHEAD (one and a half) times as many as the next one. Whoever writes a source stands at
    the centre of what it tells, so that such a place may be the source's and not the network's.
    """
    spaces = [context for context in snapshot.contexts if context.members]
    named = Counter(node for context in spaces for node in {seat.node_id for seat in context.members})
    if len(spaces) < FEWEST or not named:
        return None
    (first, most), *others = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    following = others[0][1] if others else 0
    if most < SHARE * len(spaces) or most < AHEAD * following:
        return None
    labels = {node.id: node.label for node in snapshot.nodes}
    return Dominance(first, labels[first], most, len(spaces), following)


def dominated(snapshot: Snapshot, led: Mapping[str, int] | None = None) -> list[str]:
    """That one institution dominates what is told, in a sentence; nothing in a balanced network.

    `led` is how many groups each leads, of those the viewer may see.
    """
    found = dominance(snapshot)
    if found is None:
        return []
    words = {
        "name": found.label,
        "n": number(found.named),
        "all": number(found.spaces),
        "share": share(found.named, found.spaces),
        "next": number(found.following),
    }
    told = _(
        "%(name)s is named in %(n)s of the %(all)s spaces (%(share)s); the next one, in %(next)s. Such a "
        "place is what one sees when the main source was written by the institution itself, which inflates "
        "its place: read what is said of it with that in mind."
    )
    leads = (led or {}).get(found.id, 0)
    if not leads:
        return [told % words]
    also = ngettext_lazy("It leads %(n)s group.", "It leads %(n)s groups.", "count")
    return [f"{told % words} {counted(also, leads)}"]


def shared_caveats(
    snapshot: Snapshot, *, as_of: date | None, today: date, led: Mapping[str, int] | None = None
) -> list[str]:
    """Those of any answer: whose source, what bears no date, what is planned, inferred or told twice.

    `snapshot` is what was measured, on the day that counts, if one was asked for.
    """
    return [
        *dominated(snapshot, led),
        *_undated(snapshot),
        *(_timeless(snapshot, today) if as_of is None else ()),
        *_inferred(snapshot),
        *_twice(snapshot),
        *_large(snapshot),
        _("Only what some source tells is known: a tie that is missing here may exist all the same."),
        _("People are no part of this: ties are between institutions, and no person is counted or named."),
    ]


def share(part: int, whole: int) -> str:
    """As in "36 %": of nothing, 0."""
    return _("%(n)s %%") % {"n": number(round(100 * part / whole) if whole else 0)}


def _undated(snapshot: Snapshot) -> Iterable[str]:
    undated = snapshot.undated()
    if undated.contexts:
        words = ngettext_lazy(
            "%(n)s of the %(all)s spaces (%(share)s) bears no date of beginning: it counts on every day that "
            "one may ask for.",
            "%(n)s of the %(all)s spaces (%(share)s) bear no date of beginning: they count on every day that "
            "one may ask for.",
            "count",
        )
        yield counted(
            words,
            undated.contexts,
            all=number(undated.total_contexts),
            share=share(undated.contexts, undated.total_contexts),
        )


def _timeless(snapshot: Snapshot, today: date) -> Iterable[str]:
    """Where no day was asked for, what is over and what is still to come counts as well."""
    ended = sum(context.ends is not None and context.ends < today for context in snapshot.contexts)
    planned = sum(context.begins is not None and context.begins > today for context in snapshot.contexts)
    if ended:
        words = ngettext_lazy(
            "No day was asked for, so that %(n)s space that is over by its date counts too.",
            "No day was asked for, so that %(n)s spaces that are over by their dates count too.",
            "count",
        )
        yield counted(words, ended)
    if planned:
        words = ngettext_lazy(
            "%(n)s space begins after today: it is planned, and counts as if it were there.",
            "%(n)s spaces begin after today: they are planned, and count as if they were there.",
            "count",
        )
        yield counted(words, planned)


def _inferred(snapshot: Snapshot) -> Iterable[str]:
    seats = [seat for context in snapshot.contexts for seat in context.members]
    inferred = sum(seat.basis == "inferred" for seat in seats)
    if inferred:
        words = ngettext_lazy(
            "%(n)s of the %(all)s participations (%(share)s) is inferred: no source states it.",
            "%(n)s of the %(all)s participations (%(share)s) are inferred: no source states them.",
            "count",
        )
        yield counted(words, inferred, all=number(len(seats)), share=share(inferred, len(seats)))


def _twice(snapshot: Snapshot) -> Iterable[str]:
    """Spaces of different layers with the very same members, such as an agreement and its milestone."""
    by_members: dict[frozenset[str], list[Context]] = {}
    for context in snapshot.contexts:
        members = frozenset(seat.node_id for seat in context.members)
        if len(members) > 1:
            by_members.setdefault(members, []).append(context)
    repeated = sum(len(same) for same in by_members.values() if len({context.layer for context in same}) > 1)
    if repeated:
        words = ngettext_lazy(
            "%(n)s space has the same members as another of a different layer: a fact told twice, as an "
            "agreement and as its milestone, weighs twice where spaces are counted.",
            "%(n)s spaces have the same members as another of a different layer: a fact told twice, as an "
            "agreement and as its milestone, weighs twice where spaces are counted.",
            "count",
        )
        yield counted(words, repeated)


def _large(snapshot: Snapshot) -> Iterable[str]:
    """A space so large that it makes BIG (a quarter) or more of all ties by itself."""
    sizes = [(len({seat.node_id for seat in c.members}), c.id, c.label) for c in snapshot.contexts]
    size, _key, name = max(sizes, default=(0, "", ""))
    if size < 3:
        return
    ties, own = one_mode(snapshot).edges, size * (size - 1) // 2
    if own >= BIG * ties:
        yield _(
            "“%(name)s” has %(n)s members and ties all of them to each other: it makes %(ties)s of the "
            "%(all)s ties (%(share)s) by itself."
        ) % {
            "name": name,
            "n": number(size),
            "ties": number(own),
            "all": number(ties),
            "share": share(own, ties),
        }
