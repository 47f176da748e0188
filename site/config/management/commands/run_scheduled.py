"""`manage run_scheduled`: does what is due. Call it every hour; calling it more often changes nothing.

With `--every SECONDS` it stays and does that itself, the first time a minute after its start at the latest.
"""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone, translation

from network.office.kept import facts
from network.office.scheduled import alone, is_due, last_runs, run
from network.vocabulary.contributions import contributions
from network.vocabulary.jobs import Job

_LOOKS_UP = 60  # seconds: a computer that slept for hours finds out soon after


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what was done already in its period")
        parser.add_argument("--list", action="store_true", help="do nothing: say when each job last ran")
        parser.add_argument("--every", type=int, metavar="SECONDS", help="stay, and do it that often")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"] is None:
            self._once(options)
            return
        if options["every"] < 1 or options["list"] or options["all"]:
            raise CommandError("--every lleva los segundos entre una vez y otra (3600), y nada más.")
        _wait(min(options["every"], _LOOKS_UP))  # whoever starts it opens the first page meanwhile
        while True:
            close_old_connections()
            try:
                self._once(options)
            except (CommandError, DatabaseError) as error:  # told, and tried again the next time
                self.stderr.write(f"run_scheduled: {error}")
            _wait(options["every"])

    def _once(self, options: dict[str, Any]) -> None:
        jobs = [job for module in contributions("jobs") for job in module.JOBS]
        with translation.override("es"), timezone.override(facts().time_zone or None):
            if options["list"]:
                for job, last in last_runs(jobs):
                    when = f"{timezone.localtime(last.began_at):%Y-%m-%d %H:%M}" if last else "nunca"
                    self.stdout.write(
                        f"{job.name} ({job.every}): {when} {last.said if last else ''}".rstrip()
                    )
                return
            with alone() as is_alone:
                if not is_alone:
                    self._say("Otro run_scheduled está trabajando; no se hizo nada.", options)
                    return
                failed = self._run(jobs, options)
        if failed:
            raise CommandError(f"No se pudo: {', '.join(failed)}. El motivo está en el registro.")

    def _run(self, jobs: list[Job], options: dict[str, Any]) -> list[str]:
        """What is due of them; the names of those that failed."""
        failed = [job.name for job in jobs if (options["all"] or is_due(job)) and not run(job)]
        for job, last in last_runs(jobs):
            self._say(f"{job.name} ({job.every}): {last.said if last else ''}", options)
        return failed

    def _say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)


def _wait(seconds: int) -> None:
    """By the clock on the wall, which goes on while the computer sleeps; one set back ends it."""
    until = time.time() + seconds
    while 0 < (left := until - time.time()) <= seconds:
        time.sleep(min(left, _LOOKS_UP))
