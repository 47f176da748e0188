"""What separates an answer that was kept from the same question put today: pure, on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import isclose

from network.graph.compare import matched

from .said import PAIR, Document, Value, figures, groups, lists, weights


@dataclass(frozen=True, slots=True)
class Told:
    """An answer; `digests` are of its data, `names` by id of all that its document names by id."""

    question: str
    parameters: Mapping[str, list[str]]
    digests: tuple[str, ...]
    engines: Mapping[str, str]
    document: Document
    names: Mapping[str, str]


class Outcome(Enum):
    NOTHING = "nothing"  # the same data and the same answer
    ENGINES = "engines"  # the same data, told by another version of an engine
    DATA_ONLY = "data_only"  # other data, the same answer
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    before: Value
    now: Value


@dataclass(frozen=True, slots=True)
class Names:
    """Who came into a list and who left it, by name, in order."""

    name: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """An institution in both answers whose own number is another one."""

    name: str
    before: Value
    now: Value


@dataclass(frozen=True, slots=True)
class Version:
    engine: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Figures and lists that are the same in both are left out. The largest shifts come first.

    `same_question` is False where a question that left something open is understood otherwise today.
    """

    outcome: Outcome
    same_data: bool
    same_question: bool
    engines: tuple[Version, ...]
    figures: tuple[Figure, ...]
    lists: tuple[Names, ...]
    regrouped: tuple[str, ...]
    shifts: tuple[Shift, ...]


def difference(kept: Told, today: Told) -> Difference:
    """Of two answers to the same question."""
    engines = _versions(kept.engines, today.engines)
    same_data = kept.digests == today.digests
    same_answer = _answer(kept.document) == _answer(today.document)
    if same_answer:
        outcome = Outcome.NOTHING if same_data else Outcome.DATA_ONLY
    else:
        outcome = Outcome.ENGINES if same_data and engines else Outcome.CHANGED
    return Difference(
        outcome=outcome,
        same_data=same_data,
        same_question=kept.parameters == today.parameters,
        engines=engines,
        figures=_figures(kept, today),
        lists=_lists(kept, today),
        regrouped=_regrouped(kept, today),
        shifts=_shifts(kept, today),
    )


ABOUT = ("snapshot", "viewer")
"""Parts of a document that tell of what it was computed, not what was found."""

_ABOUT_OF = {"before": "digest", "after": "digest", "gone": "suggested"}
"""The same within a part. That nobody chose who is gone is no longer so once the choice is kept."""


def _answer(document: Document) -> dict[str, object]:
    found = {name: value for name, value in document.items() if name not in ABOUT}
    for part, own in _ABOUT_OF.items():
        if isinstance(found.get(part), dict):
            found[part] = {name: value for name, value in found[part].items() if name != own}
    return found


def _versions(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Version, ...]:
    return tuple(
        Version(engine, before.get(engine, ""), now.get(engine, ""))
        for engine in sorted({*before, *now})
        if before.get(engine) != now.get(engine)
    )


def _figures(kept: Told, today: Told) -> tuple[Figure, ...]:
    before, now = (figures(told.question, told.document) for told in (kept, today))
    names = dict.fromkeys([*now, *before])  # in the order of today's: a database may have lost the kept one's
    found = (Figure(name, before.get(name), now.get(name)) for name in names)
    return tuple(figure for figure in found if not same(figure.before, figure.now))


def same(before: Value, now: Value) -> bool:
    """Whether both are the same number, or neither is defined; what rounding makes is no difference."""
    if before is None or now is None:
        return before is now
    return isclose(before, now, rel_tol=1e-9, abs_tol=1e-12)


def _lists(kept: Told, today: Told) -> tuple[Names, ...]:
    before, now = (lists(told.question, told.document) for told in (kept, today))
    found = []
    for name in dict.fromkeys([*now, *before]):
        old, new = before.get(name, {}), now.get(name, {})
        gained = [new[key] or _called(key, today, kept) for key in new if key not in old]
        lost = [old[key] or _called(key, kept, today) for key in old if key not in new]
        if gained or lost:
            found.append(Names(name, _ordered(gained), _ordered(lost)))
    return tuple(found)


def _called(key: str, first: Told, other: Told) -> str:
    parts = key.split(PAIR)
    return f" {PAIR} ".join(first.names.get(part) or other.names.get(part) or part for part in parts)


def _ordered(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))


def _regrouped(kept: Told, today: Told) -> tuple[str, ...]:
    """Those whose community goes on without them: its number says nothing, whom it is shared with does."""
    before, now = (groups(told.question, told.document) for told in (kept, today))
    follower = {match.before: match.after for match in matched(before, now) if match.before}
    moved = [key for key in before.keys() & now.keys() if follower[before[key]] != now[key]]
    return _ordered([_called(key, today, kept) for key in moved])


def _shifts(kept: Told, today: Told) -> tuple[Shift, ...]:
    before, now = (weights(told.question, told.document) for told in (kept, today))
    found = [
        Shift(_called(key, today, kept), before[key], now[key])
        for key in before.keys() & now.keys()
        if not same(before[key], now[key])
    ]
    return tuple(sorted(found, key=lambda one: (-abs((one.now or 0) - (one.before or 0)), one.name)))
