"""What is asked of the network: which layers, read how, as of when, without whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode
from network.vocabulary.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Selection:
    """A question that can be answered: every value is known to exist."""

    layers: tuple[str, ...]
    mode: Mode = Mode.ONE
    as_of: date | None = None
    without: tuple[str, ...] = ()
    stated_only: bool = False

    def applied_to(self, snapshot: Snapshot) -> Snapshot:
        return snapshot.restricted(
            layers=self.layers, as_of=self.as_of, without=self.without, stated_only=self.stated_only
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it was typed."""

    layers: tuple[str, ...]
    mode: str = Mode.ONE.value
    as_of: str = ""
    without: tuple[str, ...] = ()
    stated_only: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one part of the question, and how to mend it."""

    field: str
    text: str


class BadSelectionError(Exception):
    """The question cannot be answered as it was put."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.text for problem in problems))
        self.problems = problems


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Several values, some of them several by commas: each once, in order, without blanks.

    >>> split(["a, b", "b", ""])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(part.strip() for value in values for part in value.split(",") if part.strip()))


def understood(asked: Asked, *, layers: Mapping[str, str], institutions: Collection[str]) -> Selection:
    """The question, checked against the layers and institutions there are; else `BadSelectionError`.

    `layers` says how each is called where the question was put.
    """
    problems: list[Problem] = []
    names = [layers[name] for name in sorted(layers)]
    known = get_text_list(names, _("and"))
    if not asked.layers:
        choice = {"known": get_text_list(names, _("or"))}
        problems.append(Problem("layers", _("Choose at least one layer: %(known)s.") % choice))
    for name in asked.layers:
        if name not in layers:
            text = _("There is no layer “%(name)s”. The layers are %(known)s.")
            problems.append(Problem("layers", text % {"name": name, "known": known}))
    if asked.mode not in list(Mode):
        text = _("The mode “%(name)s” does not exist. Write “one” or “two”.")
        problems.append(Problem("mode", text % {"name": asked.mode}))
    as_of = _day(asked.as_of, problems)
    for name in asked.without:
        if name not in institutions:
            text = _(
                "“%(name)s” is no institution of the directory. Look for it by its name and choose it again."
            )
            problems.append(Problem("without", text % {"name": name}))
    if problems:
        raise BadSelectionError(problems)
    return Selection(
        layers=tuple(sorted(asked.layers)),
        mode=Mode(asked.mode),
        as_of=as_of,
        without=tuple(sorted(asked.without)),
        stated_only=asked.stated_only,
    )


def _day(text: str, problems: list[Problem]) -> date | None:
    """A partial date means its last day: what was there at the end of 2020."""
    if not text:
        return None
    try:
        return PartialDate(text).last_day
    except ValueError:
        remedy = _("“%(text)s” is not a date. Write it as 2020, 2020-03 or 2020-03-15.")
        problems.append(Problem("as_of", remedy % {"text": text}))
        return None
