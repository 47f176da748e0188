"""Bringing records back to what they were before an import wrote them, in the steps in which it was written.

Everything that stands in the way is told before the first step. What others see meanwhile has no loose ends:
what pointed to a record goes before the record does. Killed between two steps, it stays "being undone" and
is carried on from there: by whoever asks for it, else by the day's scheduled work.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.vocabulary.contributions import contributions
from network.vocabulary.models import Record
from network.vocabulary.package import Table
from network.vocabulary.turns import give_way

from . import pieces, undoing, writing
from .catalogue import file_name, model_of, tables
from .lookup import Lookup
from .models import Action, Import, StagedRow, State
from .preview import Progress
from .problems import PackageError, Problem
from .reading import batches
from .staged import check_unchanged, differing, keep_writers_out, locked
from .territories import create as create_territories
from .territories import missing


def take_back(*, package: Import, progress: Progress | None = None) -> Import:
    """Undo what an import that was interrupted had written: it is staged again, as before."""
    return _run(package, State.APPLYING, State.APPLYING, _staged_again, progress)


def undo(*, package: Import, by: Any, progress: Progress | None = None) -> Import:
    """Undo an import that was applied, or go on with it. Refused in the middle it stays "being undone"."""
    return _run(package, State.APPLIED, State.UNDOING, lambda held: _undone(held, by), progress)


def _run(package: Import, begun: State, going: State, finish: Any, progress: Progress | None) -> Import:
    try:
        with transaction.atomic() if pieces.is_whole(package) else nullcontext():
            return _Reverting(package, begun, going, progress or (lambda text: None)).run(finish)
    except IntegrityError as error:
        problem = _("The platform was changed while the import was being undone.")
        raise PackageError(
            [Problem(package.source, None, "", problem, _("Nothing was undone. Try it again."))]
        ) from error


def _staged_again(package: Import) -> None:
    package.state, package.asked, package.territories = State.STAGED, "", []


def _undone(package: Import, by: Any) -> None:
    package.state, package.undone_at, package.asked = State.UNDONE, timezone.now(), ""
    package.rows.exclude(uid=None).update(uid=None)
    record(verb="package.undone", subject=package, by=by, before={"tables": package.counts})


class _Reverting:
    def __init__(self, package: Import, begun: State, going: State, tell: Progress) -> None:
        self.package, self.states, self.going, self.tell = package, (begun, going), going, tell
        self.step = pieces.step_of(package)
        self.lookup = Lookup()

    def run(self, finish: Any) -> Import:
        self._check_state()
        self._check()
        self._begin()
        everything = set(self.package.rows.order_by().values_list("table", flat=True).distinct())
        names = [name for name in tables() if name in everything]
        for name in names:
            # Where rows change places with those that go, all of it is one step, below.
            while not tables()[name].changes_places and self._bring_back(name):
                give_way()
        for name in reversed(names):
            self.tell(_("Undoing %(file)s") % {"file": file_name(tables()[name])})
            while self._take_out(name):
                give_way()
            give_way()
        self.tell(_("Bringing the search up to date"))
        tell_the_rooms(everything)
        return self._finish(finish)

    @transaction.atomic
    def _check_state(self) -> None:
        """An import that was applied is written whole, also where its rows do not bear the mark."""
        package = locked(self.package, *self.states)
        if package.state == State.APPLIED:
            package.rows.filter(done=False).update(done=True)

    def _check(self) -> None:
        """All that stands in the way at once, before anything is taken out."""
        problems: list[Problem] = []
        going: dict[str, dict[int, str]] = {}
        leaving = undoing.Leaving()
        for name, table in tables().items():
            for rows in self._batches(name):
                self._beat()
                try:
                    here = check_unchanged({name: rows}, "after").get(name, {})
                except PackageError as error:
                    problems += error.problems
                    continue
                new = {here[row.pk].pk: row.key for row in rows if row.action == Action.NEW}
                going.setdefault(name, {}).update(new)
                leaving.note(table, (row.pk for row in here.values()))
        if not problems:
            for name in reversed(going):
                problems += undoing.needed(tables()[name], going[name], leaving)
        if problems:
            raise PackageError(problems)

    def _batches(self, name: str) -> Iterator[list[StagedRow]]:
        last = 0
        rows = self.package.rows.filter(table=name, done=True).select_related("package")
        while batch := list(rows.filter(pk__gt=last)[: self.step]):
            last = batch[-1].pk
            yield batch

    def _beat(self) -> None:
        Import.objects.filter(pk=self.package.pk).update(beat_at=timezone.now())

    @transaction.atomic
    def _begin(self) -> None:
        package = locked(self.package, *self.states)
        changed = package.rows.filter(done=True, action=Action.CHANGED).values_list("table", "before")
        lacking = missing((tables()[name], before) for name, before in changed.iterator(chunk_size=self.step))
        create_territories(lacking, self.lookup.places)
        package.state, package.beat_at = self.going, timezone.now()
        package.save()

    @transaction.atomic
    def _bring_back(self, name: str) -> bool:
        """Write the next changed rows of a table as they were; whether there may be more."""
        rows = self._next(name, action=Action.CHANGED)
        if rows:
            self._as_before(name, rows)
            self._mark(rows)
        return len(rows) == self.step

    @transaction.atomic
    def _take_out(self, name: str) -> bool:
        """Delete the next rows of a table that the import made, the last of them first."""
        table = tables()[name]
        rows = self._next(name, **({} if table.changes_places else {"action": Action.NEW}))
        if not rows:
            return False
        made = self._as_before(name, rows)
        self._keep_addresses(table, rows)
        if problems := list(undoing.remove(table, made)):
            raise PackageError(problems)
        self._mark(rows)
        return not table.changes_places and len(rows) == self.step

    def _next(self, name: str, **only: str) -> list[StagedRow]:
        keep_writers_out([name])
        package = locked(self.package, self.going)
        waiting = package.rows.filter(table=name, done=True, **only).select_related("package").order_by("-pk")
        return list(waiting if tables()[name].changes_places else waiting[: self.step])

    def _as_before(self, name: str, rows: list[StagedRow]) -> dict[int, str]:
        """Write the changed ones as they were; the new ones by their primary key, not deleted yet."""
        table = tables()[name]
        here = check_unchanged({name: rows}, "after").get(name, {})
        made = {here[row.pk].pk: row.key for row in rows if row.action == Action.NEW}
        changed = {here[row.pk].pk: row for row in rows if row.action == Action.CHANGED}
        writing.set_aside(table, list(made))
        writing.update(
            table,
            {pk: {**row.after, **row.before} for pk, row in changed.items()},
            {pk: differing(row) for pk, row in changed.items()},
            self.lookup,
        )
        return made

    def _keep_addresses(self, table: Table, rows: list[StagedRow]) -> None:
        """What is written anew, if the undoing is refused later, is found where it was."""
        model: Any = model_of(table)
        if issubclass(model, Record):
            same = model._default_manager.filter(package_id=OuterRef("key")).values("uid")
            for batch in batches(row.pk for row in rows if row.action == Action.NEW):
                self.package.rows.filter(pk__in=batch).update(uid=Subquery(same))

    def _mark(self, rows: list[StagedRow]) -> None:
        for batch in batches(row.pk for row in rows):
            self.package.rows.filter(pk__in=batch).update(done=False)
        self._beat()

    @transaction.atomic
    def _finish(self, finish: Any) -> Import:
        package = locked(self.package, self.going)
        undoing.remove_territories(package.territories)
        finish(package)
        package.save()
        return package


def tell_the_rooms(changed: set[str]) -> None:
    """Rooms that derive something from records (the search index) do so in the same transaction, if any."""
    for room in contributions("after_import"):
        room.after_import(changed)
