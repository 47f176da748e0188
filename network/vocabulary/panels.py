"""What a room contributes to the dossier of an institution: plain values that a template shows.

A module `panels.py` of any app offers `panels(institution, viewer) -> list[Panel]`, made of what that
viewer may see and nothing else. The dossier collects them and knows no room by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext


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

    @classmethod
    def of(cls, institution: Any) -> Self:
        """An institution as rooms know it, read with its names and its sector."""
        return cls(
            institution.package_id,
            institution.name,
            institution.get_absolute_url(),
            institution.called,
            institution.sector,
        )


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
    """A short label. Tones: "", good, warn, muted, accent; the words alone carry the meaning.

    `meaning` is told once below a list in which the label occurs, where the label alone may puzzle.
    """

    label: str
    tone: str = ""
    meaning: str = field(default="", compare=False)


def inferred() -> Badge:
    """What no source states."""
    meaning = gettext("no source says so in so many words; it was concluded from another record")
    return Badge(gettext("inferred"), "muted", meaning)


def meanings(badges: Iterable[Badge]) -> list[Badge]:
    """Each badge that has to be explained, once, in the order in which they first occur."""
    return list(dict.fromkeys(badge for badge in badges if badge.meaning))


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
