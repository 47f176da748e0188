"""`manage messages`: which texts have no Spanish yet; `--merge FILE` adds translations; compiles."""

import fcntl
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError

from config.translations import CATALOGUE, compile_catalogues, messages_in_sources, untranslated


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--merge",
            metavar="FILE",
            help='JSON {"msgid": "msgstr" or ["singular", "plural"]}; "context|msgid"; - is standard input',
        )
        parser.add_argument("--check", action="store_true", help="exit with 1 if a text has no Spanish")
        parser.add_argument("--prune", action="store_true", help="drop entries that no source uses")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["merge"]:
            text = sys.stdin.read() if options["merge"] == "-" else Path(options["merge"]).read_text("utf-8")
            self._rewrite(json.loads(text), prune=False)
        elif options["prune"]:
            self._rewrite({}, prune=True)
        compile_catalogues()
        missing = untranslated()
        for (context, msgid, plural), place in sorted(missing.items(), key=lambda item: item[1]):
            extra = f"  [{context}]" if context else ""
            self.stdout.write(f"{place}: {msgid!r}{f' / {plural!r}' if plural else ''}{extra}")
        if missing and options["check"]:
            raise CommandError(f"{len(missing)} texts have no Spanish")
        self.stdout.write(f"{len(missing)} texts have no Spanish")

    def _rewrite(self, translations: dict[str, Any], *, prune: bool) -> None:
        with CATALOGUE.open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            catalogue = polib.pofile(str(CATALOGUE), wrapwidth=100)
            sources = messages_in_sources()
            plurals = {(c, m): p for c, m, p in sources}
            for msgid, text in translations.items():
                context = None
                if "|" in msgid and tuple(msgid.split("|", 1)) in plurals:
                    context, msgid = msgid.split("|", 1)
                entry = catalogue.find(msgid, msgctxt=context)  # None: the entry without a context, not any
                if entry is None:
                    entry = polib.POEntry(msgid=msgid, msgctxt=context)
                    catalogue.append(entry)
                if isinstance(text, list):
                    entry.msgid_plural = plurals.get((context, msgid)) or entry.msgid_plural or msgid
                    entry.msgstr_plural = dict(enumerate(text))
                else:
                    entry.msgstr = text
                _flag_format(entry)
            if prune:
                used = set(plurals)
                for entry in [e for e in catalogue if (e.msgctxt, e.msgid) not in used]:
                    catalogue.remove(entry)
            catalogue.sort(key=lambda e: (e.msgid, e.msgctxt or ""))
            catalogue.save(str(CATALOGUE))


def _flag_format(entry: polib.POEntry) -> None:
    if "%(" in entry.msgid and "python-format" not in entry.flags:
        entry.flags.append("python-format")
