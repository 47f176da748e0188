"""The platform as a data package. People are left out unless asked for with a reason."""

import csv
import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from network.journal.services import record
from network.people.models import Person
from network.vocabulary.package import Table

from .catalogue import file_columns, file_name, tables
from .cells import safe
from .models import ExportedPerson, PeopleExport
from .preview import Progress
from .problems import PackageError, Problem
from .reading import read

Rows = list[dict[str, str]]
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same platform gives the same .zip, byte for byte


def export_package(
    *,
    path: Path | str,
    people: bool = False,
    reason: str = "",
    by: Any = None,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write a folder of CSV files, or a .zip where `path` ends so. Returns the rows of each table.

    With `people` also people, appointments, collaborations and the seats of people; that is journalled.
    """
    path, reason = Path(path), reason.strip()
    if people and not reason:
        raise _refused(path, _("People leave the platform only for a reason."), _("Give the reason."))
    try:
        taken = not path.name or (path.exists() and (not path.is_dir() or any(path.iterdir())))
    except OSError as error:
        raise _unwritable(path) from error
    if taken:
        raise _refused(
            path, _("There is something there already."), _("Give the path of a new folder or file.")
        )
    with transaction.atomic():
        _see_one_moment()
        rows = _rows(people, progress or (lambda text: None))
        if people:
            export = PeopleExport.objects.create(
                by=by if by is not None and by.is_authenticated else None, people=len(rows["people"])
            )
            hers = {cells["id"] for cells in rows["people"]}
            keys = Person.objects.values_list("pk", "package_id")
            ExportedPerson.objects.bulk_create(
                [ExportedPerson(export=export, person_id=pk) for pk, key in keys if key in hers],
                batch_size=1000,
            )
            counts = {name: len(of_table) for name, of_table in rows.items()}
            record(verb="people.exported", subject=export, by=by, reason=reason, after=counts)
        try:
            _write(path, {file_name(tables()[name]): _csv(tables()[name], rows[name]) for name in rows})
        except OSError as error:
            raise _unwritable(path) from error
    return {name: len(of_table) for name, of_table in rows.items()}


def _see_one_moment() -> None:
    """All tables as of one moment. SQLite's transactions see that anyway."""
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _rows(people: bool, progress: Progress) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for name, table in tables().items():
        if table.personal and not people:
            continue
        progress(_("Reading %(file)s") % {"file": file_name(table)})
        rows = [row.cells for row in read(table).values()]
        if table.personal_column and not people:
            rows = [cells for cells in rows if not cells[table.personal_column]]
        if rows or not table.only_if_filled:
            found[name] = rows
    return found


def _csv(table: Table, rows: Rows) -> bytes:
    columns = [
        column
        for column in file_columns(table)
        if not column.optional or any(cells[column.name] != column.default for cells in rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([safe(column, cells[column.name]) for column in columns] for cells in rows)
    return text.getvalue().encode()


def _write(path: Path, files: dict[str, bytes]) -> None:
    """All or nothing: what is half written never bears the name asked for. Only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.lower() == ".zip":
            _write_zip(part, files)
        else:
            part.mkdir(mode=0o700)
            for name, content in files.items():
                (part / name).write_bytes(content)
        os.replace(part, path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        part.unlink(missing_ok=True)


def _write_zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.external_attr = 0o600 << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    path.chmod(0o600)


def _unwritable(path: Path) -> PackageError:
    return _refused(path, _("It cannot be written."), _("Check the path and your rights."))


def _refused(path: Path, problem: str, remedy: str) -> PackageError:
    return PackageError([Problem(str(path), None, "", problem, remedy)])
