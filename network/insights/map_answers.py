"""What the map answers in words: how large it is, from one to the other, what falls apart without whom."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.graph.paths import Step, shortest_chain
from network.graph.projection import project
from network.graph.robustness import Removal, without
from network.graph.snapshot import Snapshot, Undated
from network.graph.tiegraph import Mode

from .layer_notes import are_spaces, layer_notes, spaces_words
from .map import NetworkMap
from .sentences import number

NAMED = 12


def sentences(drawn: NetworkMap) -> list[str]:
    """What is drawn, in a few sentences; of nothing, why there is nothing."""
    if not drawn.everything.nodes:
        return [_("The directory has no institution yet. The map appears once records have been brought in.")]
    two = drawn.view.selection.mode is Mode.TWO
    nobody = _("With what you chose no institution meets another.")
    if two:
        nobody = _("With what you chose no institution takes part in anything.")
    found = [_extent(drawn, two=two)] if drawn.graph.nodes else [nobody]
    if drawn.graph.nodes and not drawn.graph.edges:
        found.append(_("No tie joins them: each is alone in its spaces."))
    if drawn.in_blocks:
        found.append(
            _("It is so large that its communities are drawn first; choose one to see who is in it.")
        )
    if drawn.size != drawn.view.size:
        found.append(
            _("The measure you chose takes minutes in a network so large; sizes show the number of ties.")
        )
    return found + layer_notes(drawn.visible, drawn.view.selection.layers) + dating(drawn)


def _extent(drawn: NetworkMap, *, two: bool) -> str:
    graph = drawn.graph
    institutions = graph.nodes - int(graph.is_context.sum())
    words = {
        "institutions": ngettext("%(n)s institution", "%(n)s institutions", institutions)
        % {"n": number(institutions)},
        "ties": ngettext("%(n)s tie", "%(n)s ties", graph.edges) % {"n": number(graph.edges)},
        "spaces": ", ".join(spaces_words(drawn.visible, drawn.view.selection.layers, are_points=two)),
        "largest": number(int(graph.component_sizes.max(initial=0))),
    }
    pieces = len(graph.component_sizes)
    if pieces == 1:
        return _("%(institutions)s, %(ties)s and %(spaces)s, all in one piece.") % words
    words["pieces"] = number(pieces)
    return (
        _(
            "%(institutions)s, %(ties)s and %(spaces)s, in %(pieces)s separate pieces; "
            "the largest holds %(largest)s points."
        )
        % words
    )


def dating(drawn: NetworkMap) -> list[str]:
    """What counts at every date for want of one; and a date at which nothing begins or ends any more."""
    undated = drawn.visible.undated()
    found = []
    if undated.contexts:
        two = drawn.view.selection.mode is Mode.TWO
        found.append(_undated(undated, two=two, all_spaces=are_spaces(drawn.view.selection.layers)))
    day, known = drawn.view.selection.as_of, years(drawn.everything, drawn.view.selection.layers)
    if day is None:
        return found
    if not known:
        found.append(_("Nothing of what you chose bears a date, so every date shows the same."))
    elif day < date(known[0], 1, 1):
        text = _("The first date on record is of %(year)s: before it, only what bears no date is shown.")
        found.append(text % {"year": known[0]})
    elif day > date(known[-1], 12, 31):
        text = _("The last date on record is of %(year)s: nothing is known to have changed since.")
        found.append(text % {"year": known[-1]})
    return found


def _undated(undated: Undated, *, two: bool, all_spaces: bool) -> str:
    if all_spaces and two:
        words = ngettext(
            "%(n)s of the %(total)s spaces bears no date and counts at every one.",
            "%(n)s of the %(total)s spaces bear no date and count at every one.",
            undated.contexts,
        )
    elif all_spaces:
        words = ngettext(
            "%(n)s of the %(total)s shared spaces bears no date and counts at every one.",
            "%(n)s of the %(total)s shared spaces bear no date and count at every one.",
            undated.contexts,
        )
    else:
        words = ngettext(
            "%(n)s of the %(total)s records of what you chose bears no date and counts at every one.",
            "%(n)s of the %(total)s records of what you chose bear no date and count at every one.",
            undated.contexts,
        )
    return words % {"n": number(undated.contexts), "total": number(undated.total_contexts)}


def years(snapshot: Snapshot, layers: tuple[str, ...]) -> list[int]:
    """The years in which something of those layers began or ended."""
    days: set[date | None] = set()
    for context in snapshot.contexts:
        if context.layer in layers:
            days |= {context.begins, context.ends}
            days |= {day for seat in context.members for day in (seat.begins, seat.ends)}
    return sorted({day.year for day in days if day is not None})


@dataclass(frozen=True, slots=True)
class Reason:
    """A context by its name and, where it is dated, since when."""

    id: str
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a way, and the contexts that make it."""

    source: str
    target: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The answer to "between these two": who, in how many steps; no legs where there is no way."""

    sentence: str
    legs: tuple[Leg, ...] = ()
    nodes: tuple[str, ...] = ()


def way(drawn: NetworkMap, one: str, other: str) -> Way:
    """The shortest way from one to the other through what is shown."""
    names = {"one": drawn.names[one], "other": drawn.names[other]}
    if one == other:
        return Way(_("Both ends are %(one)s. Choose two different ones.") % names)
    for end in (one, other):
        if end not in drawn.graph.index:
            return Way(
                _("%(name)s takes part in nothing of what you chose, so no way leads to it.")
                % {"name": drawn.names[end]}
            )
    chain = shortest_chain(drawn.graph, one, other)
    if chain is None:
        text = _("No way leads from %(one)s to %(other)s: they are in separate pieces.")
        return Way(text % names)
    steps = len(chain) if drawn.mode is Mode.ONE else len(chain) // 2
    text = ngettext(
        "%(one)s and %(other)s meet directly.",
        "From %(one)s to %(other)s there are %(n)s steps.",
        steps,
    )
    nodes = (one, *(step.target for step in chain))
    return Way(text % {**names, "n": steps}, tuple(_leg(drawn, step) for step in chain), nodes)


def _leg(drawn: NetworkMap, step: Step) -> Leg:
    known = {context.id: context for context in drawn.visible.contexts}
    reasons = tuple(
        Reason(name, known[name].label, _since(known[name].begins)) for name in step.contexts if name in known
    )
    return Leg(drawn.names[step.source], drawn.names[step.target], reasons)


def _since(day: date | None) -> str:
    return date_format(day, "Y") if day else ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What taking some institutions out does, as sentences and as the figures before and after."""

    removal: Removal
    sentence: str
    rows: tuple[tuple[str, int, int], ...]
    left_alone: tuple[str, ...]
    more_alone: int


