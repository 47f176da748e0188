"""One line to the seats of an event. Whoever gives or takes a seat holds the lock on its row.

Everybody arrives at the end, and `move_up` gives free seats to the first for whom there is one: at once to
whoever is arriving, as an offer to whoever waited. So that a full event, a smaller room, a quota and
two people at once are all one question, asked in one place (docs/decisions/0016-one-line-to-a-seat.md).
"""

import datetime as dt
from collections import Counter

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.people.models import Person

from .enums import PlaceState
from .following import place_changed
from .machine import HELD, SEATED, may
from .models import Event, Quota, Registration
from .rules import gives_seats, offer_ends
from .telling import tell


def locked(event: Event) -> Event:
    """The event, whose seats nobody else counts or takes until the transaction ends.

    On SQLite the transaction itself is that lock: it begins IMMEDIATE (settings/sqlite.py).
    """
    return Event.objects.select_for_update(of=("self",)).get(pk=event.pk)


def locked_place(row: Registration) -> tuple[Event, Registration]:
    """The event under its lock, then the registration as it stands by then."""
    event = locked(row.event)
    fresh = Registration.objects.select_related("person__account", "institution").get(pk=row.pk)
    fresh.event = event
    return event, fresh


def next_turn(event: Event) -> int:
    return 1 + (event.registrations.aggregate(last=Max("turn"))["last"] or 0)


def change(
    row: Registration,
    to: PlaceState,
    *,
    now: dt.datetime,
    by: User | None = None,
    reason: str = "",
    before: str | None = None,
    silently: bool = False,
) -> None:
    """One step of the machine, told to her once. `before` is what it was when the deed began, if not now."""
    if not may(row.state, to):
        raise ValidationError(refusal(row.state), code="stale")
    was = row.state if before is None else before
    row.state = to
    row.offered_until = offer_ends(row.event, now) if to == PlaceState.OFFERED else None
    row.save(update_fields=["state", "offered_until"])
    tell(row, before=was, now=now, by=by, reason=reason, silently=silently)
    place_changed(row)


def move_up(
    event: Event,
    *,
    now: dt.datetime,
    arriving: Registration | None = None,
    by: User | None = None,
    before: str = "",
    room: "Room | None" = None,
) -> list[Registration]:
    """Give what is free to the line, in its order; call it under the lock, after what may have freed a seat.

    Nobody is passed over but by a quota that is full for her: she stays where she is in the line. `before` is
    what the arriving one was before she came to the line. `room` is what was read under the same lock.
    """
    if not gives_seats(event, now):
        return []
    room = room or Room(event)
    given = []
    for row in _waiting(event, room, arriving):
        if not room.has_seat(row):
            continue
        room.take(row)
        row.event = event
        is_arriving = arriving is not None and row.pk == arriving.pk
        if is_arriving:
            change(row, PlaceState.ENROLLED, now=now, by=by, before=before)
        else:
            change(row, PlaceState.OFFERED, now=now)
        given.append(row)
    return given


class Room:
    """The seats that are taken, by kind and by quota, and how many wait: read once, under the lock.

    `last` is the last turn that was given; `has_her` whether `person` stands in the line or has a seat.
    """

    def __init__(self, event: Event, person: Person | None = None) -> None:
        self.event, self.last, self.has_her = event, 0, False
        self.quotas: list[Quota] = list(event.quotas.all()) if event.has_quotas else []
        self.taken: Counter[str] = Counter()
        self.used: Counter[int] = Counter()
        self.waiting: Counter[str] = Counter()
        groups = ("pool", "state", *(("institution", "institution__kind") if self.quotas else ()))
        hers = Count("pk", filter=Q(person=person) if person is not None else Q(pk=None))
        rows = event.registrations.order_by().values_list(*groups)
        for pool, state, *where, number, last, of_her in rows.annotate(
            n=Count("pk"), last=Max("turn"), hers=hers
        ):
            self.last = max(self.last, last or 0)
            self.has_her |= bool(of_her) and state in HELD
            if state == PlaceState.WAITING:
                self.waiting[pool] += number
            elif state in SEATED:
                self.taken[pool] += number
                for quota in self._quotas_of(*where):
                    self.used[quota.pk] += number

    def wait(self, row: Registration) -> None:
        """She stands at the end of the line now."""
        self.waiting[row.pool] += 1

    def take(self, row: Registration) -> None:
        self.taken[row.pool] += 1
        self.used.update(quota.pk for quota in self._hers(row))

    def free(self, pool: str) -> int:
        """Seats of that kind, whatever the quotas say."""
        return max(0, (self.event.seats(pool) or 0) - self.taken[pool])

    def has_seat(self, row: Registration) -> bool:
        if not self.free(row.pool):
            return False
        return all(self.used[quota.pk] < quota.seats for quota in self._hers(row))

    def _hers(self, row: Registration) -> list[Quota]:
        if not self.quotas or row.institution is None:  # her institution is fetched where it is asked for
            return []
        return self._quotas_of(row.institution.pk, row.institution.kind)

    def _quotas_of(self, institution: int | None = None, kind: str | None = None) -> list[Quota]:
        if institution is None:
            return []
        return [
            quota
            for quota in self.quotas
            if quota.institution_id == institution
            or (quota.institution_kind and quota.institution_kind == kind)
        ]


def _waiting(event: Event, room: Room, arriving: Registration | None) -> list[Registration]:
    """Those for whom there may be a seat, in their order. Without quotas no more than there are seats."""
    pools = [pool for pool in event.pools if room.free(pool)]
    if not pools:
        return []
    if arriving is not None and arriving.pool in pools and sum(room.waiting[pool] for pool in pools) == 1:
        return [arriving]  # nobody else waits: as a rush begins
    rows = event.registrations.filter(state=PlaceState.WAITING, pool__in=pools).order_by("turn")
    rows = rows.select_related("person__account", "institution")
    if room.quotas or len(pools) > 1:
        return list(rows)
    return list(rows[: room.free(pools[0])])


def refusal(state: str) -> str:
    words = {
        PlaceState.PENDING: _("Its e-mail is not confirmed yet: open the link of that message first."),
        PlaceState.WAITING: _("This place is on the waiting list. It cannot be accepted or passed on yet."),
        PlaceState.OFFERED: _("This place is offered. Accept it first."),
        PlaceState.ENROLLED: _("This place is confirmed already. There is nothing more to do."),
        PlaceState.LAPSED: _("The time to accept is over. Enrol again: you go to the end of the line."),
        PlaceState.CANCELLED: _("This place was cancelled. Enrol again if you want one."),
        PlaceState.TRANSFERRED: _("This place was passed on to a colleague. Enrol again if you want one."),
        PlaceState.VISITOR: _("It is noted that she came without a place. There is nothing more to do."),
    }
    return words[PlaceState(state)]
