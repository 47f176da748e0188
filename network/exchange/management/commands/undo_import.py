"""`manage undo_import ID`: bring back what was before an import. Without ID: which ones there are.

An import that was interrupted is discarded, with what it had written; an undoing that was is carried on.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.exchange import printing
from network.exchange.catalogue import file_name, tables
from network.exchange.models import Import, State
from network.exchange.problems import PackageError
from network.exchange.services import discard_import, undo_import


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, nargs="?", help="the number that import_package told")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"):
            if options["id"] is None:
                self._list()
                return
            package = Import.objects.filter(pk=options["id"]).first()
            if package is None:
                raise CommandError(_("There is no import %(number)s.") % {"number": options["id"]})
            try:
                if package.state in (State.STAGED, State.APPLYING):
                    discard_import(package=package)
                    text = _("Import %(number)s was discarded; it had written nothing.")
                    if package.state == State.APPLYING:
                        text = _("Import %(number)s was discarded; what it had written was taken back.")
                    self.stdout.write(text % {"number": options["id"]})
                    return
                package = undo_import(package=package, progress=lambda text: self.stdout.write(f"  {text}"))
            except PackageError as error:
                printing.problems(self.stderr.write, error.problems)
                raise CommandError(_("Nothing was undone.")) from error
            for name, counts in package.counts.items():
                if counts["new"] or counts["changed"]:
                    text = _("%(new)s taken out, %(changed)s brought back") % counts
                    self.stdout.write(f"{file_name(tables()[name]):28}{text}")
            self.stdout.write(_("Import %(number)s is undone.") % {"number": package.pk})

    def _list(self) -> None:
        for package in Import.objects.all():
            staged = localtime(package.staged_at)
            when = f"{staged:%Y-%m-%d %H:%M}"
            self.stdout.write(f"{package.pk:>6}  {when}  {package.get_state_display():12}{package.source}")
