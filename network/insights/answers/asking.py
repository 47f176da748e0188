"""A question as its address puts it, checked: the same for page, file, report and command.

`Parameters` are lists of texts by name, as of an address; of a name that takes one text the last counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode
from network.insights.queries import layer_choices, snapshot_for, standing
from network.insights.selection import Asked, BadSelectionError, Problem, Selection, split, understood

from .changes import Changes, beginning_years, known_years
from .changes import changes as changes_answer
from .gone import AskedGone, understood_gone
from .period import Known, Period, known, suggested, understood_period
from .resilience import Resilience
from .resilience import resilience as resilience_answer

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Base:
    """What every question says, and of what: a selection, or the problems that keep it from being one."""

    asked: Asked
    snapshot: Snapshot
    selection: Selection | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ResilienceQuestion:
    base: Base
    gone: AskedGone
    found: Resilience | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ChangesQuestion:
    """`span` is empty where no record bears a date: there is no answer then, and nothing to mend."""

    base: Base
    span: Known | None
    period: Period
    found: Changes | None
    problems: tuple[Problem, ...]

    @property
    def why_not(self) -> tuple[Problem, ...]:
        """Why there is no answer."""
        if self.problems or self.found:
            return self.problems
        return (Problem("start", _("No record bears a date, so that nothing can be told of what changed.")),)


def one(parameters: Parameters, name: str, default: str = "") -> str:
    """The text of that name, without the character that no database takes."""
    values = parameters.get(name)
    return values[-1].replace("\x00", "").strip() if values else default


def asked_from(parameters: Parameters) -> Asked:
    """A first visit asks for the standing layers; a form sent with no layer ticked asks for nothing."""
    chosen = split([*parameters.get("capas", ()), *parameters.get("capa", ())])
    if not chosen and "ver" not in parameters:
        chosen = standing()
    return Asked(
        layers=chosen,
        mode=one(parameters, "modo", Mode.ONE.value),
        as_of=one(parameters, "fecha"),
        without=split(value.replace("\x00", "") for value in parameters.get("sin", ())),
        stated_only=one(parameters, "declarados") == "1",
    )


def base_from(parameters: Parameters, viewer: Viewer, *, by_code: bool = False) -> Base:
    """`by_code`: what is to be mended is told with the codes of layers, as whoever types a command does."""
    asked = asked_from(parameters)
    offered = layer_choices(viewer, asked.layers)
    by_name = {name: name if by_code else str(label) for name, label, _is_chosen in offered}
    snapshot = snapshot_for(viewer, [name for name in asked.layers if name in by_name])
    try:
        selection = understood(asked, layers=by_name, institutions={node.id for node in snapshot.nodes})
    except BadSelectionError as error:
        return Base(asked, snapshot, None, tuple(error.problems))
    return Base(asked, snapshot, selection, ())


def analysis_question(parameters: Parameters, viewer: Viewer, *, by_code: bool = False) -> Base:
    """The measures; nothing can be measured of a network from which everyone was left out."""
    base = base_from(parameters, viewer, by_code=by_code)
    institutions = {node.id for node in base.snapshot.nodes}
    if base.selection and institutions and institutions == set(base.selection.without):
        text = _("You left every institution out. Take at least one back in.")
        return replace(base, selection=None, problems=(Problem("without", text),))
    return base


def _among_institutions(base: Base) -> Base:
    """Of a question that is always put among institutions: its form has no field for the mode."""
    placed = (replace(one, field="layers") if one.field == "mode" else one for one in base.problems)
    return replace(base, problems=tuple(placed))


def resilience_question(
    parameters: Parameters, viewer: Viewer, *, by_code: bool = False
) -> ResilienceQuestion:
    base = _among_institutions(base_from(parameters, viewer, by_code=by_code))
    asked = AskedGone(base.asked.without, one(parameters, "puesto"), one(parameters, "territorio"))
    problems, found = list(base.problems), None
    try:
        institutions = {node.id for node in base.snapshot.nodes}
        gone = understood_gone(asked, viewer=viewer, institutions=institutions)
        if base.selection:
            found = resilience_answer(base.snapshot, replace(base.selection, without=()), gone, viewer=viewer)
    except BadSelectionError as error:
        problems += error.problems
    return ResilienceQuestion(base, asked, found, tuple(problems))


def changes_question(parameters: Parameters, viewer: Viewer, *, by_code: bool = False) -> ChangesQuestion:
    base = _among_institutions(base_from(parameters, viewer, by_code=by_code))
    span = known(known_years(base.snapshot), beginning_years(base.snapshot))
    typed = Period(one(parameters, "desde"), one(parameters, "hasta"))
    period = suggested(span) if span and typed == Period("", "") else typed
    problems, found = list(base.problems), None
    try:
        if base.selection and span:
            found = changes_answer(base.snapshot, *understood_period(period, base.selection, span))
    except BadSelectionError as error:
        problems += error.problems
    return ChangesQuestion(base, span, period, found, tuple(problems))
