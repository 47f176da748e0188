"""Importing a package and undoing it: each one transaction and one entry in the journal."""

from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.vocabulary.contributions import contributions

from . import checks, undoing, writing
from .catalogue import file_name, key_text, tables
from .lookup import Lookup
from .models import Action, Import, StagedRow, State
from .preview import Preview, Progress, preview
from .problems import PackageError, Problem
from .reading import BATCH
from .source import open_package
from .staged import Rows, check_unchanged, differing, held
from .territories import Place, missing
from .territories import create as create_territories


def import_package(
    *,
    path: Path | str,
    trusted: bool = False,
    overwrite: bool = False,
    by: Any = None,
    progress: Progress | None = None,
) -> tuple[Preview, Import | None]:
    """Preview, stage and apply the package at `path`. No import comes of a package that changes nothing.

    `trusted`: one's own export is restored, or the demo loaded; people are as visible as the package says.
    `overwrite`: rows that the platform changed since an import wrote them are changed all the same.
    """
    found = preview(open_package(path), trusted=trusted, overwrite=overwrite, progress=progress)
    if not found.changes:
        return found, None
    package = stage(found=found, by=by)
    try:
        return found, apply(package=package, progress=progress)
    except BaseException:
        package.delete()
        raise


@transaction.atomic
def stage(*, found: Preview, by: Any = None) -> Import:
    """Keep what a package would do, so that it can be applied later, and undone."""
    package = Import.objects.create(
        source=found.source.name[:250],
        digest=found.source.digest,
        trusted=found.trusted,
        counts=found.tables,
        by=by if by is not None and by.is_authenticated else None,
    )
    StagedRow.objects.bulk_create(
        (
            StagedRow(
                package=package,
                table=change.table,
                key=key_text(change.key),
                action=change.action,
                before=change.before,
                after=change.after,
            )
            for change in found.changes
        ),
        batch_size=BATCH,
    )
    return package


def apply(*, package: Import, progress: Progress | None = None) -> Import:
    """Write the staged rows, if the platform still is as it was when they were staged."""
    try:
        return _apply(package, progress or (lambda text: None))
    except IntegrityError as error:
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
def _apply(package: Import, progress: Progress) -> Import:
    package, staged = held(package, State.STAGED)
    here = check_unchanged(staged, "before")
    lookup = Lookup()
    package.territories = create_territories(_lacking(staged, "after"), lookup.places)
    for name, rows in staged.items():
        progress(_("Writing %(file)s") % {"file": file_name(tables()[name])})
        changed = {here[name][row.pk].pk: row for row in rows if row.action == Action.CHANGED}
        writing.update(
            tables()[name],
            {pk: row.after for pk, row in changed.items()},
            {pk: differing(row) for pk, row in changed.items()},
            lookup,
        )
        writing.create(tables()[name], [row.after for row in rows if row.action == Action.NEW], lookup)
        checks.no_cycles(tables()[name])
    package.state, package.applied_at = State.APPLIED, timezone.now()
    package.save()
    record(
        verb="package.applied",
        subject=package,
        by=package.by,
        after={"source": package.source, "digest": package.digest, "tables": package.counts},
    )
    _tell_the_rooms(set(staged))
    return package


@transaction.atomic
def discard_import(*, package: Import) -> None:
    """Forget an import that was staged and never applied, as when its process was killed."""
    package, _staged = held(package, State.STAGED)
    package.delete()


@transaction.atomic
def undo_import(*, package: Import, by: Any = None) -> Import:
    """Bring back what was before the import. Refuses, naming them, rows changed or referred to since."""
    package, staged = held(package, State.APPLIED)
    here = check_unchanged(staged, "after")
    lookup = Lookup()
    create_territories(_lacking(staged, "before"), lookup.places)
    made = {
        name: {here[name][row.pk].pk: row.key for row in rows if row.action == Action.NEW}
        for name, rows in staged.items()
    }
    for name, rows in staged.items():
        writing.set_aside(tables()[name], list(made[name]))
        changed = {here[name][row.pk].pk: row for row in rows if row.action == Action.CHANGED}
        writing.update(
            tables()[name],
            {pk: {**row.after, **row.before} for pk, row in changed.items()},
            {pk: differing(row) for pk, row in changed.items()},
            lookup,
        )
    problems = [
        problem for name in reversed(staged) for problem in undoing.remove(tables()[name], made[name])
    ]
    if problems:
        raise PackageError(problems)
    undoing.remove_territories(package.territories)
    package.state, package.undone_at = State.UNDONE, timezone.now()
    package.save()
    record(verb="package.undone", subject=package, by=by, before={"tables": package.counts})
    _tell_the_rooms(set(staged))
    return package


def _lacking(staged: Rows, side: str) -> list[Place]:
    """The places that the rows will name and that are not there (yet, or any more)."""
    return missing((tables()[row.table], getattr(row, side)) for rows in staged.values() for row in rows)


def _tell_the_rooms(changed: set[str]) -> None:
    """Rooms that derive something from records (the search index) do so in the same transaction."""
    for room in contributions("after_import"):
        room.after_import(changed)
