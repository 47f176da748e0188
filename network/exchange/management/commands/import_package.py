"""`manage import_package PATH`: bring a data package into the platform."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from network.exchange import printing
from network.exchange.models import Import
from network.exchange.preview import Preview, preview
from network.exchange.problems import PackageError, Problem
from network.exchange.services import import_package
from network.exchange.source import open_package


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="a folder of CSV files, or a .zip of them")
        parser.add_argument("--dry-run", action="store_true", help="show what would change; write nothing")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there too")
        parser.add_argument(
            "--trusted", action="store_true", help="your own export: people as visible as it says"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="also change rows that the platform has changed since"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"):
            self._check_writable(options["json"])
            try:
                found, package = self._import(**options)
            except PackageError as error:
                printing.problems(self.stderr.write, error.problems)
                self._write(options["json"], None, None, error.problems)
                raise CommandError(_("Nothing was written.")) from error
            self._write(options["json"], found, package, [])
            printing.preview(self.stdout.write, found)
            self.stdout.write(self._outcome(found, package, options["dry_run"]))

    def _import(
        self, *, path: str, dry_run: bool, trusted: bool, overwrite: bool, **_options: Any
    ) -> tuple[Preview, Import | None]:
        def progress(text: str) -> None:
            self.stdout.write(f"  {text}")

        if dry_run:
            source = open_package(path)
            return preview(source, trusted=trusted, overwrite=overwrite, progress=progress), None
        return import_package(path=path, trusted=trusted, overwrite=overwrite, progress=progress)

    def _outcome(self, found: Preview, package: Import | None, dry_run: bool) -> str:
        if dry_run:
            return _("This was a trial: nothing was written.")
        if package is None and found.conflicts:
            return _("Nothing was written: all that is new in the package is in conflict (--overwrite).")
        if package is None:
            return _("Everything was there already: nothing was written.")
        return _("Import %(number)s is done. To undo it: manage undo_import %(number)s") % {
            "number": package.pk
        }

    def _check_writable(self, path: Path | None) -> None:
        """Refuse before anything is imported; leave no file behind that was not there."""
        if path is None:
            return
        try:
            existed = path.exists()
            path.open("a").close()
            if not existed:
                path.unlink()
        except OSError as error:
            raise CommandError(_("%(path)s cannot be written.") % {"path": path}) from error

    def _write(
        self,
        path: Path | None,
        found: Preview | None,
        package: Import | None,
        problems: list[Problem],
    ) -> None:
        if path is None:
            return
        result: dict[str, Any] = {
            "import": package.pk if package else None,
            "tables": found.tables if found else {},
            "changes": [change.as_dict() for change in found.changes] if found else [],
            "conflicts": [change.as_dict() for change in found.conflicts] if found else [],
            "territories": [
                {"kind": str(place.kind), "name": place.name, "region": place.region}
                for place in (found.territories if found else [])
            ],
            "errors": [problem.as_dict() for problem in problems],
        }
        try:
            path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(_("%(path)s cannot be written.") % {"path": path}) from error
