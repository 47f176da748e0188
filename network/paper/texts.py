"""What every rendering does to texts before it sets them: records may hold anything."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.conf import settings

from .document import Paper

# What XML cannot hold, the second set of control characters, marks that turn the direction of a line (a name
# could make the words after it read backwards) and the byte order mark.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_PART = re.compile(".{1,20}")


def clean(text: str) -> str:
    """The text as it can be printed: every line end a line feed, tabs as spaces, nothing that breaks XML."""
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")


def parted(text: str, longest: int) -> str:
    """The text with words beyond `longest` made of parts that a line may end after, which nobody sees."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: "\u200b".join(_PART.findall(word[0])), text)


def cleaned(paper: Paper, *, longest: int = 0) -> Paper:
    """The paper with all its texts cleaned and, if told, its words parted. Drawings clean themselves."""
    return _changed(paper, lambda text: parted(clean(text), longest) if longest else clean(text))


def _changed(part: Any, change: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return change(str(part))
    if isinstance(part, tuple):
        return tuple(_changed(one, change) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        names = [field.name for field in fields(part) if field.name != "svg"]
        return replace(part, **{name: _changed(getattr(part, name), change) for name in names})
    return part


def language_tag(language: str) -> str:
    """The language with the country of this installation where it is Spanish: "es-MX", "es-CL", "en"."""
    return f"es-{settings.ENTRAMADO_COUNTRY}" if language == "es" else language
