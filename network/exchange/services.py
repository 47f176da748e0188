"""Importing a package and undoing it: each whole or not at all, and one entry in the journal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from network.vocabulary.package import Reference, References

from . import pieces
from .applying import apply, write_again
from .catalogue import key_text, tables
from .cells import split
from .changes import Change
from .models import Import, StagedRow, State
from .preview import Preview, Progress, preview
from .problems import PackageError, Problem
from .reading import BATCH
from .reverting import take_back, undo
from .source import open_package
from .staged import locked


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
        Import.objects.filter(pk=package.pk, state=State.STAGED).delete()  # one cut short can go on, or back
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
            for change in (found.changes if len(found.changes) <= pieces.WHOLE else in_order(found.changes))
        ),
        batch_size=BATCH,
    )
    return package


def in_order(changes: list[Change]) -> Iterator[Change]:
    """Rows that others of their own table refer to come before these, so that steps can write them."""
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    for name, rows in by_table.items():
        above = [
            column.name
            for column in tables()[name].columns
            if isinstance(column, Reference | References) and column.table == name
        ]
        waiting = {change.key[0]: change for change in rows} if above else {}
        for change in rows:
            if not above:
                yield change
            elif waiting.pop(change.key[0], None):
                yield from _with_those_above(change, above, waiting)


def _with_those_above(first: Change, above: list[str], waiting: dict[str, Change]) -> Iterator[Change]:
    """The row after all that it refers to, near or far, and that still wait."""
    line = [first]
    while line:
        named = (one for column in above for one in split(line[-1].after[column]))
        following = next((waiting.pop(one) for one in named if one in waiting), None)
        if following is None:
            yield line.pop()
        else:
            line.append(following)


def discard_import(*, package: Import, progress: Progress | None = None) -> None:
    """Forget an import that was never applied; what an interrupted one had written is taken back first."""
    if Import.objects.filter(pk=package.pk, state=State.APPLYING).exists():
        take_back(package=package, progress=progress)
    with transaction.atomic():
        locked(package, State.STAGED).delete()


def undo_import(*, package: Import, by: Any = None, progress: Progress | None = None) -> Import:
    """Bring back what was before the import, or go on doing so. Refuses, naming them, rows changed or
    referred to since; then everything is as the import left it."""
    _check_kept(package)
    try:
        return undo(package=package, by=by, progress=progress)
    except PackageError:
        write_again(package=package)
        raise


def _check_kept(package: Import) -> None:
    if package.emptied_at:
        raise PackageError(
            [
                Problem(
                    package.source,
                    None,
                    "",
                    _("What it changed about people has been forgotten since, as the rules on data ask."),
                    _("Mend by hand what is wrong, or import a corrected list."),
                )
            ]
        )
