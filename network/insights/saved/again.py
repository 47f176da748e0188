"""The same question put today."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.insights.answers.reports import Answered, ask
from network.insights.selection import BadSelectionError, Problem

from .names import Parameters, key_of, label_of, words_of

_WHO = ("sin", "puesto", "territorio")
_NARROWING = ("tipo", "sector", "nivel", "region", "falta")


@dataclass(frozen=True, slots=True)
class Again:
    """Today's answer, or none; `gone` says in sentences what was asked of and is no longer there.

    Without what has gone, another question may be left: then there is no answer, and no problem either.
    """

    answered: Answered | None
    gone: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def ask_again(question: str, parameters: Parameters, names: Mapping[str, str], viewer: Viewer) -> Again:
    """`names` are those that were kept, by `key_of`: they name what has no record any more.

    Raises `NotYet` while the task queue is at work on it.
    """
    known = words_of(parameters)
    left: dict[str, list[str]] = {}
    gone = []
    for name, values in parameters.items():
        for value in values:
            if key_of(name, value) in known:
                left.setdefault(name, []).append(value)
            else:
                gone.append(_gone(name, names.get(key_of(name, value), value)))
    if _asks_otherwise(question, parameters, left):
        return Again(None, tuple(gone))
    try:
        answered = ask(question, left, viewer)
    except BadSelectionError as error:
        return Again(None, tuple(gone), tuple(error.problems))
    for name in _NARROWING:  # the coverage matrix knows only values that some institution has
        for value in left.get(name, []):
            if value not in answered.parameters.get(name, []):
                gone.append(_gone(name, names.get(key_of(name, value), value)))
                return Again(None, tuple(gone))
    return Again(answered, tuple(gone))


def _asks_otherwise(question: str, asked: Parameters, left: Parameters) -> bool:
    """Whether nobody is left to be taken out, no layer to look at, or a filter fewer."""
    taken_out = any(name in asked for name in _WHO)
    return (
        (question == "resilience" and taken_out and not any(name in left for name in _WHO))
        or ("capas" in asked and "capas" not in left)
        or any(name in asked and name not in left for name in _NARROWING)
    )


def _gone(name: str, called: str) -> str:
    return _("%(part)s: “%(name)s” is no longer there.") % {"part": label_of(name), "name": called}
