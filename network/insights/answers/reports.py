"""The four questions, asked in one way, each with an answer that can be filed, repeated and printed.

`ask` reads parameters as of the address of a question's page, and answers for one viewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.communities import SEED
from network.graph.measures import ENGINE_VERSIONS
from network.insights import coverage_question as coverage
from network.insights.documents import document as analysis_document
from network.insights.selection import BadSelectionError
from network.insights.services import analyse
from network.insights.waiting import measured
from network.paper.document import Paper

from . import analysis_paper, changes_paper, coverage_paper, documents, resilience_paper
from .asking import (
    Base,
    Parameters,
    analysis_question,
    changes_question,
    resilience_question,
)
from .paper_parts import Asking, Told, paper_of

_SHARED = ("capas", "declarados", "sin")


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its key; `parameters` are what its address understands, `url_name` is its page."""

    key: str
    label: Any  # lazy: read in the language of the request
    parameters: tuple[str, ...]
    url_name: str
    file_name: str


QUESTIONS: dict[str, Question] = {
    question.key: question
    for question in (
        Question(
            "analysis",
            _("Measures of the network"),
            (*_SHARED, "fecha", "modo"),
            "analysis",
            "medidas-de-la-red",
        ),
        Question(
            "coverage",
            _("Who is missing?"),
            (*coverage.TRAITS, coverage.GAP, coverage.ORDER, "q"),
            "coverage",
            "quien-falta",
        ),
        Question(
            "resilience",
            _("What holds without us?"),
            (*_SHARED, "fecha", "puesto", "territorio"),
            "resilience",
            "que-se-sostiene",
        ),
        Question("changes", _("What changed?"), (*_SHARED, "desde", "hasta"), "changes", "que-cambio"),
    )
}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and all that is needed to repeat it.

    `parameters` are those the question understands, defaults filled in, so that the same question can be
    put again on another day; `digests` are of what was measured, before and after where there are two
    days. `document` holds plain values, never NaN.
    """

    question: str
    parameters: dict[str, list[str]]
    digests: tuple[str, ...]
    engines: dict[str, str]
    seeds: dict[str, int]
    document: dict[str, Any]
    viewer: Viewer
    _told: Callable[[Asking], Told]

    def paper(self, today: date) -> Paper:
        """The report in the active language, as of that day of writing."""
        asking = Asking(
            QUESTIONS[self.question].label,
            QUESTIONS[self.question].url_name,
            self.parameters,
            self.digests,
            self.engines,
            self.seeds,
            self.viewer,
            today,
        )
        return paper_of(asking, self._told(asking))


def ask(question: str, parameters: Parameters, viewer: Viewer, *, wait: bool = False) -> Answered:
    """The answer to one of `QUESTIONS` for that viewer.

    `parameters` are lists by name, as `dict(request.GET.lists())`; unknown names do not matter. Raises
    `BadSelectionError` with the problems in the reader's language. Measures too heavy for a page raise
    `NotYet` and are asked of the task queue, unless `wait` says that the caller has the time.
    """
    return _ASKED[question](parameters, viewer, wait)


def _analysis(parameters: Parameters, viewer: Viewer, wait: bool) -> Answered:
    base = analysis_question(parameters, viewer)
    if base.selection is None:
        raise BadSelectionError(list(base.problems))
    found = (
        analyse(base.snapshot, base.selection)
        if wait
        else measured(base.snapshot, base.selection, base.asked, viewer)
    )
    return Answered(
        "analysis",
        _canonical(base) | {"modo": [base.selection.mode.value]} | _given("fecha", base.asked.as_of),
        (found.snapshot.digest,),
        dict(ENGINE_VERSIONS),
        {"communities": SEED},
        {"question": "analysis", **analysis_document(found, viewer=_name(viewer))},
        viewer,
        lambda asking: analysis_paper.told(found, asking),
    )


def _coverage(parameters: Parameters, viewer: Viewer, wait: bool) -> Answered:
    asked = coverage.coverage_question(parameters, viewer)
    document = documents.coverage_document(asked, viewer=_name(viewer), today=timezone.localdate())
    given = {name: [value] for name, value in asked.asked.items() if value}
    return Answered(
        "coverage",
        given | _given("q", asked.text),
        (document["snapshot"]["digest"],),
        document["snapshot"]["engines"],
        {},
        document,
        viewer,
        lambda asking: coverage_paper.told(asked, document, asking),
    )


def _resilience(parameters: Parameters, viewer: Viewer, wait: bool) -> Answered:
    question = resilience_question(parameters, viewer)
    found = question.found
    if found is None or question.problems:
        raise BadSelectionError(list(question.problems))
    gone, asked = found.gone, question.gone
    named = list(gone.ids) if gone.is_suggested else list(asked.institutions)
    return Answered(
        "resilience",
        _canonical(question.base)
        | _given("sin", *named)
        | _given("puesto", asked.post)
        | _given("territorio", asked.territory)
        | _given("fecha", question.base.asked.as_of),
        (found.world.digest,),
        dict(ENGINE_VERSIONS),
        {},
        documents.resilience_document(found, viewer=_name(viewer)),
        viewer,
        lambda asking: resilience_paper.told(found, asking),
    )


def _changes(parameters: Parameters, viewer: Viewer, wait: bool) -> Answered:
    question = changes_question(parameters, viewer)
    found = question.found
    if found is None or question.problems:
        raise BadSelectionError(list(question.why_not))
    period = question.period
    return Answered(
        "changes",
        _canonical(question.base) | {"desde": [period.start], "hasta": [period.end]},
        (found.before.snapshot.digest, found.after.snapshot.digest),
        dict(ENGINE_VERSIONS),
        {"communities": SEED},
        documents.changes_document(found, viewer=_name(viewer)),
        viewer,
        lambda asking: changes_paper.told(found, asking),
    )


_ASKED: dict[str, Callable[[Parameters, Viewer, bool], Answered]] = {
    "analysis": _analysis,
    "coverage": _coverage,
    "resilience": _resilience,
    "changes": _changes,
}


def _canonical(base: Base) -> dict[str, list[str]]:
    assert base.selection is not None
    found = {"capas": list(base.selection.layers)} | _given("sin", *base.selection.without)
    return found | ({"declarados": ["1"]} if base.selection.stated_only else {})


def _given(name: str, *values: str) -> dict[str, list[str]]:
    return {name: list(values)} if any(values) else {}


def _name(viewer: Viewer) -> str:
    return "public" if viewer.user_id is None else "account"
