"""`manage answer`: who is missing, what holds without us, and what changed, as a JSON document."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Snapshot
from network.insights.answers.changes import beginning_years, changes, known_years
from network.insights.answers.documents import (
    as_json,
    changes_document,
    coverage_document,
    resilience_document,
)
from network.insights.answers.gone import AskedGone, understood_gone
from network.insights.answers.period import Period, known, suggested, understood_period
from network.insights.answers.resilience import resilience
from network.insights.coverage_question import COMMAND_FILTERS as FILTERS
from network.insights.coverage_question import coverage_question
from network.insights.management.answering import AnsweringCommand
from network.insights.queries import layers, snapshot_for, standing
from network.insights.selection import Asked, BadSelectionError, Selection, split, understood


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
        known_layers = {name: name for name in layers()}
        named = split([options["layers"]])
        snapshot = snapshot_for(viewer, [name for name in named if name in known_layers])
        gone = split([options.get("without", "")])
        asked = Asked(
            named, as_of=options.get("as_of", "").strip(), without=gone, stated_only=options["stated_only"]
        )
        try:
            selection = understood(
                asked, layers=known_layers, institutions={node.id for node in snapshot.nodes}
            )
            return as_json(getattr(self, f"_{options['question']}")(viewer, snapshot, selection, options))
        except BadSelectionError as error:
            raise CommandError(str(error)) from error

    def _resilience(
        self, viewer: Viewer, snapshot: Snapshot, selection: Selection, options: dict[str, Any]
    ) -> dict[str, Any]:
        asked = AskedGone(selection.without, options["post"].strip(), options["territory"].strip())
        gone = understood_gone(asked, viewer=viewer, institutions={node.id for node in snapshot.nodes})
        found = resilience(snapshot, replace(selection, without=()), gone, viewer=viewer)
        return resilience_document(found, viewer=options["viewer"])

    def _changes(
        self, viewer: Viewer, snapshot: Snapshot, selection: Selection, options: dict[str, Any]
    ) -> dict[str, Any]:
        span = known(known_years(snapshot), beginning_years(snapshot))
        if span is None:
            raise CommandError(_("No record bears a date, so that nothing can be told of what changed."))
        period = Period(options["start"].strip(), options["end"].strip())
        before, after = understood_period(
            suggested(span) if period == Period("", "") else period, selection, span
        )
        return changes_document(changes(snapshot, before, after), viewer=options["viewer"])
