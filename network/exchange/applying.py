"""Writing a staged import: a small one in one transaction, a large one in many short ones.

While somebody writes to SQLite everybody else waits, whoever logs in too. So a large import is written in
steps, each of them whole: rows, and the mark that they are done. Killed between two steps, it stays "being
applied" and is either continued, by applying it again, or taken back. Refused in the middle, it takes itself
back.
"""

from collections.abc import Iterator
from contextlib import nullcontext

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.vocabulary.turns import give_way

from . import checks, pieces, writing
from .catalogue import file_name, tables
from .lookup import Lookup
from .models import Action, Import, StagedRow, State
from .preview import Progress
from .problems import PackageError, Problem
from .reading import batches
from .reverting import take_back, tell_the_rooms
from .staged import check_unchanged, differing, keep_writers_out, locked
from .territories import Place, missing
from .territories import create as create_territories


def apply(*, package: Import, progress: Progress | None = None) -> Import:
    """Write the staged rows, if the platform still is as it was when they were staged; or go on writing them.

    Raises PackageError; then nothing of the import remains.
    """
    _check_state(package)
    try:
        with transaction.atomic() if pieces.is_whole(package) else nullcontext():
            return _Writing(package, progress or (lambda text: None)).run()
    except (PackageError, IntegrityError) as error:
        _forget(package)
        if isinstance(error, PackageError):
            raise
        raise PackageError(
            [
                Problem(
                    package.source,
                    None,
                    "",
                    _("The platform was changed while the package was being prepared."),
                    _("Nothing was written. Import the package again."),
                )
            ]
        ) from error


@transaction.atomic
def _check_state(package: Import) -> None:
    locked(package, State.STAGED, State.APPLYING)


def _forget(package: Import) -> None:
    if not pieces.is_whole(package) and Import.objects.filter(pk=package.pk, state=State.APPLYING).exists():
        take_back(package=package)


def write_again(*, package: Import) -> None:
    """Write anew what an undoing had taken out when it was refused in the middle: it stays applied."""
    if Import.objects.filter(pk=package.pk, state=State.UNDOING).update(state=State.APPLYING):
        _Writing(package, lambda text: None, was_applied=True).run()


class _Writing:
    def __init__(self, package: Import, tell: Progress, *, was_applied: bool = False) -> None:
        self.package, self.tell, self.was_applied = package, tell, was_applied
        self.step = pieces.step_of(package)
        found = set(package.rows.order_by().values_list("table", "action").distinct())
        self.names = [name for name in tables() if any((name, action) in found for action in Action)]
        self.actions = [(name, action) for name in self.names for action in Action if (name, action) in found]
        self.lookup = Lookup()

    def run(self) -> Import:
        self._check()
        self._begin(self._places())
        for name, action in self.actions:
            self.tell(_("Writing %(file)s") % {"file": file_name(tables()[name])})
            while self._step(name, action):
                give_way()
            give_way()
        for name in self.names:
            keys = self.package.rows.filter(table=name).values_list("key", flat=True)
            checks.no_cycles(tables()[name], keys)
        self.tell(_("Bringing the search up to date"))
        tell_the_rooms(set(self.names))
        return self._finish()

    def _check(self) -> None:
        """All that stands in the way at once, before anything is written."""
        problems: list[Problem] = []
        for name in self.names:
            for rows in self._batches(name):
                try:
                    check_unchanged({name: rows}, "before")
                except PackageError as error:
                    problems += error.problems
        if problems:
            raise PackageError(problems)

    def _batches(self, name: str) -> Iterator[list[StagedRow]]:
        last = 0
        waiting = self.package.rows.filter(table=name, done=False).select_related("package")
        while rows := list(waiting.filter(pk__gt=last)[: self.step]):
            last = rows[-1].pk
            yield rows
            if len(rows) < self.step:
                return

    def _places(self) -> list[Place]:
        rows = self.package.rows.values_list("table", "after").iterator(chunk_size=self.step)
        return missing((tables()[name], after) for name, after in rows)

    @transaction.atomic
    def _begin(self, lacking: list[Place]) -> None:
        package = locked(self.package, State.STAGED, State.APPLYING)
        made = create_territories(lacking, self.lookup.places)
        package.territories = [*package.territories, *made]
        package.state, package.beat_at = State.APPLYING, timezone.now()
        package.save()

    @transaction.atomic
    def _step(self, name: str, action: Action) -> bool:
        """Write the next rows of a table; whether there may be more."""
        table = tables()[name]
        keep_writers_out([name])
        package = locked(self.package, State.APPLYING)
        waiting = package.rows.filter(table=name, done=False).select_related("package")
        # Rows that may change places with each other are written in one step.
        rows = list(waiting if table.changes_places else waiting.filter(action=action)[: self.step])
        if not rows:
            return False
        here = check_unchanged({name: rows}, "before").get(name, {})
        changed = {here[row.pk].pk: row for row in rows if row.action == Action.CHANGED}
        writing.update(
            table,
            {pk: row.after for pk, row in changed.items()},
            {pk: differing(row) for pk, row in changed.items()},
            self.lookup,
        )
        new = [row for row in rows if row.action == Action.NEW]
        made = writing.create(table, [row.after for row in new], self.lookup)
        if back := {pk: row.uid for pk, row in zip(made, new, strict=True) if row.uid}:
            writing.readdress(table, back)
        for batch in batches(row.pk for row in rows):
            package.rows.filter(pk__in=batch).update(done=True)
        package.beat_at = timezone.now()
        package.save(update_fields=["beat_at"])
        return len(rows) == self.step

    @transaction.atomic
    def _finish(self) -> Import:
        package = locked(self.package, State.APPLYING)
        package.state, package.asked = State.APPLIED, ""
        package.rows.exclude(uid=None).update(uid=None)
        if self.was_applied:
            package.save()
            return package
        package.applied_at = timezone.now()
        package.save()
        record(
            verb="package.applied",
            subject=package,
            by=package.by,
            after={"source": package.source, "digest": package.digest, "tables": package.counts},
        )
        return package
