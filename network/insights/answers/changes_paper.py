"""What changed? as a report: who came and went, with whom, what began and ended, what bears no date."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from network.insights.layer_notes import layer_notes
from network.insights.queries import layers
from network.insights.sentences import number
from network.insights.summary import names
from network.paper.document import Bullets, Column, Heading, Paragraph, Table

from . import caveats, changes_told, reasons
from .analysis_paper import TOLD
from .changes import Changes
from .gone import conveners
from .method import appendix, options
from .paper_figures import changes_figure
from .paper_parts import FEW, Asking, Told, figures_table, listed, part

_OPTIONS = {"capas": "layers", "desde": "from", "hasta": "to", "sin": "without"}


def told(found: Changes, asking: Asking) -> Told:
    called, difference = names(found.analysis), found.difference
    groups = "groups" in found.before.selection.layers
    led = {one.id: one.led for one in conveners(asking.viewer)} if groups else None
    words = [
        *layer_notes(found.world, found.before.selection.layers),
        *changes_told.caveats()[1:],
        *caveats.shared_caveats(
            found.after.snapshot, as_of=found.after.selection.as_of, today=asking.today, led=led
        ),
    ]
    none = _("There is none between the two dates.")
    blocks = (
        *part(_("The answer"), [Paragraph(" ".join(changes_told.sentences(found)))]),
        Heading(_("The figures")),
        _figures(found),
        *part(
            _("Institutions that came to take part"),
            listed(_spaces(called, reasons.came(found, difference.nodes_gained))),
            otherwise=none,
        ),
        *part(
            _("Institutions that ceased to take part"),
            listed(_spaces(called, reasons.went(found, difference.nodes_lost))),
            otherwise=none,
        ),
        *part(
            _("Spaces begun"),
            listed([_space(one.id, called, one.begins) for one in found.begun], most=FEW),
            otherwise=none,
        ),
        *part(
            _("Spaces ended"),
            listed([_space(one.id, called, one.ends) for one in found.ended], most=FEW),
            otherwise=none,
        ),
        *part(
            _("Ties gained"),
            listed(_ties(called, reasons.gained(found, difference.edges_gained)), most=FEW),
            otherwise=none,
        ),
        *part(
            _("Ties lost"),
            listed(_ties(called, reasons.lost(found, difference.edges_lost)), most=FEW),
            otherwise=none,
        ),
        *part(_("Communities before and after"), listed(_communities(found), most=FEW)),
        *changes_figure(found),
        *part(_("What bears no date"), [_undated(found)]),
        *part(_("Before reading the numbers"), [Bullets(tuple(words))]),
        *appendix(
            asking,
            ("tie", "density", "pieces", "communities", "matching"),
            ("answer", "changes", *options(asking, _OPTIONS)),
        ),
    )
    days = ((_("From"), changes_told.day_of(found.before)), (_("To"), changes_told.day_of(found.after)))
    return Told(days, blocks)


def _figures(found: Changes) -> Table:
    rows = {row.name: row for chapter in changes_told.figures(found) for row in chapter.rows}
    return figures_table(
        [rows[name] for name in TOLD],
        caption=_("The measures on both days"),
        before=changes_told.day_of(found.before, "SHORT_DATE_FORMAT"),
        after=changes_told.day_of(found.after, "SHORT_DATE_FORMAT"),
    )


def _in_words(called: dict[str, str], why: Sequence[reasons.Reason]) -> str:
    return "; ".join(
        f"{called[one.context]} ({one.year})" if one.year else called[one.context] for one in why
    )


def _spaces(called: dict[str, str], rows: list[tuple[str, tuple[reasons.Reason, ...]]]) -> list[str]:
    return [f"{called[node]}: {_in_words(called, why)}" if why else called[node] for node, why in rows]


def _ties(called: dict[str, str], rows: list[reasons.Changed]) -> list[str]:
    return [f"{called[tie.a]} – {called[tie.b]}: {_in_words(called, tie.reasons)}" for tie in rows]


def _space(key: str, called: dict[str, str], day: object) -> str:
    year = getattr(day, "year", None)
    layer = layers()[key.partition(":")[0]]
    kind = str(layer.label).lower()
    return f"{called[key]} ({kind}, {year})" if year else f"{called[key]} ({kind})"


def _communities(found: Changes) -> list[str]:
    return [
        _("%(who)s: %(before)s before, %(after)s after, %(stayed)s in both (%(state)s)")
        % {
            "who": row.called,
            "before": number(row.size_before),
            "after": number(row.size_after),
            "stayed": number(row.stayed),
            "state": row.state,
        }
        for row in changes_told.community_rows(found)
    ]


def _undated(found: Changes) -> Table:
    columns = (
        Column(_("Layer")),
        Column(_("Spaces without a date")),
        Column(_("Participations without a date")),
    )
    rows = tuple(
        (one.label, _of(one.contexts, one.total_contexts), _of(one.memberships, one.total_memberships))
        for one in changes_told.dating(found)
    )
    return Table(_("They count on both days and are neither gained nor lost"), columns, rows)


def _of(part_of: int, whole: int) -> str:
    return _("%(n)s of %(all)s") % {"n": number(part_of), "all": number(whole)}
