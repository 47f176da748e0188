"""Verbs on enrolments: ask for a place, be invited, be decided on, be seated, withdraw.

Whoever changes one holds the lock on the line of the opening session first, then on the edition. Her seat is
her place there (after_place.py follows it); nothing of it is counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enrolling import HasPlaceError, Wish, cancel, seat
from events.enums import ConsentPurpose
from events.machine import ALIVE as PLACED
from events.models import Event
from events.queries import living_place, workplace_of
from events.rules import gives_seats
from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.joining.privacy import kept as notice_kept
from network.journal.services import record
from network.people.models import Person
from network.people.queries import in_care_of

from .editions.making import hers, locked
from .enums import ConsentState, EditionState, EnrolmentState, Entry, Said
from .late import came_too_late, end_late
from .leaving import leave_sessions
from .machine import HELD, WAITS, may
from .models import Edition, Enrolment, SuperiorConsent
from .prerequisites import missing_for
from .queries import editions_kept_by, editions_visible_to, opening_event
from .rules import takes_enrolments
from .telling import tell
from .wishes import kept_wish, spent, wish_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Superior:
    """Who is asked for consent, as whoever enrols wrote it. Without an e-mail the letter is printed."""

    name: str = ""
    post_title: str = ""
    email: str = ""


class EnrolledError(Exception):
    """She is in that edition already, or on her way into it."""


@transaction.atomic
def ask(
    *,
    edition: Edition,
    person: Person,
    by: User,
    wish: Wish,
    reasons: str = "",
    superior: Superior | None = None,
    viewer: Viewer | None = None,
) -> Enrolment:
    """She asks for a place by herself, or says yes to an invitation.

    She is in at once where nobody has to decide and no superior to consent. Raises EnrolledError,
    ValidationError, and NoticeChangedError of joining.
    """
    viewer = viewer or viewer_for(by)
    if ConsentPurpose.PLACE not in wish.purposes:
        raise ValidationError({"consent": _("Without your consent no place can be kept for you.")})
    notice = notice_kept(wish.mark)
    row, opening = opened(edition)
    if not editions_visible_to(Edition.objects.filter(pk=row.pk), viewer).exists():
        raise ValidationError(_("This training is not open to you."), code="not_hers")
    known = living(row, person=person)
    if known is not None and known.state != EnrolmentState.INVITED:
        raise EnrolledError
    if known is None and row.entry in (Entry.LIAISON, Entry.INVITATION):
        raise ValidationError(refusal(row), code="not_hers")
    if lacking := missing_for(row, person):
        words = _("Before it you need to have learned: %(contents)s.")
        told = ", ".join(str(content) for content in lacking)
        raise ValidationError(words % {"contents": told}, code="prerequisites")
    if known is None and row.entry == Entry.SELECTION and not reasons.strip():
        raise ValidationError({"reasons": _("Write why you ask for it: it is decided by your reasons.")})
    enrolment = known or Enrolment(edition=row, person=person, way=row.entry, by=by)
    enrolment.institution_id = workplace_of(person)
    enrolment.reasons = reasons.strip() or enrolment.reasons
    enrolment.wish = kept_wish(wish, notice)
    return arrived(row, opening, enrolment, superior, by)


@transaction.atomic
def invite(*, edition: Edition, people: Iterable[Person], by: User) -> list[Enrolment]:
    """Whoever runs it invites; each answers herself. Of a draft they are told when it is published."""
    row = hers(edition, by)
    if row.state not in (EditionState.DRAFT, EditionState.OPEN):
        raise ValidationError(_("It is over: nobody is invited any more."), code="stale")
    wanted = {person.pk: person for person in people}
    cared = in_care_of(Person.objects.order_by(), viewer_for(by))
    if set(wanted) - set(cared.filter(pk__in=wanted).values_list("pk", flat=True)):
        raise ValidationError({"people": _("Choose people of the list.")})
    held = row.enrolments.filter(person__in=wanted, state__in=HELD).values_list("person", flat=True)
    made = []
    for key in wanted.keys() - set(held):
        one = Enrolment(edition=row, person=wanted[key], way=Entry.INVITATION, by=by)
        one.institution_id = workplace_of(wanted[key])
        made.append(invited(one, by))
    return made


@transaction.atomic
def decline(*, enrolment: Enrolment) -> Enrolment:
    """She says no to an invitation."""
    _row, one = _locked(enrolment)
    _move(one, EnrolmentState.DECLINED)
    return one


@transaction.atomic
def decide(*, enrolments: Sequence[Enrolment], by: User, accepts: bool, told: str = "") -> list[Enrolment]:
    """Those who asked are let in, in their order, or not; each is told. All of them or none."""
    done = []
    for enrolment in enrolments:
        row, one = _locked(enrolment)
        _refuse_strangers(row, by)
        if one.state != EnrolmentState.ASKED:
            raise ValidationError(
                _("It was decided, or withdrawn, meanwhile. Load the page again."), code="stale"
            )
        one.told, one.decided_at, one.by = told.strip(), timezone.now(), by
        if accepts:
            if waits_for_consent(one):
                words = _("The superior of one of them has not consented yet: note the answer first.")
                raise ValidationError(words, code="consent")
            _let_in(row, opening_event(row), one, by)
        else:
            _move(one, EnrolmentState.REFUSED)
            tell(one, Said.REFUSED, by=by)
        done.append(one)
    if done:
        # How many is not noted: the journal is read by others than whoever runs it.
        record(verb="decide_enrolments", subject=done[0].edition, by=by, after={"accepts": accepts})
    return done


@transaction.atomic
def answer_for_superior(
    *, consent: SuperiorConsent, consents: bool, way: str, by: User | None = None
) -> bool:
    """Her superior said yes or no, by the link, or on paper that the office received.

    Whoever asked only for that is in then, or not; once it has begun nobody is, and her request ends
    (late.py). Answered twice is answered once; whether it counted.
    """
    row, one = _locked(consent.enrolment)
    if by is not None:
        _refuse_strangers(row, by)
    asked = SuperiorConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if asked.state != ConsentState.ASKED or one.state not in WAITS:
        return False
    asked.state = ConsentState.GIVEN if consents else ConsentState.REFUSED
    asked.answered_at, asked.way, asked.by = timezone.now(), way, by
    asked.save()
    one.consent = asked
    if not consents:
        refused = one.state == EnrolmentState.ASKED
        _move(one, EnrolmentState.REFUSED if refused else EnrolmentState.WITHDRAWN)
        tell(one, Said.NO_CONSENT, by=by)
    elif came_too_late(row):
        end_late(one, by=by)
    elif one.state == EnrolmentState.INVITED or one.way != Entry.SELECTION:
        _let_in(row, opening_event(row), one, by)
    return True


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: User, reason: str = "") -> Enrolment:
    """She leaves, or whoever runs it takes her out and says why; what she did in it stays hers."""
    row, one = _locked(enrolment)
    is_hers = one.person is not None and one.person.account_id == by.pk
    if not is_hers:
        _refuse_strangers(row, by)
        if not reason.strip():
            raise ValidationError({"reason": _("Say why: she is told.")})
    place = one.place
    if place is not None and place.state in PLACED and gives_seats(place.event, timezone.now()):
        cancel(place=place, by=None if is_hers else by, reason=reason)
        one.refresh_from_db()
        return one
    one.told = one.told if is_hers else reason.strip()
    _move(one, EnrolmentState.WITHDRAWN)
    leave_sessions(one)
    if not is_hers:
        tell(one, Said.TAKEN_OUT, by=by)
    return one


def refusal(edition: Edition) -> str:
    """Why nobody asks for a place in it by herself."""
    if edition.entry == Entry.LIAISON:
        return _("The liaison of your institution enrols you. Ask her, or the office of the network.")
    return _("One comes in by invitation. If you need a place, write to whoever gives it.")


def waits_for_consent(enrolment: Enrolment) -> bool:
    """Whether her superior has to consent before she is in, and has not."""
    consent = getattr(enrolment, "consent", None)
    return enrolment.edition.asks_consent and (consent is None or consent.state != ConsentState.GIVEN)


def living(edition: Edition, *, person: Person | None = None, email: str = "") -> Enrolment | None:
    """The enrolment that she has in it, by her record or by her address."""
    hers_ = Q(pk__in=())
    if person is not None:
        hers_ |= Q(person=person)
    if email:
        hers_ |= Q(email__iexact=email) | Q(person__account__email__iexact=email)
        hers_ |= Q(person__email__iexact=email)
    rows = edition.enrolments.filter(hers_, state__in=HELD).select_related("person__account", "place")
    return rows.order_by("pk").first()


def arrived(
    row: Edition, opening: Event, enrolment: Enrolment, superior: Superior | None, by: User
) -> Enrolment:
    """In at once, or on her way: to her superior first, then to whoever decides."""
    is_decided = row.entry != Entry.SELECTION or enrolment.state == EnrolmentState.INVITED
    if is_decided and not row.asks_consent:
        _let_in(row, opening, enrolment, by)
        return enrolment
    _keep(enrolment)
    if row.asks_consent and not SuperiorConsent.objects.filter(enrolment=enrolment).exists():
        said = superior or Superior()
        consent = SuperiorConsent(
            enrolment=enrolment,
            name=" ".join(said.name.split()),
            post_title=said.post_title.strip(),
            email=said.email.strip().lower(),
        )
        consent.full_clean(exclude=["enrolment"])
        consent.save()
        enrolment.consent = consent
        tell(enrolment, Said.CONSENT, by=by)
    tell(enrolment, Said.RECEIVED, by=by)
    return enrolment


def _let_in(row: Edition, opening: Event | None, enrolment: Enrolment, by: User | None) -> None:
    """She is in; her place follows at the end of the line, unless she has one there already."""
    if opening is None:
        raise ValidationError(_("It has no opening session."), code="stale")
    wish, notice = wish_of(enrolment.wish, [pool.value for pool in opening.pools])
    enrolment.wish = spent(enrolment.wish)
    if enrolment.state == EnrolmentState.IN or enrolment.pk is None:
        enrolment.state = EnrolmentState.IN
        _keep(enrolment)
    else:
        _move(enrolment, EnrolmentState.IN)
    try:
        seat(
            event=opening,
            wish=wish,
            notice=notice,
            person=enrolment.person,
            name=enrolment.name,
            email=enrolment.email,
            institution=enrolment.institution,
            post_title=enrolment.post_title,
            by=by,
        )
    except HasPlaceError:
        place = living_place(opening, person=enrolment.person, email=enrolment.email)
        if place is not None and not Enrolment.objects.filter(place=place).exists():
            enrolment.place = place
            enrolment.save(update_fields=["place"])
    enrolment.refresh_from_db()


def invited(enrolment: Enrolment, by: User) -> Enrolment:
    enrolment.state = EnrolmentState.INVITED
    _keep(enrolment)
    if enrolment.edition.state == EditionState.OPEN:
        tell(enrolment, Said.INVITED, by=by)
    return enrolment


def opened(edition: Edition) -> tuple[Edition, Event]:
    """The edition and its opening event, under their locks, if one may ask for a place now."""
    row = locked(edition)
    opening = opening_event(row)
    if opening is None or not takes_enrolments(row, opening, timezone.now()):
        words = _("Registration is closed. Write to whoever gives it if you need a place.")
        raise ValidationError(words, code="closed")
    return row, opening


def _locked(enrolment: Enrolment) -> tuple[Edition, Enrolment]:
    row = locked(enrolment.edition)
    found = Enrolment.objects.select_related("person__account", "place__event", "institution", "consent")
    one = found.get(pk=enrolment.pk)
    one.edition = row
    return row, one


def _move(one: Enrolment, to: EnrolmentState) -> None:
    if not may(one.state, to):
        raise ValidationError(
            _("It was decided, or withdrawn, meanwhile. Load the page again."), code="stale"
        )
    one.state = to
    if to != EnrolmentState.IN:
        one.wish = spent(one.wish)
    one.full_clean(exclude=["edition", "person", "place", "institution", "by"])
    one.save()


def _keep(enrolment: Enrolment) -> None:
    enrolment.full_clean(exclude=["edition", "person", "place", "institution", "by"])
    enrolment.save()


def _refuse_strangers(row: Edition, by: User) -> None:
    if not editions_kept_by(Edition.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs this training does this."), code="not_hers")
