"""A row that a package makes or changes."""

from dataclasses import dataclass
from typing import Any

from network.vocabulary.package import Key

from .catalogue import key_text

CONFLICTING = "conflicting"


@dataclass(slots=True)
class Change:
    """A row that the package makes or changes, or would change if the platform had not done so."""

    table: str
    key: Key
    row: int
    action: str
    before: dict[str, str]
    after: dict[str, str]

    def columns(self) -> dict[str, tuple[str, str]]:
        """Column → its cell before and after, where they differ."""
        return {
            name: (self.before.get(name, ""), text)
            for name, text in self.after.items()
            if self.before.get(name, "") != text
        }

    def as_dict(self) -> dict[str, Any]:
        columns = {name: list(pair) for name, pair in self.columns().items()}
        return {"table": self.table, "id": key_text(self.key), "action": self.action, "columns": columns}
