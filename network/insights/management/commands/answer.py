"""`manage answer`: who is missing, what holds without us, and what changed, as a JSON document."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from network.accounts.viewer import Viewer
from network.insights.answers.asking import changes_question, resilience_question
from network.insights.answers.documents import (
    as_json,
    changes_document,
    coverage_document,
    resilience_document,
)
from network.insights.coverage_question import COMMAND_FILTERS as FILTERS
from network.insights.coverage_question import coverage_question
from network.insights.management.answering import AnsweringCommand
from network.insights.queries import layers, standing


class Command(AnsweringCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        known_layers, usual = ",".join(layers()), ",".join(standing())
        questions = parser.add_subparsers(dest="question", required=True, metavar="QUESTION")
        holds = questions.add_parser("resilience", help="what holds without some institutions")
        holds.add_argument("--without", default="", metavar="ID,ID", help="institutions to take out")
        holds.add_argument("--post", default="", metavar="ID", help="a post: its institution goes")
        holds.add_argument(
            "--territory", default="", metavar="NAME", help="the administration of a territory"
        )
        holds.add_argument(
            "--as-of", default="", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD: as of its last day"
        )
        changed = questions.add_parser("changes", help="what changed between two dates")
        changed.add_argument("--from", dest="start", default="", metavar="DATE", help="as of its last day")
        changed.add_argument("--to", dest="end", default="", metavar="DATE", help="as of its last day")
        changed.add_argument("--without", default="", metavar="ID,ID", help="institutions to leave out")
        missing = questions.add_parser("coverage", help="who is missing")
        for option, name in FILTERS.items():
            missing.add_argument(f"--{option}", default="", help=f"as {name}= in the address of the page")
        self.add_answer_arguments(missing)
        for question in (holds, changed):
            question.add_argument("--layers", default=usual, help=f"any of {known_layers}")
            question.add_argument("--stated-only", action="store_true", help="leave inferred ones out")
            self.add_answer_arguments(question)

    def answer(self, viewer: Viewer, options: dict[str, Any]) -> str:
        if options["question"] == "coverage":
            given = {name: [options[option]] for option, name in FILTERS.items()}
            asked_for = coverage_question(given, viewer)
            return as_json(coverage_document(asked_for, viewer=options["viewer"], today=timezone.localdate()))
        if options["question"] == "resilience":
            names = {"without": "sin", "as_of": "fecha", "post": "puesto", "territory": "territorio"}
            asked = resilience_question(self.parameters(options, names), viewer, by_code=True)
            if asked.found is None or asked.problems:
                self.refuse(asked.problems)
            return as_json(resilience_document(asked.found, viewer=options["viewer"]))
        names = {"without": "sin", "start": "desde", "end": "hasta"}
        changed = changes_question(self.parameters(options, names), viewer, by_code=True)
        if changed.found is None:
            self.refuse(changed.why_not)
        return as_json(changes_document(changed.found, viewer=options["viewer"]))
