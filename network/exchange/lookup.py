"""Primary keys of the rows and places that cells name."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from network.vocabulary.package import Table

from .catalogue import file_name, tables
from .problems import PackageError, Problem
from .reading import ids
from .territories import Place, known


class Lookup:
    """Ids and places → primary keys, each table read once and only if it is asked for."""

    def __init__(self) -> None:
        self.places: dict[Place, int] = known()
        self._ids: dict[str, dict[str, int]] = {}

    def pk(self, table_name: str, row_id: str) -> int | None:
        if not row_id:
            return None
        if (pk := self.of(table_name).get(row_id)) is None:
            raise PackageError(
                [
                    Problem(
                        file_name(tables()[table_name]),
                        None,
                        "id",
                        _("“%(id)s” is no longer in the platform.") % {"id": row_id},
                        _("Nothing was written. Import the package again."),
                    )
                ]
            )
        return pk

    def of(self, table_name: str) -> dict[str, int]:
        if table_name not in self._ids:
            self._ids[table_name] = ids(table_name)
        return self._ids[table_name]

    def note(self, table: Table, made: Mapping[str, int]) -> None:
        """Rows of this table have just been made: their ids are known without asking again."""
        if table.name in self._ids:
            self._ids[table.name].update(made)
