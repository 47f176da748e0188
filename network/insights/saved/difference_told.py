"""What has changed in an answer, in sentences and as a paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from network.accounts.viewer import PUBLIC
from network.insights import coverage_matrix, readings
from network.insights.answers.resilience_told import counted, signed
from network.insights.sentences import number
from network.paper.document import Block, Bullets, Column, Heading, Note, Paper, Paragraph, Table
from network.vocabulary.contributions import contributions

from .difference import Difference, Figure, Names, Outcome

SHIFTS = 20
"""So many institutions are named whose own number changed; of more, how many they are."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is compared with what; `eyes` says in a sentence with whose rights both were looked at."""

    question: str  # its key
    title: str
    asked: tuple[tuple[str, str], ...]
    saved_on: date
    today: date
    eyes: str
    gone: tuple[str, ...] = ()


def sentences(found: Difference, comparing: Comparing) -> list[str]:
    """The outcome first; then how many figures, lists and institutions it is seen in."""
    told = [_outcome(found, comparing)]
    if found.outcome is Outcome.CHANGED and found.same_data:
        told.append(
            _("The ties that were measured are the same; what changed are records that hang on them.")
        )
    if found.engines:
        told.append(_engines(found))
    if not found.same_question:
        told.append(
            _(
                "What the question left open is understood otherwise today: compare what was asked then "
                "with what is asked now."
            )
        )
    return [*told, *_counts(found)]


def _outcome(found: Difference, comparing: Comparing) -> str:
    day = {"day": date_format(comparing.saved_on)}
    if found.outcome is Outcome.NOTHING:
        return _("Nothing has changed since %(day)s: the data are the same, and so is the answer.") % day
    if found.outcome is Outcome.DATA_ONLY:
        return _("The data have changed since %(day)s, and the answer is still the same.") % day
    if found.outcome is Outcome.ENGINES:
        text = _(
            "The data are the same as on %(day)s: what differs comes from another version of the engine."
        )
        return text % day
    return _("This answer has changed since %(day)s.") % day


def _engines(found: Difference) -> str:
    versions = [
        _("%(engine)s: %(before)s then, %(now)s now")
        % {"engine": one.engine, "before": one.before or "—", "now": one.now or "—"}
        for one in found.engines
    ]
    return _("Versions that are not the same: %(list)s.") % {"list": "; ".join(versions)}


def _counts(found: Difference) -> Iterator[str]:
    parts = []
    if found.figures:
        words = ngettext_lazy("%(n)s figure differs", "%(n)s figures differ", "count")
        parts.append(counted(words, len(found.figures)))
    if gained := sum(len(one.gained) for one in found.lists):
        words = ngettext_lazy("%(n)s name came into a list", "%(n)s names came into lists", "count")
        parts.append(counted(words, gained))
    if lost := sum(len(one.lost) for one in found.lists):
        words = ngettext_lazy("%(n)s name left a list", "%(n)s names left lists", "count")
        parts.append(counted(words, lost))
    if parts:
        text = str(get_text_list(parts, _("and")))
        yield f"{text[:1].upper()}{text[1:]}."


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    before: str
    now: str
    change: str


def rows(found: Difference, comparing: Comparing) -> list[Row]:
    """The figures that differ, as they are read."""
    called = Labels(comparing.question)
    return [_row(called.figure(figure.name), figure) for figure in found.figures]


def _row(label: str, figure: Figure) -> Row:
    change = None if figure.before is None or figure.now is None else figure.now - figure.before
    return Row(label, number(figure.before) or "—", number(figure.now) or "—", signed(change) or "—")


def paper(found: Difference, comparing: Comparing) -> Paper:
    """The difference as a paper in the active language."""
    return Paper(
        title=_("What has changed in this answer"),
        subtitle=comparing.title,
        facts=(
            *comparing.asked,
            (_("Saved on"), date_format(comparing.saved_on)),
            (_("Compared on"), date_format(comparing.today)),
        ),
        blocks=tuple(_blocks(found, comparing)),
        language=get_language() or "es",
    )


def _blocks(found: Difference, comparing: Comparing) -> Iterator[Block]:
    yield from (Paragraph(text) for text in sentences(found, comparing))
    if comparing.gone:
        yield Note("\n".join(comparing.gone), title=_("What was asked and is no longer there"))
    if figures := rows(found, comparing):
        yield Heading(_("Figures that differ"))
        yield _table(_("Then and now"), _("Figure"), figures)
    if found.lists:
        yield Heading(_("Who came and who went"))
        called = Labels(comparing.question)
        for names in found.lists:
            yield Heading(called.list(names.name), 3)
            yield Bullets(tuple(_came_and_went(names)))
    if found.regrouped:
        yield Heading(_("Institutions in another community"))
        yield Paragraph(
            _("Communities are found by a computation: this may come from changes around them alone.")
        )
        yield Bullets(found.regrouped)
    if found.shifts:
        yield from _shifts(found, comparing)
    yield Note(comparing.eyes, title=_("With whose rights"))


