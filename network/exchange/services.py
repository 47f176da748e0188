"""Importing a package and undoing it: each one transaction and one entry in the journal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.vocabulary.package import Reference

from .applying import WHOLE, apply
from .catalogue import key_text, tables
from .changes import Change
from .models import Import, StagedRow, State
from .preview import Preview, Progress, preview
from .problems import PackageError, Problem
from .reading import BATCH
from .reverting import bring_back, take_back, tell_the_rooms
from .source import open_package
from .staged import held


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
            for change in (found.changes if len(found.changes) <= WHOLE else in_order(found.changes))
        ),
        batch_size=BATCH,
    )
    return package


def in_order(changes: list[Change]) -> Iterator[Change]:
    """Rows that others of their own table stand below come before these, so that steps can write them."""
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    for name, rows in by_table.items():
        above = [c.name for c in tables()[name].columns if isinstance(c, Reference) and c.table == name]
        waiting = {change.key[0]: change for change in rows} if above else {}
        for change in rows:
            if not above:
                yield change
                continue
            line: list[Change] = []
            at: Change | None = waiting.pop(change.key[0], None)
            while at is not None:
                line.append(at)
                at = next((waiting.pop(at.after[c]) for c in above if at.after[c] in waiting), None)
            yield from reversed(line)


@transaction.atomic
def discard_import(*, package: Import) -> None:
    """Forget an import that was never applied; what an interrupted one had written is taken back first."""
    package = Import.objects.select_for_update().get(pk=package.pk)
    if package.state == State.APPLYING:
        take_back(package=package)
    package, _staged = held(package, State.STAGED)
    package.delete()


@transaction.atomic
def undo_import(*, package: Import, by: Any = None) -> Import:
    """Bring back what was before the import. Refuses, naming them, rows changed or referred to since."""
    _check_kept(package)
    package, staged = held(package, State.APPLIED)
    bring_back(package, staged)
    package.state, package.undone_at, package.asked = State.UNDONE, timezone.now(), ""
    package.save()
    record(verb="package.undone", subject=package, by=by, before={"tables": package.counts})
    tell_the_rooms(set(staged))
    return package


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
