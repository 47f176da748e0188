"""Events that another room makes for what it runs, as the sessions of a training: it says who organises them.

They are for the invited alone, and that room decides who is (enrolling.py: seat). All else of them is done
by the verbs of every event.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from network.accounts.models import User
from network.institutions.models import Institution
from network.journal.services import record

from .enums import Audience
from .line import locked
from .models import Event, EventInstitution
from .publishing import write

Organisers = Iterable[tuple[Institution, str]]


@transaction.atomic
def lend(*, by: User, organisers: Organisers, themes: Iterable[Any] = (), **values: Any) -> Event:
    """A draft of those values. Whoever calls it has asked whether she may. Raises ValidationError."""
    event = Event(**values, audience=Audience.INVITATION, is_lent=True)
    event.full_clean()
    event.save()
    event.themes.set(themes)
    organise(event=event, organisers=organisers)
    record(verb="begin_event", subject=event, by=by, after={"title": event.title})
    return event


@transaction.atomic
def lend_draft(*, event: Event, by: User, organisers: Organisers) -> Event:
    """One that was drafted already; it is for the invited alone from now on. Raises ValidationError."""
    row = write(event=event, by=by, audience=Audience.INVITATION)
    row.is_lent = True
    row.save(update_fields=["is_lent"])
    organise(event=row, organisers=organisers)
    return row


@transaction.atomic
def organise(*, event: Event, organisers: Organisers) -> None:
    """Those institutions run it from now on, and no others."""
    row = locked(event)
    row.organisers.all().delete()
    EventInstitution.objects.bulk_create(
        EventInstitution(event=row, institution=institution, role=role)
        for institution, role in dict(organisers).items()
    )
