"""`manage restore FILE [--replace]`: puts a backup back. Stop pages and tasks first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backups import BackupError, read_backup


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # they read tables that may not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="even where there are data already")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = read_backup(options["file"].absolute(), replace=options["replace"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Recuperado el respaldo del {manifest['made_at']}. Siga con: manage prepare, "
            "que vuelve a borrar a quienes pidieron su baja después de él."
        )
