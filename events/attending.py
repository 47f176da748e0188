"""Taking attendance: who was there. A correction leaves what was said before, and nothing is noted twice."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution
from network.journal.services import record
from network.people.models import Person
from network.people.queries import in_care_of

from .around import takes_attendance_besides
from .codes import is_code_now
from .enums import Attendance, MarkedBy, PlaceState, SeatPool
from .line import locked, locked_place
from .machine import LISTED
from .models import Event, Presence, Registration
from .queries import kept_by, living_place, person_at, workplace_of
from .rules import marks_offered, takes_attendance, takes_code
from .telling import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What somebody at the door said of one place, `ago` seconds before it is noted.

    `key` is made where it is marked. Sent again under the same key it is noted once.
    """

    place: uuid.UUID
    state: str
    way: str = MarkedBy.NAME
    key: uuid.UUID | None = None
    ago: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What became of a mark. `counts` is what stands of her now: another's, where that was marked later."""

    key: uuid.UUID | None
    place: uuid.UUID | None
    counts: str = ""
    is_new: bool = False
    problem: str = ""

    def stands(self, state: str) -> bool:
        return self.counts == state


@transaction.atomic
def take_attendance(*, event: Event, by: User, states: Mapping[int, str]) -> int:
    """What is said of each place, by its key: written where it differs from what stood; how many were.

    Raises ValidationError before the doors open, or for what is no place of it.
    """
    row = _opened(event, by)
    if set(states.values()) - set(Attendance.values):
        raise ValidationError(_("Choose present, absent, excused, or came without a place."))
    known = dict(row.registrations.filter(pk__in=states, state__in=LISTED).values_list("pk", "state"))
    if set(states) - known.keys():
        raise ValidationError(
            _("Somebody of the list has gone meanwhile. Open the list again."), code="stale"
        )
    if any(state not in marks_offered(known[key]) for key, state in states.items()):
        raise ValidationError(_unoffered())
    held, now = attendance_of(row), timezone.now()
    new = [
        Presence(registration_id=key, state=state, at=now, by=by)
        for key, state in states.items()
        if held.get(key) != state
    ]
    Presence.objects.bulk_create(new)
    _journal(row, by, len(new))
    return len(new)


@transaction.atomic
def note(*, event: Event, by: User, marks: Sequence[Mark]) -> list[Noted]:
    """Marks from the door, in the order in which they were made; a wrong one stops none of the others.

    Of two marks of one place that made later counts, whichever comes first; both stay.
    Raises ValidationError before the doors open.
    """
    row = _opened(event, by)
    rows = row.registrations.filter(uid__in=[one.place for one in marks], state__in=LISTED)
    places = {one.uid: one for one in rows}
    for one in places.values():
        one.event = row
    known = _known(one.key for one in marks)
    done, now = [], timezone.now()
    for mark in sorted(marks, key=lambda one: -one.ago):
        place = places.get(mark.place)
        if mark.key is not None and mark.key in known:
            done.append(_as_it_stands(mark.key, known[mark.key]))
        elif place is None:
            done.append(Noted(key=mark.key, place=None, problem=_gone()))
        elif mark.state not in marks_offered(place.state):
            done.append(Noted(key=mark.key, place=place.uid, problem=_unoffered()))
        else:
            done.append(_noted(place, mark, by, now))
            known |= {mark.key: place} if mark.key is not None and done[-1].is_new else {}
    _journal(row, by, sum(noted.is_new for noted in done))
    return done


@transaction.atomic
def receive_visitor(
    *,
    event: Event,
    by: User,
    name: str,
    institution: Institution | None = None,
    institution_name: str = "",
    email: str = "",
    key: uuid.UUID | None = None,
    ago: float = 0.0,
) -> Noted:
    """Somebody came without a place: she is written down as a visitor, and takes no seat from the line.

    Where she has a place under that address after all, it is marked instead, and whoever receives her reads
    the same.
    Raises ValidationError before the doors open, and for a name that is missing.
    """
    row = _opened(event, by)
    if key is not None and (known := _known([key]).get(key)):
        return _as_it_stands(key, known)
    address = email.strip().lower()
    person: Person | None = person_at(address) if address else None
    held = living_place(row, person=person, email=address) if address else None
    if held is not None and held.state in LISTED:
        return _marked(row, held, by, key, ago)
    if held is not None:  # her e-mail was never confirmed, so she stands in no line
        address, person = "", None
    if person is not None and not in_care_of(Person.objects.filter(pk=person.pk), viewer_for(by)).exists():
        person = None
    made = Registration(event=row, state=PlaceState.VISITOR, pool=_pool(row), by=by, person=person)
    made.institution_id = (
        institution.pk if institution else workplace_of(person) if person is not None else None
    )
    if person is None:
        made.name, made.email = " ".join(name.split()), address
        made.institution_name = (institution.name if institution else " ".join(institution_name.split()))[
            :250
        ]
    made.full_clean()
    made.save()
    tell(made, before="", now=timezone.now(), by=by)
    return _marked(row, made, by, key, ago)


