"""What the task queue does with a draft or an import; what stands in the way is kept beside it."""

from typing import Any

from . import drafts, list_drafts, list_memory, reverting, services
from .models import Draft, Import, State
from .problems import MOST_LISTED, PackageError


def check(*, draft: Draft) -> Draft:
    """Find out what a draft would do."""
    if draft.kind == Draft.Kind.LIST:
        return list_drafts.check(draft=draft)
    return drafts.check(draft=draft)


def apply(*, package: Import) -> Import:
    """Apply what was staged, or go on with it. What stands in the way is kept in the import's `problems`."""
    try:
        package = services.apply(package=package)
    except PackageError as error:
        return _refused(package, error)
    for draft in Draft.objects.filter(package=package):
        if draft.kind == Draft.Kind.LIST:
            list_memory.remember(draft=draft)
        draft.delete()  # with the people's cells in its files
    return package


def undo(*, package: Import, by: Any) -> Import:
    """Undo an import, or take out what one that was interrupted had written.

    What stands in the way is kept in its `problems`.
    """
    try:
        if package.state == State.APPLYING:
            return reverting.take_back(package=package)
        return services.undo_import(package=package, by=by)
    except PackageError as error:
        return _refused(package, error)


def _refused(package: Import, error: PackageError) -> Import:
    problems = [problem.as_dict() for problem in error.problems[:MOST_LISTED]]
    Import.objects.filter(pk=package.pk).update(asked="", beat_at=None, problems=problems)
    package.refresh_from_db()
    return package
