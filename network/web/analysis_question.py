"""What the address of the analysis asks, checked; and its answer, at once or from the task queue."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode
from network.insights.queries import layers, snapshot_for, standing
from network.insights.selection import Asked, BadSelectionError, Problem, Selection, split, understood
from network.insights.services import Analysis, analyse, answer_key, claim, is_heavy, kept_measures
from network.insights.tasks import measure_selection


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks, and of what: a selection, or the problems that keep it from being one."""

    asked: Asked
    snapshot: Snapshot
    selection: Selection | None
    problems: tuple[Problem, ...]


class NotYet(Exception):  # noqa: N818 - no error: the answer is being computed
    """A heavy answer that the task queue is at work on, under that key."""


def asked_from(request: HttpRequest) -> Asked:
    """A first visit asks for the standing layers; a form sent with no layer ticked asks for nothing."""
    chosen = split(request.GET.getlist("capas") + request.GET.getlist("capa"))
    if not chosen and "ver" not in request.GET:
        chosen = standing()
    return Asked(
        layers=chosen,
        mode=request.GET.get("modo", Mode.ONE.value),
        as_of=request.GET.get("fecha", "").strip(),
        without=split(value.replace("\x00", "") for value in request.GET.getlist("sin")),
        stated_only=request.GET.get("declarados") == "1",
    )


def question_from(request: HttpRequest) -> Question:
    asked = asked_from(request)
    known = {layer.name: str(layer.label) for layer in layers().values()}
    snapshot = snapshot_for(viewer_of(request), [name for name in asked.layers if name in known])
    institutions = {node.id for node in snapshot.nodes}
    try:
        selection = understood(asked, layers=known, institutions=institutions)
    except BadSelectionError as error:
        return Question(asked, snapshot, None, tuple(error.problems))
    if institutions and institutions == set(selection.without):
        problem = Problem("without", _("You left every institution out. Take at least one back in."))
        return Question(asked, snapshot, None, (problem,))
    return Question(asked, snapshot, selection, ())


def answer_to(request: HttpRequest, question: Question) -> Analysis:
    """At once where a page can bear it; else the queue computes it, and the answer is there later."""
    selection = question.selection
    assert selection is not None
    visible = selection.applied_to(question.snapshot)
    if is_heavy(visible, selection.mode):
        key = answer_key(visible, selection.mode)
        if kept_measures(key) is None and claim(key):
            measure_selection.enqueue(
                user_id=request.user.pk,
                layer_names=list(selection.layers),
                mode=selection.mode.value,
                as_of=question.asked.as_of,
                without=list(selection.without),
                stated_only=selection.stated_only,
            )
        if kept_measures(key) is None:
            raise NotYet(key)
    return analyse(question.snapshot, selection)


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]