@transaction.atomic
def note_oneself(*, place: Registration, code: str) -> bool:
    """She was there, by the code that the screen shows now; whether that was new. Once for each place.

    Raises ValidationError out of the time, for another code, and where she is not enrolled.
    """
    event, row = locked_place(place)
    now = timezone.now()
    if row.state != PlaceState.ENROLLED:
        raise ValidationError(_("Only a confirmed place is noted with the code."), code="stale")
    if not takes_code(event, now):
        raise ValidationError(_("The code is taken while the activity lasts."), code="late")
    if not is_code_now(event, code, now):
        raise ValidationError(
            {"code": _("This is not the code of the moment. Look at the screen again: it changes.")}
        )
    if row.presences.filter(way=MarkedBy.OWN).exists():
        return False
    account = row.person.account if row.person else None
    Presence.objects.create(registration=row, state=Attendance.PRESENT, at=now, way=MarkedBy.OWN, by=account)
    return True


def attendance_of(event: Event) -> dict[int, str]:
    """The last that was noted of each place that stands on the list, by its key."""
    rows = Presence.objects.filter(registration__event=event, registration__state__in=LISTED)
    return dict(rows.order_by("at", "pk").values_list("registration", "state"))


def _opened(event: Event, by: User) -> Event:
    row = locked(event)
    viewer = viewer_for(by)
    runs = kept_by(Event.objects.filter(pk=row.pk), viewer).exists()
    if not runs and not takes_attendance_besides(row, viewer):
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    if not takes_attendance(row, timezone.now()):
        raise ValidationError(_("Attendance is taken from two hours before the event on."), code="early")
    return row


def _marked(event: Event, place: Registration, by: User, key: uuid.UUID | None, ago: float) -> Noted:
    state = marks_offered(place.state)[0]
    mark = Mark(place=place.uid, state=state, key=key, ago=ago)
    done = _noted(place, mark, by, timezone.now())
    _journal(event, by, int(done.is_new))
    return done


def _noted(place: Registration, mark: Mark, by: User, now: dt.datetime) -> Noted:
    """Kept where it says something else than what stands, or is older: then for the trace alone."""
    last = place.presences.order_by("at", "pk").last()
    is_new = last is None or last.state != mark.state
    if is_new:
        at = now - dt.timedelta(seconds=max(0.0, mark.ago))
        at = max(at, place.event.starts_at - dt.timedelta(days=1)) if place.event.starts_at else at
        Presence.objects.create(
            registration=place, state=mark.state, at=at, way=mark.way, key=mark.key, by=by
        )
        last = place.presences.order_by("at", "pk").last()
    return Noted(key=mark.key, place=place.uid, counts=last.state if last else "", is_new=is_new)


def _known(keys: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, Registration]:
    rows = Presence.objects.filter(key__in=[key for key in keys if key]).select_related("registration")
    return {row.key: row.registration for row in rows if row.key}


def _as_it_stands(key: uuid.UUID, place: Registration) -> Noted:
    last: Any = place.presences.order_by("at", "pk").last()
    return Noted(key=key, place=place.uid, counts=last.state)


def _pool(event: Event) -> str:
    return SeatPool.ON_SITE if event.seats_on_site is not None or not event.pools else event.pools[0]


def _journal(event: Event, by: User, lines: int) -> None:
    if lines:
        record(verb="take_attendance", subject=event, by=by, after={"lines": lines})


def _gone() -> str:
    return _("This place is not on the list any more. Write her down as a visitor.")


def _unoffered() -> str:
    return _("Whoever has a confirmed place is present, absent or excused; any other came as a visitor.")
