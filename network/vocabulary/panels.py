"""What a room contributes to the dossier of an institution: plain values that a template shows.

A module `panels.py` of any app offers `panels(institution, viewer) -> list[Panel]`, made of what that
viewer may see and nothing else. The dossier collects them and knows no room by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the top of the dossier, and where on the page it is spelled out."""

    value: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An institution at the other end of a tie; how people call it and its sector, for drawings.

    Rooms read more or less of it; whatever they read, the same address is the same neighbour.
    """

    package_id: str
    name: str
    url: str
    called: str = field(default="", compare=False)
    sector: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SharedContext:
    """One reason why two institutions are neighbours: the context that both take part in."""

    neighbour: Neighbour
    layer: str
    kind: str
    title: str
    url: str
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label. Tones: "", good, warn, muted, accent; the words alone carry the meaning."""

    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a list: its title, badges, short facts, a longer text, and who takes part in it."""

    title: str
    url: str = ""
    badges: tuple[Badge, ...] = ()
    facts: tuple[str, ...] = ()
    text: str = ""
    others_label: str = ""
    others: tuple[Link, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading of their own; without a title where the panel has but one."""

    lines: tuple[Line, ...]
    title: str = ""


LINES = "network/panels/lines.html"  # shows `sections`: what most panels need


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the dossier. `absent` names its content in "nothing is recorded of …"."""

    title: str
    anchor: str
    template: str
    context: Mapping[str, Any]
    order: int
    is_empty: bool
    absent: str
    figures: tuple[Figure, ...] = ()
    shared: tuple[SharedContext, ...] = field(default=(), repr=False)
