"""The coverage matrix as one picture: kinds of institution in rows, what is looked at in columns.

The deeper a square, the larger the share of those of which it is known that lack it. Each square also says so
in figures, and the words beside the picture say all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.insights import map_files
from network.insights.coverage_matrix import Row
from network.insights.sentences import number
from network.paper.document import Figure, Heading
from network.vocabulary.coverage import Column, State
from network.vocabulary.terms import terms

ROWS = 10
"""So many kinds stand in rows of their own; the others together in the last."""

DEPTHS = ((0, 0.0), (0.25, 0.14), (0.5, 0.3), (0.75, 0.48), (1, 0.7))
"""Up to which share lacking, how deep the colour."""

_NAMES, _WIDE, _HIGH, _HEAD, _LONGEST = 232, 60, 25, 118, 30


@dataclass(frozen=True, slots=True)
class Square:
    """Of the institutions of a row in a column: how many lack it, of how many that is known."""

    lacking: int
    known: int
    unknown: int

    @property
    def share(self) -> float:
        return self.lacking / self.known if self.known else 0.0

    @property
    def depth(self) -> float:
        return next(depth for most, depth in DEPTHS if self.share <= most)

    @property
    def figures(self) -> str:
        """As in 12/30; a question mark where nothing is known, a dash where it applies to none."""
        if self.known:
            return f"{self.lacking}/{self.known}"
        return "?" if self.unknown else "–"

    @property
    def words(self) -> str:
        if self.known:
            return _("%(n)s of %(total)s lack it") % {
                "n": number(self.lacking),
                "total": number(self.known),
            }
        return _("not known") if self.unknown else _("does not apply")


Line = tuple[str, tuple[Square, ...]]


def coverage_figure(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Heading, Figure]:
    lines = by_kind(rows)
    labels = [str(column.label) for column in columns]
    said = [
        f"{name}: " + "; ".join(f"{label}, {one.words}" for label, one in zip(labels, squares, strict=True))
        for name, squares in lines
    ]
    caption = _(
        "Each square says how many lack it, of how many it is known; the deeper its colour, the larger that "
        "share. “?”: not known of any; “–”: it applies to none."
    )
    svg = render_to_string("network/papers/heat.svg", _drawn(labels, lines))
    return Heading(_("What is missing, drawn")), Figure(svg, caption, ". ".join(said) + ".")


def by_kind(rows: Sequence[Row]) -> list[Line]:
    """The kinds with the most institutions first, and the rest of them in one row."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    labels = terms("institution_kind")
    ordered = sorted(kinds, key=lambda kind: (-len(kinds[kind]), labels.get(kind, kind)))
    shown = ordered if len(ordered) <= ROWS else ordered[: ROWS - 1]
    found = [(labels.get(kind, kind), kinds[kind]) for kind in shown]
    if rest := [row for kind in ordered[len(shown) :] for row in kinds[kind]]:
        found.append((_("Other kinds"), rest))
    return [(f"{label} ({number(len(some))})", _squares(some)) for label, some in found]


def _squares(rows: Sequence[Row]) -> tuple[Square, ...]:
    states = zip(*([cell.state for cell in row.cells] for row in rows), strict=True)
    return tuple(
        Square(
            found.count(State.GAP),
            found.count(State.GAP) + found.count(State.SOLVED),
            found.count(State.UNKNOWN),
        )
        for found in states
    )


def _drawn(labels: Sequence[str], lines: Sequence[Line]) -> dict[str, Any]:
    """Where everything stands: whole numbers and texts, which no language writes with a comma."""
    width = _NAMES + _WIDE * len(labels) + 88
    below = _HEAD + _HIGH * len(lines)
    return {
        "width": width,
        "height": below + 42,
        "heads": [(_NAMES + _WIDE * at + _WIDE // 2, _HEAD - 8, label) for at, label in enumerate(labels)],
        "names": [
            (_NAMES - 8, _HEAD + _HIGH * at + 17, _short(name)) for at, (name, _squares_) in enumerate(lines)
        ],
        "squares": [
            (
                _NAMES + _WIDE * across,
                _HEAD + _HIGH * down,
                f"{one.depth:.2f}",
                one.figures,
                _NAMES + _WIDE * across + _WIDE // 2,
                _HEAD + _HIGH * down + 17,
            )
            for down, (_name, squares) in enumerate(lines)
            for across, one in enumerate(squares)
        ],
        "keys": [
            (_NAMES + 104 * at, below + 16, f"{depth:.2f}", label)
            for at, ((_most, depth), label) in enumerate(
                zip(DEPTHS, ("0 %", "1–25 %", "26–50 %", "51–75 %", "76–100 %"), strict=True)
            )
        ],
        "key": _("Lack it"),
        "key_place": (_NAMES - 8, below + 29),
        "wide": _WIDE - 2,
        "high": _HIGH - 2,
        "ink": map_files.INK,
        "soft": map_files.SOFT,
        "paper": map_files.PAPER_COLOUR,
        "colour": map_files.FILLS["3"],
    }


def _short(name: str) -> str:
    """The number at its end stays."""
    if len(name) <= _LONGEST:
        return name
    text, _bracket, count = name.rpartition(" (")
    return f"{text[: _LONGEST - len(count) - 3].rstrip()}… ({count}"
