"""What a paper says, before it is a page, a PDF or an office file.

A paper is a title and blocks in reading order. Texts are plain and already in the reader's language; the
renderings decide how they look, never what they say.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part. `level` 2 is a part of the paper, 3 a part of a part.

    With an appendix's title begins what few read: on sheets all that follows is set small.
    """

    text: str
    level: Literal[2, 3] = 2
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A line feed in it begins a new line."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where the order says something."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something to keep in mind while reading: a caveat, what was left out."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, as in "Fecha: 3 de marzo de 2026"."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand to the right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns; the first cell of a row names it.

    Raises ValueError where a row has more or fewer cells.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.caption!r} has not as many cells as there are columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG source, self-contained) and the same in words for whoever cannot see it."""

    svg: str
    caption: str
    description: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: what stands under each. After a line feed, the post under the name.

    `pictures` are drawn signatures (PNG or JPEG bytes) above the lines, in their order, where there are any.
    """

    lines: tuple[str, ...]
    pictures: tuple[bytes | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new sheet of the PDF and the office file."""


Block = Heading | Paragraph | Bullets | Note | Facts | Table | Figure | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: name of the office, lines under it, and its logo as PNG or JPEG bytes, if it has one."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `language` is that of its texts, as in "es".

    In a letter (`is_letter`) title and facts, such as number, date and subject, stand to the right under the
    letterhead, as offices in Mexico and Chile set them. A certificate (`is_certificate`) is set in the middle
    of its sheet, its second-level heading, whose it is, large.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead | None = None
    footer: str = ""
    language: str = "es"
    is_letter: bool = False
    is_certificate: bool = False
