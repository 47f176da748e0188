"""Switches that hold: what she opposes, and data that are kept and used for nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record
from network.people.enums import Visibility
from network.people.models import Person

OPPOSITIONS = ("opposes_being_found", "may_be_suggested")
"""Her own switches. The second is on until she opposes."""


@transaction.atomic
def oppose(*, person: Person, by: Any, **wanted: bool) -> Person:
    """She sets each of `OPPOSITIONS` herself; it holds at once. Unknown names are a TypeError.

    Whether members may write to her is relay's own switch (`relay/services.py: accept_messages`).
    """
    if unknown := wanted.keys() - set(OPPOSITIONS):
        raise TypeError(f"no such opposition: {', '.join(sorted(unknown))}")
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    after = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
    if not after:
        return locked
    before = {name: getattr(locked, name) for name in after}
    for name, value in after.items():
        setattr(locked, name, value)
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=list(after))
    record(verb="oppose", subject=locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def block_data(*, person: Person, by: Any, reason: str) -> Person:
    """From now on nobody but she herself sees her data, and nothing is done with them."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.data_blocked_on is not None:
        return locked
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason.")})
    locked.visibility_before, locked.visibility = locked.visibility, Visibility.PROTECTED
    locked.data_blocked_on = timezone.localdate()
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=["visibility_before", "visibility", "data_blocked_on"])
    record(verb="block_data", subject=locked, by=by, reason=reason.strip())
    return locked


@transaction.atomic
def end_block(*, person: Person, by: Any, reason: str) -> Person:
    """She is seen again as she was before."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.data_blocked_on is None:
        return locked
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason.")})
    locked.visibility = Visibility(locked.visibility_before)
    locked.visibility_before, locked.data_blocked_on = "", None
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=["visibility_before", "visibility", "data_blocked_on"])
    record(verb="end_data_block", subject=locked, by=by, reason=reason.strip())
    return locked
