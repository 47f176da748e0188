"""`manage load_demo`: 120 clearly fictitious members and five accounts. Only in the embedded run."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from network.exchange.demo import write_demo_package
from network.exchange.demo_accounts import (
    ACCOUNTS,
    ensure_demo_accounts,
    load_demo_people,
    require_demo_allowed,
)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"):
            try:
                require_demo_allowed()
            except PermissionDenied as refused:
                raise CommandError(str(refused)) from refused
            folder = write_demo_package(Path(settings.VAR) / "demo-package")
            load_demo_people(folder)
            password = ensure_demo_accounts()
            self.stdout.write(_("Accounts: %(emails)s") % {"emails": ", ".join(a.email for a in ACCOUNTS)})
            self.stdout.write(_("Their password is in %(path)s") % {"path": password})
