"""One sheet as plain texts, in the places where its owner sees them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_EMPTY, MOST_LETTERS, MOST_ROWS
from .refusal import too_large

Span = tuple[int, int, int]  # column, first row, last row: all from 0


@dataclass
class Sheet:
    """`rows[n]` is what the spreadsheet calls row n + 1; rows end with their last filled cell."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    cut: bool = False  # there is more to the right than is read

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @property
    def filled(self) -> int:
        """How many rows have anything in them."""
        return sum(any(row) for row in self.rows)

    def cell(self, row: int, column: int) -> str:
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


class Budget:
    """What one file may still cost; it is exceeded once, then the file is refused."""

    def __init__(self) -> None:
        self.cells, self.letters, self.empty = MOST_CELLS, MOST_LETTERS, MOST_EMPTY

    def spend(self, text: str) -> None:
        self.cells -= 1
        self.letters -= len(text)
        if self.cells < 0 or self.letters < 0 or len(text) > LONGEST_CELL:
            raise too_large()

    def pass_over(self, number: int = 1) -> None:
        self.empty -= number
        if self.empty < 0:
            raise too_large()


class Filling:
    """Puts texts into a sheet; nothing that is empty ever takes room."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.sheet = Sheet(name)
        self._budget = budget

    def put(self, row: int, column: int, text: str) -> None:
        """Cells from 0. Refuses rows beyond the limit; leaves out columns beyond it and remembers that."""
        if not text:
            self._budget.pass_over()
            return
        if row >= MOST_ROWS:
            raise too_large()
        if column >= MOST_COLUMNS:
            self.sheet.cut = True
            self._budget.pass_over()
            return
        self._budget.spend(text)
        rows = self.sheet.rows
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        if len(cells) <= column:
            cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text

    def merge(self, spans: Iterable[Span]) -> None:
        """What was merged over several rows counts for each of them; over columns, for the first alone."""
        for column, first, last in spans:
            text = self.sheet.cell(first, column)
            if text:
                for row in range(first + 1, min(last, len(self.sheet.rows) - 1) + 1):
                    if self.sheet.rows[row] and not self.sheet.cell(row, column):
                        self.put(row, column, text)
            else:
                self._budget.pass_over()
