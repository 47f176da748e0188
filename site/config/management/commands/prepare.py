"""`manage prepare [--demo | --own]`: from an empty database to a site that answers, as often as you like."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from config.translations import CATALOGUE, compile_catalogues
from network.accounts.setup_code import setup_code
from network.documents.bare_versions import make_public_versions_bare
from network.exchange.beginning import add_first_places, add_first_themes
from network.exchange.demo import OPEN_PACKAGE
from network.exchange.demo_accounts import ACCOUNTS
from network.exchange.services import import_package
from network.insights.ready import keep_ready
from network.institutions.models import Institution
from network.people.services import release_member_figure
from network.rights.erasing import erase_again
from pages.services import ensure_site
from training.demo import make_demo

_DEMO_OFFICE = "red@ejemplo.invalid"
_OWN = "red_propia"  # a folder that says so is never filled with the demonstration


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # they read tables that may not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument(
            "--demo", action="store_true", help="the open network, fictitious members and demo accounts"
        )
        kind.add_argument(
            "--own", action="store_true", help="a network of one's own, to be set up in the browser"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._started = time.monotonic()
        demo, folder = options["demo"], Path(settings.VAR)
        if demo and (folder / _OWN).exists():
            raise CommandError(f"En {folder} hay una red propia: la demostración va en otra carpeta.")
        if options["own"]:
            if (folder / "demo_password").exists():
                raise CommandError(f"En {folder} hay una demostración: la red propia va en otra carpeta.")
            (folder / _OWN).touch()
        self._step("Textos en español", self._compile)
        with translation.override("es"):
            self._step("Tablas", lambda: call_command("migrate", verbosity=1, stdout=self.stdout))
            self._step("Bajas cumplidas", self._erase_again)
            if settings.CACHES["default"]["BACKEND"].endswith(".DatabaseCache"):
                self._step("Memoria de trabajo", self._create_cache)
            self._step(
                "Páginas públicas",
                lambda: ensure_site(contact_email=_DEMO_OFFICE if demo else "", by_office=not demo),
            )
            if demo:
                if not Institution.objects.exists():
                    self._step("Red abierta", lambda: self._import(OPEN_PACKAGE))
                self._step("Integrantes ficticias y cuentas", lambda: call_command("load_demo"))
                self._step("Formación de demostración", self._make_training)
            if options["own"]:
                self._step("Temas", add_first_themes)
                self._step("Lugares", add_first_places)
                self._step("Clave para empezar", setup_code)
            self._step("Versiones públicas de documentos", self._make_bare)
            self._step("Buscador", lambda: call_command("rebuild_search"))
            self._step("Cifra publicada", release_member_figure)
            self._step("Mapa", keep_ready)

    def _step(self, name: str, work: Callable[[], Any]) -> None:
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        work()
        self.stdout.write(f"{name}: listo a los {time.monotonic() - self._started:.1f} s")
        self.stdout.flush()

    def _compile(self) -> None:
        compile_catalogues()
        # This process may have read them before there were any, and the demonstration is written in them.
        translation_file_changed(sender=None, file_path=CATALOGUE.with_suffix(".mo"))

    def _make_training(self) -> None:
        # The settings were read before there were these accounts, whose roles count from now on.
        settings.ENTRAMADO_DEMO_ACCOUNTS = frozenset(account.email for account in ACCOUNTS)
        make_demo()

    def _make_bare(self) -> None:
        self.stdout.write(f"  {make_public_versions_bare().words}")

    def _erase_again(self) -> None:
        number = erase_again()
        self.stdout.write(
            f"  {number} otra vez, que volvieron con un respaldo anterior" if number else "  ninguna"
        )

    def _create_cache(self) -> None:
        database = "cache" if "cache" in settings.DATABASES else "default"
        call_command("createcachetable", database=database, verbosity=0)

    def _import(self, folder: Path) -> None:
        import_package(path=folder, progress=lambda text: self.stdout.write(f"  {text}"))
