"""Rooms below cannot tell users anything: what their deeds mean to an account is told here."""

from typing import Any

from django.urls import reverse

from network.accounts.models import User
from network.journal.queries import entries_of

from .services import notify

_SAYS = {"grant": "given", "end_grant": "ended", "reopen_grant": "goes_on", "withdraw_grant": "withdrawn"}


def after_deed(verb: str, subject: Any, by: Any) -> None:
    """Roles that somebody else gave, ended or let go on. What set-up itself gives tells nobody."""
    if verb not in _SAYS or not isinstance(subject, User) or by is None or by.pk == subject.pk:
        return
    entry = entries_of([subject.uid], verb)[0]
    said = {**entry.before, **entry.after}
    notify(
        to=subject,
        kind="roles",
        says=_SAYS[verb],
        link=reverse("wagtail_serve", args=[""]),
        key=str(entry.pk),
        words={"role": said["role"], "ends_on": said.get("ends_on", "")},
    )
