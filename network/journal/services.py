"""Writing the journal. Call it inside the transaction of the deed that it records."""

from typing import Any

from django.db import models, transaction

from network.vocabulary.contributions import contributions

from .models import Entry


def record(
    *,
    verb: str,
    subject: models.Model,
    by: Any = None,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    """Note that `by` (a user, or None for the system) did `verb` to `subject`: the last step of a deed.

    Rooms that follow deeds (search, requests) offer a module `after_deed.py` with
    `after_deed(verb, subject, by)`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a journal entry belongs to the transaction of its deed")
    entry = Entry.objects.create(
        actor=by if by is not None and by.is_authenticated else None,
        verb=verb,
        subject_type=subject._meta.label,
        subject_uid=getattr(subject, "uid", None),
        reason=reason,
        before=before or {},
        after=after or {},
    )
    for module in contributions("after_deed"):
        module.after_deed(verb, subject, entry.actor)
    return entry
