"""Verbs on places: arrive, confirm, accept, cancel, pass on. Each holds the lock on its event."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.joining.models import PrivacyNotice
from network.joining.privacy import kept
from network.messages.enums import MailState
from network.people.models import Person
from network.people.queries import in_care_of

from .enums import Audience, ConsentPurpose, EventState, PlaceState
from .following import place_changed
from .line import Room, change, locked, locked_place, move_up, next_turn, refusal
from .machine import ALIVE
from .models import AccessNeed, Event, EventConsent, Move, Registration
from .queries import is_open_to, kept_by, living_place, person_at, workplace_of
from .rules import CONFIRM_HOURS, gives_seats, takes_registrations
from .tasks import post_soon
from .telling import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody says when she takes a place. `mark` is that of the privacy notice which she read.

    `need_apart`: what she needs may be told to whoever runs the event without her name.
    """

    pool: str
    answers: Sequence[tuple[str, str]] = ()
    need: str = ""
    need_apart: bool = False
    purposes: Sequence[str] = (ConsentPurpose.PLACE,)
    mark: str = ""
    language: str = "es"


class HasPlaceError(Exception):
    """She has a place in it already, or waits for one."""


def enrol(
    *, event: Event, person: Person, by: User, wish: Wish, viewer: Viewer | None = None
) -> Registration:
    """A member takes a place: enrolled where there is a seat, else at the end of the line.

    `viewer` is that of `by`, where it is known. Whatever needs no seat is asked before the lock, for which
    all others wait. Raises HasPlaceError, ValidationError, and NoticeChangedError of joining.
    """
    viewer, notice = viewer or viewer_for(by), _read(wish)
    where = workplace_of(person, viewer)
    with transaction.atomic():
        row = locked(event)
        _open(row)
        if not is_open_to(row, viewer):
            raise ValidationError(
                _("This event is not open to you. Ask whoever organises it."), code="not_hers"
            )
        room = Room(row, person)
        if room.has_her:
            raise HasPlaceError
        made = Registration(event=row, person=person, institution_id=where, turn=room.last + 1)
        _write(made, wish, notice)
        room.wait(made)
        return _seated_or_waiting(made, by=by, room=room)


@transaction.atomic
def ask_for_place(
    *, event: Event, name: str, email: str, institution_name: str = "", post_title: str = "", wish: Wish
) -> None:
    """A visitor asks for a place in a public event; she confirms from her address before she stands in line.

    Who has a place under that address is written to again, and whoever asks is told the same in both cases.
    Raises ValidationError and NoticeChangedError.
    """
    notice = _read(wish)
    row = locked(event)
    _open(row)
    if row.audience != Audience.PUBLIC:
        raise ValidationError(_("This event is not open to visitors. Log in first."), code="not_hers")
    address = email.strip().lower()
    known = living_place(row, email=address)
    if known is not None:
        _write_again(known)
        return
    made = Registration(
        event=row,
        state=PlaceState.PENDING,
        name=" ".join(name.split()),
        email=address,
        institution_name=" ".join(institution_name.split()),
        post_title=post_title.strip(),
    )
    _write(made, wish, notice)
    tell(made, before="", now=timezone.now())


@transaction.atomic
def confirm(*, place: Registration) -> Registration:
    """She owns the address: she comes to the end of the line now. Confirmed twice is confirmed."""
    event, row = locked_place(place)
    if row.state != PlaceState.PENDING:
        return row
    if not gives_seats(event, timezone.now()):
        raise ValidationError(_("This event takes no more registrations."), code="closed")
    row.state, row.turn = PlaceState.WAITING, next_turn(event)
    row.save(update_fields=["state", "turn"])
    return _seated_or_waiting(row, before=PlaceState.PENDING)


@transaction.atomic
def enrol_other(
    *,
    event: Event,
    by: User,
    pool: str,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    institution: Institution | None = None,
    post_title: str = "",
    need: str = "",
) -> Registration:
    """Whoever runs it writes somebody in, with or without an account, after its closing too.

    She stands at the end of the same line. Raises HasPlaceError and ValidationError.
    """
    row = locked(event)
    _refuse_strangers(row, by)
    if not gives_seats(row, timezone.now()):
        raise ValidationError(_("It is not published, or has begun: nobody is written in any more."))
    if person is not None and not in_care_of(Person.objects.filter(pk=person.pk), viewer_for(by)).exists():
        raise ValidationError({"person": _("Choose a person of the list.")})
    address = email.strip().lower()
    if living_place(row, person=person, email=address) is not None:
        raise HasPlaceError
    made = Registration(event=row, person=person, by=by, institution=institution, turn=next_turn(row))
    if person is None:
        made.name, made.email = " ".join(name.split()), address
        made.post_title = post_title.strip()
        made.institution_name = institution.name[:250] if institution else ""
    else:
        made.institution_id = workplace_of(person)
    _write(made, Wish(pool=pool, need=need, purposes=()))
    return _seated_or_waiting(made, by=by)


