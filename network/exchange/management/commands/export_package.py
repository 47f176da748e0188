"""`manage export_package PATH`: the platform as a data package, without people unless asked with a reason."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from network.exchange import printing
from network.exchange.catalogue import file_name, tables
from network.exchange.exporting import export_package
from network.exchange.problems import PackageError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a new folder, or a new .zip")
        parser.add_argument("--people", action="store_true", help="people too; needs --reason")
        parser.add_argument("--reason", default="", help="why people leave the platform; it is journalled")

    def handle(self, *args: Any, path: Path, people: bool, reason: str, **options: Any) -> None:
        with translation.override("es"):
            try:
                counts = export_package(path=path, people=people, reason=reason)
            except PackageError as error:
                printing.problems(self.stderr.write, error.problems)
                raise CommandError(_("Nothing was written.")) from error
            for name, count in counts.items():
                self.stdout.write(f"{file_name(tables()[name]):28}{count:>10}")
            self.stdout.write(_("Exported to %(path)s.") % {"path": path})
            if not people:
                self.stdout.write(_("People were left out (--people --reason “…” includes them)."))
