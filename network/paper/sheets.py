"""How tables are laid on sheets, alike in the PDF and in the office file."""

from .document import Block, Heading, Table

# From so many columns on, letters grow smaller; from the second number on, the sheet is laid on its side.
DENSE, SIDEWAYS = 6, 8


def is_sideways(block: Block) -> bool:
    return isinstance(block, Table) and len(block.columns) >= SIDEWAYS


def places_sideways(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The places of blocks on a sheet that lies on its side: wide tables and the headings above them."""
    found: set[int] = set()
    for place in reversed(range(len(blocks))):
        heads_one = isinstance(blocks[place], Heading) and place + 1 in found
        if is_sideways(blocks[place]) or heads_one:
            found.add(place)
    return frozenset(found)


def column_widths(table: Table, width: int) -> list[int]:
    """The width shared out by what the columns hold, at least their longest word as far as there is room."""
    wanted = []
    for place, column in enumerate(table.columns):
        texts = [column.label, *(row[place] for row in table.rows)]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        wanted.append(max(6, min(word + 4, 26), min(max(map(len, texts)), 34)))
    return [width * one // sum(wanted) for one in wanted]
