"""What an answer's JSON document says, as figures by name and lists by name: pure, one reader per question.

A figure that is not defined is None. A list holds what it names by id, with the name that the document
itself gives (else nothing: whoever reads it knows names by id).
"""

from collections.abc import Callable, Mapping
from typing import Any

Document = Mapping[str, Any]
Value = int | float | None
Figures = dict[str, Value]
Lists = dict[str, dict[str, str]]


def figures(question: str, document: Document) -> Figures:
    return _FIGURES[question](document)


def lists(question: str, document: Document) -> Lists:
    return _LISTS[question](document)


def groups(question: str, document: Document) -> dict[str, int]:
    """The number of the community of each institution, where the question looks for communities."""
    if question == "analysis":
        return {str(row["id"]): row["community"] for row in document["nodes"]}
    if question == "changes":
        return dict(document["after"]["communities"])
    return {}


def weights(question: str, document: Document) -> dict[str, Value]:
    """One number per institution by which it is seen that something changed around it."""
    if question == "analysis":
        return {str(row["id"]): row["degree"] for row in document["nodes"]}
    if question == "resilience":
        return {one["id"]: one["fall"] for one in document["single_points_of_failure"]}
    if question == "coverage":
        return {row["id"]: row["gaps"] for row in document["rows"]}
    return {}


def ids(question: str, document: Document) -> set[str]:
    """Every id that any of it needs a name for; of a pair, both."""
    found = {key for named in lists(question, document).values() for key in named}
    found |= {*groups(question, document), *weights(question, document)}
    return {part for key in found for part in key.split(PAIR)}


PAIR = "\u2013"
"""Between the two ids of a tie: an en dash is in no id."""


def _named(keys: Any) -> dict[str, str]:
    return dict.fromkeys(keys, "")


def _analysis_figures(document: Document) -> Figures:
    return _whole(document["graph"])


def _whole(graph: Figures) -> Figures:
    """Where institutions alone are the points, how many they are is told once."""
    alone = graph.get("nodes") == graph.get("institutions")
    return {name: value for name, value in graph.items() if not (alone and name == "nodes")}


def _analysis_lists(document: Document) -> Lists:
    rows = [row for row in document["nodes"] if ":" not in str(row["id"])]
    return {
        "part": _named(row["id"] for row in rows),
        "spaces": _named(row["id"] for row in document["nodes"] if ":" in str(row["id"])),
        "untied": _named(document["snapshot"]["untied"]),
        "alone": _named(row["id"] for row in rows if row["degree"] == 0),
        "breaking": _named(row["id"] for row in rows if row["articulation"]),
    }


def _resilience_figures(document: Document) -> Figures:
    found: Figures = {}
    for moment in ("before", "after"):
        found |= {f"{moment}.{name}": value for name, value in document[moment].items()}
    found["cut_off"] = sum(len(piece) for piece in document["cut_off"])
    found["left_alone"] = len(document["left_alone"])
    found["breaking"] = sum(one["pieces"] > 1 for one in document["single_points_of_failure"])
    return found | {f"depending.{name}": len(items) for name, items in document["depending"].items()}


def _resilience_lists(document: Document) -> Lists:
    depending = {
        f"depending.{name}": {item["id"]: item["title"] for item in items}
        for name, items in document["depending"].items()
    }
    return {
        "gone": _named(document["gone"]["institutions"]),
        "cut_off": _named(node for piece in document["cut_off"] for node in piece),
        "left_alone": _named(document["left_alone"]),
        "breaking": _named(one["id"] for one in document["single_points_of_failure"] if one["pieces"] > 1),
        **depending,
    }


_COUNTED = ("institutions_gained", "institutions_lost", "ties_gained", "ties_lost")
_CONTEXTS = ("contexts_begun", "contexts_ended", "contexts_begun_and_ended")


def _changes_figures(document: Document) -> Figures:
    found: Figures = {name: len(document[name]) for name in (*_COUNTED, *_CONTEXTS)}
    found |= {name: document[name] for name in ("institutions_kept", "ties_kept", "undated_ties")}
    for moment in ("before", "after"):
        found |= {f"{moment}.{name}": value for name, value in _whole(document[moment]["graph"]).items()}
    return found


def _changes_lists(document: Document) -> Lists:
    return {
        **{name: _named(row["id"] for row in document[name]) for name in _COUNTED[:2]},
        **{name: _named(f"{tie['a']}{PAIR}{tie['b']}" for tie in document[name]) for name in _COUNTED[2:]},
        **{name: _named(document[name]) for name in _CONTEXTS},
        "moved": _named(document["moved"]),
    }


def _coverage_figures(document: Document) -> Figures:
    found: Figures = {"institutions": document["institutions"]}
    for column in document["columns"]:
        for state in ("gaps", "solved", "unknown", "not_applicable"):
            found[f"column.{column['name']}.{state}"] = column[state]
    return found


def _coverage_lists(document: Document) -> Lists:
    """Of the rows alone: those of whom something else is asked are in the figures."""
    rows = document["rows"]
    return {
        "among": _named(row["id"] for row in rows),
        "untied": _named(one["id"] for one in document["untied"]),
        **{
            f"gap.{column['name']}": _named(
                row["id"] for row in rows if row["cells"].get(column["name"]) == "gap"
            )
            for column in document["columns"]
        },
    }


_FIGURES: dict[str, Callable[[Document], Figures]] = {
    "analysis": _analysis_figures,
    "resilience": _resilience_figures,
    "changes": _changes_figures,
    "coverage": _coverage_figures,
}
_LISTS: dict[str, Callable[[Document], Lists]] = {
    "analysis": _analysis_lists,
    "resilience": _resilience_lists,
    "changes": _changes_lists,
    "coverage": _coverage_lists,
}
