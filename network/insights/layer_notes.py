"""How the ties of a layer are to be read that is not among the standing ones, and whom it ties to nobody."""

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
