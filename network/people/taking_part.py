"""How far she lets the network be drawn through her: beyond how she is seen, and without changing that."""

from django.db import transaction

from network.accounts.models import User
from network.journal.services import record

from .models import Person


@transaction.atomic
def choose_part(
    *, person: Person, by: User | None, shows_ties: bool, introduces: bool, may_be_suggested: bool
) -> Person:
    """Whether others see with whom she works, may ask her to introduce them, and get her suggested."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    wanted = {"shows_ties": shows_ties, "introduces": introduces, "may_be_suggested": may_be_suggested}
    after = {field: value for field, value in wanted.items() if getattr(locked, field) != value}
    if not after:
        return locked
    before = {field: getattr(locked, field) for field in after}
    for field, value in after.items():
        setattr(locked, field, value)
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=list(after))
    record(verb="choose_part", subject=locked, by=by, before=before, after=after)
    return locked
