"""`manage setup_code`: prints the address at which a new network is set up in the browser.

It opens until the first administrator exists, and for nobody who has not been given it.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.accounts.setup_code import setup_code


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        code = setup_code()
        if not code:
            raise CommandError("Esta red ya tiene administradora: se entra en /cuenta/login/.")
        self.stdout.write(f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/empezar/?clave={code}")
