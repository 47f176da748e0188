"""What the commands that answer questions share: for whom, in which language, written where."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import PUBLIC, Viewer, viewer_for
from network.insights.selection import Problem


class AnsweringCommand(BaseCommand, ABC):
    """A subclass says what to write in `answer`; what it tells the user is in Spanish."""

    def add_answer_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--viewer", default="public", metavar="ACCOUNT", help="public, or an e-mail")
        parser.add_argument("--json", default="-", metavar="FILE", help="where to write; - is the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"):
            text = self.answer(_viewer(options["viewer"]), options)
            if options["json"] == "-":
                self.stdout.write(text, ending="")
            else:
                _save(text, Path(options["json"]))

    @abstractmethod
    def answer(self, viewer: Viewer, options: dict[str, Any]) -> str:
        """The text to write."""

    def parameters(self, options: dict[str, Any], names: Mapping[str, str]) -> dict[str, list[str]]:
        """The options as an address says them (option → its name there); all that it can say is said."""
        given = {name: [options[option]] for option, name in names.items() if options.get(option)}
        stated = ["1"] if options.get("stated_only") else []
        return {**given, "capas": [options["layers"]], "declarados": stated, "ver": ["1"]}

    def refuse(self, problems: Iterable[Problem]) -> NoReturn:
        raise CommandError("\n".join(problem.text for problem in problems))

    def say(self, text: str) -> None:
        self.stderr.write(self.style.NOTICE(text))


def _viewer(name: str) -> Viewer:
    if name == "public":
        return PUBLIC
    user = User.objects.filter(email__iexact=name, is_active=True).first()
    if user is None:
        text = _("There is no active account “%(name)s”. Write “public” or the e-mail of an account.")
        raise CommandError(text % {"name": name})
    return viewer_for(user)


def _save(text: str, path: Path) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        remedy = _("“%(path)s” cannot be written. Choose a file in a folder that exists and is yours.")
        raise CommandError(remedy % {"path": path}) from error
