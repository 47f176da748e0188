"""What follows from a place in a session: in the opening session it decides who is in the training."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import PlaceState
from events.machine import IN_LINE
from events.models import Event, Registration
from events.times import when_words

from .enums import EditionState, EnrolmentState, Entry
from .leaving import join_sessions, leave_with
from .machine import HELD, WAITS, may
from .models import CourseSession, Enrolment
from .rules import outward
from .wishes import spent

_GONE = (PlaceState.CANCELLED, PlaceState.LAPSED, PlaceState.TRANSFERRED)


def after_place(place: Registration) -> None:
    """Whoever comes to the line is in; whoever has a seat stands on every list; whoever lost it on none."""
    session = _session(place.event)
    if session is None:
        return
    if place.state == PlaceState.TRANSFERRED:
        _refuse_passing_on(session)
    if not session.is_opening:
        return
    if place.state in IN_LINE:
        _in(place, session)
    if place.state == PlaceState.ENROLLED:
        join_sessions(place, session.edition_id)
    elif place.state in _GONE:
        _out(place)
        leave_with(place, session.edition_id)


def before_cancelling(event: Event) -> None:
    """An opening session is cancelled with its edition alone: by its line one is in."""
    session = _session(event)
    if session is not None and session.is_opening and session.edition.state == EditionState.OPEN:
        words = _(
            "It is the opening session of a training. Move it to another day, "
            "or cancel the training on its page."
        )
        raise ValidationError(words, code="held")


def also_said(place: Registration) -> list[str]:
    """That a place in the opening session is one in all of them, and when those are."""
    session = _session(place.event)
    if session is None or not session.is_opening or place.state not in IN_LINE:
        return []
    others = CourseSession.objects.filter(edition=session.edition_id, is_opening=False)
    days = [when_words(one.event) for one in others.select_related("event").order_by("event__starts_at")]
    title = outward(session.edition.version.curriculum)
    found = [_("This place is for the whole of “%(title)s”.") % {"title": title}]
    if days:
        words = ngettext(
            "There is %(n)s session more: %(days)s.", "There are %(n)s sessions more: %(days)s.", len(days)
        )
        found.append(words % {"n": len(days), "days": "; ".join(days)})
    told = Enrolment.objects.filter(place=place).values_list("told", flat=True).first()
    return [*found, told] if told else found


def _session(event: Event) -> CourseSession | None:
    return CourseSession.objects.filter(event=event).select_related("edition__version__curriculum").first()


def _in(place: Registration, session: CourseSession) -> None:
    """Her enrolment, or one that begins with the place: of a colleague, or of whom the desk wrote in."""
    if Enrolment.objects.filter(place=place).exists():
        return
    rows = Enrolment.objects.filter(edition=session.edition_id, state__in=HELD)
    if place.person_id is not None:
        known = rows.filter(person=place.person_id).first()
    elif place.email:
        known = rows.filter(email__iexact=place.email).first()
    else:
        same = rows.filter(person=None, email="", name=place.name, institution=place.institution)
        known = same.filter(place=None).first()
    if known is None:
        known = Enrolment(
            edition_id=session.edition_id,
            person=place.person,
            name=place.name,
            email=place.email,
            post_title=place.post_title,
            institution=place.institution,
            way=Entry.INVITATION,
            by=place.by,
        )
    if known.state in WAITS:
        known.state, known.wish = EnrolmentState.IN, spent(known.wish)
    known.place = place
    known.save()


def _out(place: Registration) -> None:
    found = Enrolment.objects.filter(place=place).first()
    if found is not None and may(found.state, EnrolmentState.WITHDRAWN):
        found.state = EnrolmentState.WITHDRAWN
        found.save(update_fields=["state"])


def _refuse_passing_on(session: CourseSession) -> None:
    """A place in the whole is passed on, and only where it was not given to her in person."""
    edition = session.edition
    if not session.is_opening:
        raise ValidationError(_("This place is part of a training: it is not passed on for one session."))
    if edition.entry in (Entry.SELECTION, Entry.INVITATION) or edition.asks_consent or _asks_before(session):
        words = _(
            "In this training each place is given in person. Give yours up, and your colleague asks for it."
        )
        raise ValidationError(words, code="in_person")


def _asks_before(session: CourseSession) -> bool:
    return session.edition.version.prerequisites.exists()
