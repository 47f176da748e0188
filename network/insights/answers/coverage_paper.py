"""Who is missing? as a report: what is lacking most, by whom, and who could show how it is done."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.insights.coverage_question import COMMAND_FILTERS, GAP, TRAITS, CoverageQuestion
from network.insights.coverage_words import lead
from network.insights.sentences import counted, number
from network.insights.similar import Example, Examples
from network.paper.document import Block, Bullets, Column, Heading, Paragraph, Table
from network.vocabulary.coverage import State

from . import caveats
from .coverage_figure import coverage_figure
from .gone import conveners
from .method import appendix, options
from .paper_parts import MANY, Asking, Told, more, named, part


def told(asked: CoverageQuestion, document: dict[str, Any], asking: Asking) -> Told:
    """`document` is the answer as data: every number told here is one of its."""
    matrix, among = asked.matrix, asked.among
    led = {one.id: one.led for one in conveners(asking.viewer)}
    alone = {one["id"]: one["alone"] for one in document["untied"]}
    called = {row.package_id: row.name for row in among}
    untied = [
        _("%(name)s (alone in its spaces)") % {"name": called[key]} if alone[key] else called[key]
        for key in alone
    ]
    words = [
        _("“Without record” does not mean that it does not exist: it means that nobody has noted it here."),
        *_unknown(document),
        *caveats.shared_caveats(matrix.snapshot, as_of=None, today=asking.today, led=led),
    ]
    command = ("answer", "coverage", *options(asking, _OPTIONS))
    blocks = (
        *part(_("The answer"), [Paragraph(" ".join(_answer(asked, document, len(untied))))]),
        *(_columns(document, asked) if among else ()),
        *(coverage_figure(asked.matrix.columns, among) if among else ()),
        *part(_("Gaps that weigh most first, and who has solved them"), _gaps(asked)),
        *part(
            _("Institutions without any tie"),
            named(untied),
            otherwise=_("There is none: each shares something with another.") if among else "",
        ),
        *part(_("Before reading the numbers"), [Bullets(tuple(words))]),
        *appendix(asking, ("gap", "expected", "similar", "tie"), command),
    )
    return Told(tuple(_conditions(asked)), blocks)


_OPTIONS = {name: option for option, name in COMMAND_FILTERS.items()}


def _conditions(asked: CoverageQuestion) -> list[tuple[str, str]]:
    labels = (_("Kind"), _("Sector"), _("Level"), _("Territory"), _("What is missing"))
    rows = [
        (label, dict(asked.offered[name])[asked.asked[name]])
        for name, label in zip((*TRAITS, GAP), labels, strict=True)
        if asked.asked[name]
    ]
    return [*rows, *([(_("Name"), asked.text)] if asked.text else [])]


def _answer(asked: CoverageQuestion, document: dict[str, Any], untied: int) -> list[str]:
    said = [lead(asked.matrix.summaries(asked.among), len(asked.among))]
    whole = sum(row["gaps"] == 0 for row in document["rows"])
    if document["rows"]:
        words = ngettext_lazy(
            "%(n)s of those listed lacks nothing of what is looked at.",
            "%(n)s of those listed lack nothing of what is looked at.",
            "count",
        )
        said.append(counted(words, whole) if whole else _("Each of those listed lacks something."))
    if untied:
        words = ngettext_lazy(
            "%(n)s shares no space with another.", "%(n)s share no space with another.", "count"
        )
        said.append(counted(words, untied))
    return said


def _unknown(document: dict[str, Any]) -> list[str]:
    unknown = sum(column["unknown"] for column in document["columns"])
    words = ngettext_lazy(
        "%(n)s cell is not known (a reserved post, an agreement whose state no source tells, a plan without "
        "dates, conditions without data): it counts neither as a gap nor as covered.",
        "%(n)s cells are not known (reserved posts, agreements whose state no source tells, plans without "
        "dates, conditions without data): they count neither as gaps nor as covered.",
        "count",
    )
    return [counted(words, unknown)] if unknown else []


def _columns(document: dict[str, Any], asked: CoverageQuestion) -> list[Block]:
    labels = {column.name: str(column.label) for column in asked.matrix.columns}
    counts = ("gaps", "solved", "unknown", "not_applicable")
    columns = (
        Column(_("What is looked at")),
        *(Column(label, numeric=True) for label in map(str, (*(state.label for state in _STATES),))),
    )
    rows = tuple(
        (labels[column["name"]], *(number(column[count]) for count in counts))
        for column in document["columns"]
    )
    title = counted(
        ngettext_lazy("Among %(n)s institution", "Among %(n)s institutions", "count"),
        document["institutions"],
    )
    return [Heading(_("What is missing, by column")), Table(title, columns, rows)]


_STATES = (State.GAP, State.SOLVED, State.UNKNOWN, State.NOT_APPLICABLE)


def _gaps(asked: CoverageQuestion) -> list[Block]:
    rows = [row for row in asked.rows if row.gaps]
    if not rows:
        return []
    matrix, examples = asked.matrix, Examples(asked.matrix)
    shown = []
    for row in rows[:MANY]:
        solved: dict[Example | None, list[str]] = {}
        for place, (column, cell) in enumerate(zip(matrix.columns, row.cells, strict=True)):
            if cell.state is State.GAP:
                solved.setdefault(examples.of(row, place), []).append(str(column.label))
        shown.append((row.name, number(row.gaps), "; ".join(_examples(solved))))
    columns = (
        Column(_("Institution")),
        Column(_("Gaps"), numeric=True),
        Column(_("What is missing, and the most similar institution that has it")),
    )
    return [Table(_("Gaps that weigh most first"), columns, tuple(shown)), *more(len(rows) - MANY)]


def _examples(solved: dict[Example | None, list[str]]) -> list[str]:
    """For each example the columns; those for which there is nobody last."""
    return [
        _("%(columns)s: %(name)s (%(reason)s)")
        % {"columns": ", ".join(labels), "name": example.row.name, "reason": example.reason}
        if example
        else _("%(columns)s: no similar institution has it on record") % {"columns": ", ".join(labels)}
        for example, labels in sorted(solved.items(), key=lambda item: item[0] is None)
    ]
