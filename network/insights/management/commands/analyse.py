"""`manage analyse`: the measures of the network, as a JSON document."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.insights.answers.asking import analysis_question
from network.insights.documents import as_json
from network.insights.management.answering import AnsweringCommand
from network.insights.queries import layers, standing
from network.insights.services import analyse


class Command(AnsweringCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        known, usual = ",".join(layers()), ",".join(standing())
        parser.add_argument("--layers", default=usual, help=f"any of {known} (default: {usual})")
        parser.add_argument("--mode", default="one", help="one: institutions; two: with their contexts")
        parser.add_argument(
            "--as-of", default="", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD: as of its last day"
        )
        parser.add_argument("--without", default="", metavar="ID,ID", help="institutions to leave out")
        parser.add_argument("--stated-only", action="store_true", help="leave inferred memberships out")
        self.add_answer_arguments(parser)

    def answer(self, viewer: Viewer, options: dict[str, Any]) -> str:
        names = {"mode": "modo", "as_of": "fecha", "without": "sin"}
        base = analysis_question(self.parameters(options, names), viewer, by_code=True)
        asked, snapshot, selection = base.asked, base.snapshot, base.selection
        if selection is None:
            self.refuse(base.problems)
        text = as_json(analyse(snapshot, selection), viewer=options["viewer"])
        if selection.as_of and asked.as_of != selection.as_of.isoformat():
            words = {"given": asked.as_of, "day": selection.as_of.isoformat()}
            self.say(_("“%(given)s” is counted as of its last day, %(day)s.") % words)
        return text
