"""`manage forget_second_factor EMAIL --reason TEXT`: for whoever lost her telephone and her recovery codes.

Make sure first that it is she. Her roles that need a second factor count again once she has set up another.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.accounts.models import User
from network.accounts.second_factor import forget


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="kept in the journal")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"No hay una cuenta con el correo {options['email']}.")
        number = forget(user=user, by=None, reason=options["reason"])
        self.stdout.write(f"Se quitaron {number} de {user.email}: puede entrar con su contraseña.")