def loss(drawn: NetworkMap) -> Loss | None:
    """Before and after the institutions that the view leaves out; nothing where it leaves none out."""
    selection = drawn.view.selection
    if not selection.without:
        return None
    before = project(replace(selection, without=()).applied_to(drawn.everything), selection.mode)
    there = [node for node in selection.without if node in before.index]
    removal = without(before, there)
    names = get_text_list([drawn.short_names[node] for node in selection.without], _("and"))
    if not there:
        sentence = _("%(names)s took part in nothing of what you chose: nothing changes.") % {"names": names}
    elif removal.after.components > removal.before.components:
        sentence = _("Without %(names)s the network falls into %(after)s pieces; it had %(before)s.") % {
            "names": names,
            "before": number(removal.before.components),
            "after": number(removal.after.components),
        }
    else:
        sentence = _("Without %(names)s the rest holds together: no new piece breaks off.") % {"names": names}
    rows = (
        (_("Pieces"), removal.before.components, removal.after.components),
        (_("Points in the largest piece"), removal.before.largest_component, removal.after.largest_component),
        (_("Alone"), removal.before.isolates, removal.after.isolates),
    )
    alone = sorted((drawn.names[node] for node in removal.left_alone), key=str.casefold)
    return Loss(removal, sentence, rows, tuple(alone[:NAMED]), max(0, len(alone) - NAMED))
