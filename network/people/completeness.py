"""What is missing in a profile, and what each thing would be good for: never a demand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the profile. `section` names where it is written (the last part of its address)."""

    name: str
    section: str
    label: Any
    why: Any


PARTS = (
    Part(
        "post_title", "trabajo", _("Your post"), _("So that a colleague knows what you decide and what not.")
    ),
    Part("themes", "temas", _("Themes"), _("It is what most people search by.")),
    Part("offers", "ofrezco-y-busco", _("What you offer"), _("So that whoever needs it reaches you.")),
    Part(
        "seeks",
        "ofrezco-y-busco",
        _("What you seek"),
        _("So that you are suggested to whoever can help."),
    ),
    Part(
        "languages", "sobre-mi", _("Languages"), _("For those who attend in a language other than Spanish.")
    ),
    Part("biography", "sobre-mi", _("Short biography"), _("Two lines make it easier to write to you.")),
    Part("city", "sobre-mi", _("City"), _("So that those nearby can meet.")),
    Part("photo", "foto", _("Photo"), _("So that you are recognised at a session. Quite optional.")),
)


@dataclass(frozen=True, slots=True)
class Completeness:
    done: int
    missing: tuple[Part, ...]

    @property
    def of(self) -> int:
        return len(PARTS)


def completeness(has: Iterable[str]) -> Completeness:
    """Of the parts in PARTS those that are there are named in `has`."""
    there = set(has)
    missing = tuple(part for part in PARTS if part.name not in there)
    return Completeness(len(PARTS) - len(missing), missing)
