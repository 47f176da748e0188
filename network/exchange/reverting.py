"""Bringing records back to what they were before an import wrote them."""

from django.db import transaction

from network.vocabulary.contributions import contributions

from . import undoing, writing
from .catalogue import tables
from .lookup import Lookup
from .models import Action, Import, State
from .problems import PackageError
from .staged import Rows, check_unchanged, differing, held
from .territories import create as create_territories
from .territories import missing


@transaction.atomic
def take_back(*, package: Import) -> Import:
    """Undo what an import that was interrupted had written: it is staged again, as before."""
    package, staged = held(package, State.APPLYING, done=True)
    bring_back(package, staged)
    package.rows.update(done=False)
    package.state, package.asked, package.territories = State.STAGED, "", []
    package.save()
    tell_the_rooms(set(staged))
    return package


def bring_back(package: Import, staged: Rows) -> None:
    """The records as they were before those rows were written; refused as a whole where that cannot be."""
    here = check_unchanged(staged, "after")
    lookup = Lookup()
    create_territories(
        missing((tables()[row.table], row.before) for rows in staged.values() for row in rows),
        lookup.places,
    )
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


def tell_the_rooms(changed: set[str]) -> None:
    """Rooms that derive something from records (the search index) do so in the same transaction."""
    for room in contributions("after_import"):
        room.after_import(changed)
