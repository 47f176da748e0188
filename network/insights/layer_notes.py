"""How the ties of a layer are to be read that is not among the standing ones, and whom it ties to nobody."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.graph.snapshot import Snapshot

from .queries import layers
from .sentences import number


def layer_notes(snapshot: Snapshot, chosen: tuple[str, ...]) -> list[str]:
    """A few sentences for each such layer that was chosen. `snapshot` is what is looked at."""
    known = layers()
    notes = []
    for name in chosen:
        layer = known[name]
        if layer.is_standing:
            continue
        notes.append(str(layer.meaning))
        held = [{seat.node_id for seat in c.members} for c in snapshot.contexts if c.layer == name]
        alone = sum(len(members) == 1 for members in held)
        if not held:
            notes.append(_("The layer “%(layer)s” holds nothing here.") % {"layer": layer.label})
        elif alone:
            words = ngettext(
                "In “%(layer)s”, %(n)s of %(total)s concerns one institution alone and ties nobody.",
                "In “%(layer)s”, %(n)s of %(total)s concern one institution alone and tie nobody.",
                alone,
            )
            notes.append(words % {"total": number(len(held)), "layer": layer.label, "n": number(alone)})
    return notes


def are_spaces(chosen: Iterable[str]) -> bool:
    """Whether all of these layers hold spaces that institutions share; pairs of the hierarchy are none."""
    known = layers()
    return all(known[name].is_standing for name in chosen)


def spaces_words(snapshot: Snapshot, chosen: tuple[str, ...], *, are_points: bool = False) -> list[str]:
    """How many spaces; what ties two institutions without being a space is told by its layer.

    Where spaces are points, one counts whether or not two share it, and is not called shared.
    """
    counts = Counter(context.layer for context in snapshot.contexts if context.members)
    known = layers()
    pairs = [
        _("%(n)s of “%(layer)s”") % {"n": number(counts[name]), "layer": known[name].label}
        for name in chosen
        if not known[name].is_standing and counts[name]
    ]
    spaces = sum(n for name, n in counts.items() if known[name].is_standing)
    if spaces or not pairs:
        shared = ngettext("%(n)s shared space", "%(n)s shared spaces", spaces)
        words = ngettext("%(n)s space", "%(n)s spaces", spaces) if are_points else shared
        pairs.insert(0, words % {"n": number(spaces)})
    return pairs