def _came_and_went(names: Names) -> Iterator[str]:
    if names.gained:
        yield _("Came in: %(names)s.") % {"names": "; ".join(names.gained)}
    if names.lost:
        yield _("Went out: %(names)s.") % {"names": "; ".join(names.lost)}


def _shifts(found: Difference, comparing: Comparing) -> Iterator[Block]:
    title = Labels(comparing.question).shifts
    yield Heading(title)
    shown = [_row(one.name, Figure(one.name, one.before, one.now)) for one in found.shifts[:SHIFTS]]
    yield _table(title, _("Institution"), shown)
    if more := len(found.shifts) - len(shown):
        words = ngettext_lazy(
            "%(n)s more institution has another number than then.",
            "%(n)s more institutions have another number than then.",
            "count",
        )
        yield Paragraph(counted(words, more))


def _table(caption: str, first: str, found: list[Row]) -> Table:
    columns = (
        Column(first),
        Column(_("Then"), numeric=True),
        Column(_("Now"), numeric=True),
        Column(_("Change"), numeric=True),
    )
    return Table(caption, columns, tuple((row.label, row.before, row.now, row.change) for row in found))


class Labels:
    """What the names of figures and lists mean, for one question."""

    def __init__(self, question: str) -> None:
        self._question = question
        self._measures = readings.labels()
        self._kinds: dict[str, Any] = {}
        if question == "resilience":
            self._kinds = {
                kind.name: kind.label
                for module in contributions("dependents")
                for kind in module.dependents((), PUBLIC, None)
            }
        elif question == "coverage":
            self._kinds = {column.name: column.label for column in coverage_matrix.columns()}

    @property
    def shifts(self) -> str:
        return {
            "resilience": _("How much would break with each institution"),
            "coverage": _("Number of gaps of each institution"),
        }.get(self._question, _("Number of ties of each institution"))

    def figure(self, name: str) -> str:
        head, _dot, rest = name.partition(".")
        if head in ("before", "after"):
            return self._moments[head] % {"what": self._measure(rest)}
        if head == "column":
            column, _dot, state = rest.rpartition(".")
            return _("%(column)s: %(state)s") % {"column": self._kind(column), "state": _states()[state]}
        if head == "depending":
            return self._kind(rest)
        return _counted_labels().get(name) or self._measure(name)

    def list(self, name: str) -> str:
        head, _dot, rest = name.partition(".")
        if head == "gap":
            return _("%(column)s: without record") % {"column": self._kind(rest)}
        return self._kind(rest) if head == "depending" else _list_labels().get(name, name)

    @property
    def _moments(self) -> dict[str, str]:
        if self._question == "resilience":
            return {"before": _("With them: %(what)s"), "after": _("Without them: %(what)s")}
        return {"before": _("First date: %(what)s"), "after": _("Second date: %(what)s")}

    def _measure(self, name: str) -> str:
        if name == "nodes" and self._question == "resilience":
            return _("Institutions that take part")
        return self._measures.get(name, name)

    def _kind(self, name: str) -> str:
        return str(self._kinds.get(name, name))


def _states() -> dict[str, str]:
    return {
        "gaps": _("without record"),
        "solved": _("with record"),
        "unknown": _("not known"),
        "not_applicable": _("does not apply"),
    }


def _counted_labels() -> dict[str, str]:
    return {
        "cut_off": _("Institutions cut off"),
        "left_alone": _("Institutions left without any tie"),
        "breaking": _("Institutions that would break it alone"),
        "institutions_gained": _("Institutions that came to take part"),
        "institutions_lost": _("Institutions that ceased to take part"),
        "institutions_kept": _("Institutions that take part on both dates"),
        "ties_gained": _("Ties gained"),
        "ties_lost": _("Ties lost"),
        "ties_kept": _("Ties on both dates"),
        "undated_ties": _("Ties without a date"),
        "contexts_begun": _("Spaces begun"),
        "contexts_ended": _("Spaces ended"),
        "contexts_begun_and_ended": _("Spaces begun and ended in between"),
    }


def _list_labels() -> dict[str, str]:
    return _counted_labels() | {
        "part": _("Institutions with a tie to a space"),
        "spaces": _("Shared spaces"),
        "untied": _("Institutions that take part in nothing"),
        "alone": _("Alone in their spaces"),
        "among": _("Institutions looked at"),
        "gone": _("Institutions taken out"),
        "moved": _("Institutions that moved to another community"),
        "breaking": _("Institutions without which it would break"),
    }
