"""An unknown variable in a template of ours is an error, in every test that renders it.

Django puts `string_if_invalid` where a variable is unknown, and asks it for nothing but its text.
Ours finds the template that asked, and raises where that lies below `templates/`. Templates of Wagtail,
allauth and others keep Django's way; so does `{% if unknown %}`, which Django treats apart.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from django.template import Node, engines

OURS = Path(__file__).resolve().parents[1] / "templates"


class UnknownVariableError(AssertionError):
    """A template of ours names what its view did not give."""


class Strict:
    """Stands in for `string_if_invalid`."""

    def __bool__(self) -> bool:
        # True where Django asks whether it is set; false as the value of a lookup that went nowhere.
        return sys._getframe(1).f_code.co_name == "resolve"

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        place = _template_that_asks(sys._getframe(1))
        if place is not None and OURS in place.parents:
            raise UnknownVariableError(f"{place.relative_to(OURS)}: unknown variable {variable}")
        return ""

    def __str__(self) -> str:
        return ""


def _template_that_asks(frame: FrameType | None) -> Path | None:
    while frame is not None:
        asking = frame.f_locals.get("self")
        if isinstance(asking, Node) and getattr(asking, "origin", None):
            return Path(asking.origin.name)
        frame = frame.f_back
    return None


@pytest.fixture(autouse=True, scope="session")
def unknown_variables_are_errors() -> Iterator[None]:
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Strict()
    yield
    engine.string_if_invalid = before
