"""What is wrong with a package, and where: so that whoever made it can mend it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(_("row %(number)s") % {"number": self.row})
        if self.column:
            parts.append(_("column %(name)s") % {"name": self.column})
        return ", ".join(parts)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.remedy}"


class PackageError(Exception):
    """A package, an undoing or an export that was refused as a whole; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:3]))
        self.problems = problems
