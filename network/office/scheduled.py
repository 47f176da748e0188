"""Work that time brings: one run at a time, each job once in its period, and when it last ran."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.db import connection
from django.utils import timezone

from network.vocabulary.jobs import Job

from .models import JobRun

_KEY = 7_031_962  # of PostgreSQL's advisory locks: any number that nobody else of this database takes
_FILE = "scheduled.lock"

logger = logging.getLogger(__name__)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other run is at work on these records. A run that dies lets go of it by dying."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEY])
            is_alone = bool(cursor.fetchone()[0])
        try:
            yield is_alone
        finally:
            if is_alone:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
        return
    with (Path(settings.VAR) / _FILE).open("a") as file:
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


def is_due(job: Job) -> bool:
    """Not where it went well in this period already. What is done once a month says so itself."""
    if job.every == "hour":
        return True
    return not JobRun.objects.filter(name=job.name, done_on=timezone.localdate()).exists()


def run(job: Job) -> bool:
    """Run it and note how it went; whether it went well. One that fails keeps no other from its turn."""
    row, _made = JobRun.objects.update_or_create(
        name=job.name, defaults={"began_at": timezone.now(), "ended_at": None, "said": ""}
    )
    try:
        row.said = str(job.run())[:500]
        row.done_on = timezone.localdate()
        went_well = True
    except Exception as error:
        logger.exception("The scheduled job %s failed", job.name)
        row.said, went_well = type(error).__name__, False
    row.ended_at = timezone.now()
    row.save()
    return went_well


def last_runs(jobs: Iterable[Job]) -> list[tuple[Job, JobRun | None]]:
    """Each job with its last run, in the order in which they run."""
    rows = {row.name: row for row in JobRun.objects.all()}
    return [(job, rows.get(job.name)) for job in jobs]