@transaction.atomic
def seat(
    *,
    event: Event,
    wish: Wish,
    notice: PrivacyNotice | None = None,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    institution: Institution | None = None,
    post_title: str = "",
    by: User | None = None,
) -> Registration:
    """A room that decides itself who comes gives her a place: at the end of the same line, after closing too.

    `notice` is the version of the privacy notice that she agreed to. Raises HasPlaceError, ValidationError.
    """
    row = locked(event)
    if not gives_seats(row, timezone.now()):
        raise ValidationError(_("It is not published, or has begun: nobody is written in any more."))
    address = email.strip().lower()
    if living_place(row, person=person, email=address) is not None:
        raise HasPlaceError
    made = Registration(event=row, person=person, by=by, institution=institution, turn=next_turn(row))
    if person is None:
        made.name, made.email, made.post_title = " ".join(name.split()), address, post_title.strip()
        made.institution_name = institution.name[:250] if institution else ""
    _write(made, wish, notice)
    return _seated_or_waiting(made, by=by)


@transaction.atomic
def accept(*, place: Registration, by: User | None = None, mark: str = "") -> Registration:
    """She takes the seat that is offered to her, in time.

    `mark` is of the privacy notice, where somebody else had written her in and she says yes to it only now.
    Whoever runs the event accepts for whoever told it otherwise, by telephone for instance.
    """
    event, row = locked_place(place)
    if by is not None and (row.person is None or row.person.account_id != by.pk):
        _refuse_strangers(event, by)
    now = timezone.now()
    if row.state == PlaceState.OFFERED and row.offered_until is not None and row.offered_until <= now:
        raise ValidationError(
            _("The time to accept is over. Enrol again: you go to the end of the line."), code="late"
        )
    if row.state not in (PlaceState.OFFERED, PlaceState.ENROLLED):
        raise ValidationError(refusal(row.state), code="stale")  # who waits is seated by the line alone
    if row.state != PlaceState.ENROLLED:  # pressed twice is accepted once
        change(row, PlaceState.ENROLLED, now=now, by=by)
        if mark and not row.consents.exists():
            _agree(row, (ConsentPurpose.PLACE,), kept(mark))
    return row


@transaction.atomic
def cancel(*, place: Registration, by: User | None = None, reason: str = "") -> Registration:
    """A place is given up, by her or by whoever runs the event; the line moves up."""
    event, row = locked_place(place)
    if by is not None and (row.person is None or row.person.account_id != by.pk):
        _refuse_strangers(event, by)
        if not reason.strip():
            raise ValidationError({"reason": _("Say why: she is told.")})
    now = timezone.now()
    change(row, PlaceState.CANCELLED, now=now, by=by, reason=reason.strip())
    move_up(event, now=now)
    return row


@transaction.atomic
def pass_on(*, place: Registration, name: str, email: str, by: User | None = None) -> Registration:
    """Her confirmed seat goes to a colleague, who accepts it from her own address.

    Whoever passes it on is told the same whether the colleague had a place already or not: where she had one,
    the seat goes to the line.
    """
    event, row = locked_place(place)
    now, address = timezone.now(), email.strip().lower()
    if address and address in _addresses(row):
        raise ValidationError({"email": _("This is your own address. Write that of your colleague.")})
    if not gives_seats(event, now):
        raise ValidationError(_("The event has begun or was cancelled: seats are not passed on any more."))
    colleague = person_at(address)
    known = living_place(event, person=colleague, email=address)
    change(row, PlaceState.TRANSFERRED, now=now, by=by)
    _take_over(event, row, known, colleague, " ".join(name.split()), address, now)
    move_up(event, now=now)
    return row


def _take_over(
    event: Event,
    given: Registration,
    known: Registration | None,
    colleague: Person | None,
    name: str,
    address: str,
    now: dt.datetime,
) -> None:
    before = known.state if known is not None else ""
    if known is None:
        known = Registration(event=event, person=colleague, institution=given.institution)
        known.institution_name = given.institution_name
        if colleague is None:
            known.name, known.email = name, address
        known.turn = next_turn(event)
        _write(known, Wish(pool=given.pool, purposes=(), language=given.language))
    elif known.state in (PlaceState.PENDING, PlaceState.WAITING):
        known.event, known.pool = event, given.pool
        if not Room(event).has_seat(known):
            return  # a quota is full for her: the seat goes to the line, and she stays in it
        if known.state == PlaceState.PENDING:
            known.state, known.turn = PlaceState.WAITING, next_turn(event)
        known.full_clean()
        known.save(update_fields=["pool", "state", "turn"])
    else:
        return
    change(known, PlaceState.OFFERED, now=now, before=before)


