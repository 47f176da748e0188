"""What holds without us? as a report: what stays joined, who is cut off, what is left without anyone."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.insights.layer_notes import layer_notes
from network.insights.sentences import number
from network.insights.summary import names
from network.paper.document import Block, Bullets, Column, Heading, Paragraph, Table
from network.vocabulary.dependents import Dependents

from . import caveats, resilience_told
from .method import appendix, options
from .paper_figures import resilience_figure
from .paper_parts import FEW, MANY, Asking, Told, figures_table, listed, more, named, part
from .resilience import Resilience

_OPTIONS = {
    "capas": "layers",
    "fecha": "as-of",
    "sin": "without",
    "puesto": "post",
    "territorio": "territory",
}


def told(found: Resilience, asking: Asking) -> Told:
    called, removal = names(found.analysis), found.removal
    led = {one.id: one.led for one in found.gone.conveners} if "groups" in found.selection.layers else None
    words = layer_notes(found.world, found.selection.layers)
    words += resilience_told.particular_caveats(found) + caveats.shared_caveats(
        found.world, as_of=found.selection.as_of, today=asking.today, led=led
    )
    figures = figures_table(
        resilience_told.figures(removal),
        caption=_("The network before and after"),
        before=_("With them"),
        after=_("Without them"),
    )
    pieces = ["; ".join(called[node] for node in piece) for piece in removal.cut_off]
    blocks = (
        *part(_("The answer"), [Paragraph(" ".join(resilience_told.sentences(found)))]),
        *part(_("Who would be gone"), named([called[key] for key in found.gone.ids])),
        *([Heading(_("The figures")), figures] if found.graph.nodes else ()),
        *part(
            _("Who would be cut off"),
            listed(pieces, most=FEW),
            otherwise=_("Nobody else would be cut off.") if found.gone.ids else "",
        ),
        *part(_("What would be left without anyone"), _hanging(found)),
        *(resilience_figure(found) if found.graph.nodes else ()),
        *part(
            _("Single points of failure"),
            _points(found),
            otherwise=_("Taking out any one of them leaves no other cut off.") if found.graph.nodes else "",
        ),
        *part(_("Before reading the numbers"), [Bullets(tuple(words))]),
        *appendix(asking, ("tie", "pieces", "removal"), ("answer", "resilience", *options(asking, _OPTIONS))),
    )
    return Told(_conditions(found), blocks)


def _conditions(found: Resilience) -> tuple[tuple[str, str], ...]:
    day, gone = found.selection.as_of, found.gone
    shown = date_format(day, "DATE_FORMAT") if day else _("no day: all that is recorded")
    rows = [(_("As of"), str(shown))]
    if gone.post:
        rows.append((_("Without the post"), f"{gone.post.name} ({gone.post.institution.name})"))
    if gone.territory:
        rows.append((_("Without the administration of"), gone.territory.name))
    if gone.is_suggested and gone.ids:
        rows.append((_("Chosen because"), _("they lead most groups; nobody was chosen by hand")))
    return tuple(rows)


def _hanging(found: Resilience) -> list[Block]:
    said: list[Block] = []
    for kind in found.dependents:
        if kind.items:
            said.append(Heading(f"{kind.label} ({number(len(kind.items))})", 3))
            said += listed(_items(kind), most=FEW)
    absent = [kind.absent for kind in found.dependents if not kind.items]
    if absent and found.gone.ids:
        said.append(Paragraph(" ".join(absent)))
    return said


def _items(kind: Dependents) -> list[str]:
    return [f"{item.title} ({'; '.join(item.facts)})" if item.facts else item.title for item in kind.items]


def _points(found: Resilience) -> list[Block]:
    rows, called = found.breaking, names(found.analysis)
    if not rows:
        return []
    columns = (
        Column(_("Without it alone")),
        Column(_("Others cut off from the largest piece"), numeric=True),
        Column(_("Pieces left of its own"), numeric=True),
        Column(_("Left without any tie"), numeric=True),
    )
    shown = tuple(
        (called[one.id], number(one.fall), number(one.pieces), number(one.left_alone)) for one in rows[:MANY]
    )
    caption = _("Institutions without any one of which others would be cut off, the worst first")
    return [Table(caption, columns, shown), *more(len(rows) - MANY)]