@transaction.atomic
def expire(*, event: Event) -> int:
    """Offers whose time is over go to the next in the line, and unconfirmed ones away; how many."""
    row, now = locked(event), timezone.now()
    late = row.registrations.filter(state=PlaceState.OFFERED, offered_until__lte=now)
    unconfirmed = row.registrations.filter(
        state=PlaceState.PENDING, created_at__lte=now - dt.timedelta(hours=CONFIRM_HOURS)
    )
    found = [*late.select_related("person__account"), *unconfirmed]
    for one in found:
        one.event = row
        change(one, PlaceState.LAPSED, now=now)
    move_up(row, now=now)
    return len(found)


def _seated_or_waiting(
    row: Registration, *, by: User | None = None, before: str = "", room: Room | None = None
) -> Registration:
    """Whoever just came to the end of the line sits down or waits: told once, as what became of her."""
    now = timezone.now()
    given = move_up(row.event, now=now, arriving=row, by=by, before=before, room=room)
    seated = next((one for one in given if one.pk == row.pk), None)
    if seated is None:
        tell(row, before=before, now=now, by=by)
        place_changed(row)
    return seated or row


def _open(event: Event) -> None:
    if takes_registrations(event, timezone.now()):
        return
    if event.state == EventState.CANCELLED:
        raise ValidationError(_("This event was cancelled."), code="closed")
    raise ValidationError(
        _("Registration is closed. Write to whoever organises it if you need a place."), code="closed"
    )


def _read(wish: Wish) -> PrivacyNotice:
    """The version of the privacy notice that she agrees to."""
    if ConsentPurpose.PLACE not in wish.purposes:
        raise ValidationError({"consent": _("Without your consent no place can be kept for you.")})
    return kept(wish.mark)


def _write(row: Registration, wish: Wish, notice: PrivacyNotice | None = None) -> None:
    """What is of two or more rows the lock and the database hold: only its own fields are looked at."""
    if row.event.seats(wish.pool) is None:
        raise ValidationError({"pool": _("This event has no seats of that kind. Choose the other one.")})
    if row.person is None and not row.name:
        raise ValidationError({"name": _("Write her name.")})
    row.pool, row.language = wish.pool, wish.language
    row.answers = [[asked, said.strip()] for asked, said in wish.answers if said.strip()]
    row.clean_fields(exclude={"event", "person", "institution", "by"})
    row.save()
    if wish.need.strip():
        need = AccessNeed(registration=row, text=wish.need.strip(), told_apart=wish.need_apart)
        need.clean_fields(exclude={"registration"})
        need.save()
    if notice is not None:
        _agree(row, wish.purposes, notice)


def _agree(row: Registration, purposes: Sequence[str], notice: PrivacyNotice) -> None:
    now = timezone.now()
    EventConsent.objects.bulk_create(
        EventConsent(registration=row, purpose=purpose, notice=notice, given_at=now) for purpose in purposes
    )


def _write_again(row: Registration) -> None:
    """She asked again under an address that has a place: the last message about it leaves once more."""
    last = row.moves.exclude(mail_state=MailState.NONE).order_by("-at", "-pk").first()
    if last is None or last.mail_state in (MailState.QUEUED, MailState.SENDING):
        return
    Move.objects.filter(pk=last.pk).update(
        mail_state=MailState.QUEUED, mail_changed_at=timezone.now(), mail_tries=0, mail_resumed=False
    )
    post_soon()


def _refuse_strangers(event: Event, by: User) -> None:
    if not kept_by(Event.objects.filter(pk=event.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")


def _addresses(row: Registration) -> set[str]:
    person = row.person
    if person is None:
        return {row.email.lower()}
    return {person.email.lower(), person.account.email.lower() if person.account else ""} - {""}


def cancel_all(event: Event, *, by: User, reason: str, now: dt.datetime, tells: bool = True) -> None:
    """The event does not take place: whoever has a place or waits for one is told why. Under the lock."""
    rows = (
        event.registrations.filter(state__in=ALIVE).select_related("person__account").order_by("turn", "pk")
    )
    for row in rows:
        row.event = event
        change(row, PlaceState.CANCELLED, now=now, by=by, reason=reason, silently=not tells)
