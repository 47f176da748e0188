"""Verbs of whoever runs an event: draft it, write it, publish it, close its registration, cancel it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.notices.services import notify_all
from network.people.models import Person
from network.people.queries import in_care_of

from .copying import LIKE_LAST_TIME, WHOLE_COPY, copy_matter, copy_organisers, copy_places
from .enrolling import cancel_all
from .enums import Audience, EventState, OrganiserRole
from .following import refuse_cancelling
from .line import locked, move_up
from .live import changed as tell_open_pages
from .machine import SEATED
from .models import Event, EventInstitution, Invited, PlannedPublication, Question, Quota
from .queries import institutions_offered, kept_by, may_make
from .rules import is_neutral, outward
from .telling import tell

FIELDS = (
    "title", "outward_title", "kind", "purpose", "schedule", "starts_at", "ends_at", "time_zone", "place",
    "joining_link", "has_interpretation", "has_childcare", "has_lactation_room", "accessibility", "audience",
    "seats_on_site", "seats_online", "accept_hours", "closes_at",
)  # fmt: skip
_TOLD_TO_THE_ENROLLED = ("starts_at", "ends_at", "time_zone", "place", "joining_link")


@transaction.atomic
def begin(*, by: User, time_zone: str, like: Event | None = None, whole: bool = False) -> Event:
    """A draft with the values of the last time; `whole` copies what that one was about, too.

    Neither its day, its places nor the people of its invited list are copied. Nor is, unasked, that it is for
    the invited alone: nobody would see the next one.
    """
    viewer = viewer_for(by)
    if not may_make(viewer):
        raise ValidationError(_("Only whoever coordinates an institution makes events."), code="not_hers")
    event = Event(title=_("Event without a title"), kind="seminario", time_zone=time_zone)
    if like is not None:
        for name in WHOLE_COPY if whole else LIKE_LAST_TIME:
            setattr(event, name, getattr(like, name))
        if not whole and event.audience == Audience.INVITATION:
            event.audience = Audience.MEMBERS
    event.full_clean()
    event.save()
    offered = set(institutions_offered(viewer).values_list("pk", flat=True))
    if like is not None:
        copy_organisers(like, event)
        copy_places(like, event)
        if whole:
            copy_matter(like, event)
    organisers = set(event.organisers.values_list("institution", flat=True))
    mine = institutions_offered(viewer).first()
    alone = len(offered) == 1 or not coordinates_network(viewer)
    if mine is not None and alone and not offered & organisers:
        EventInstitution.objects.create(event=event, institution=mine)  # or its draft would be nobody's
    record(verb="begin_event", subject=event, by=by, after={"title": event.title})
    return event


@transaction.atomic
def write(
    *,
    event: Event,
    by: User,
    organisers: Sequence[tuple[Institution, str]] | None = None,
    for_institutions: Iterable[Institution] | None = None,
    themes: Iterable[Any] | None = None,
    territories: Iterable[Any] | None = None,
    questions: Sequence[tuple[str, bool]] | None = None,
    quotas: Sequence[tuple[Institution | None, str, int]] | None = None,
    invited: Iterable[Person] | None = None,
    **values: Any,
) -> Event:
    """Say any of FIELDS anew, and what belongs to it. What is given replaces what stood there.

    Fewer seats than are taken throw nobody out; more go to the line. Whoever is enrolled is told of another
    time, place or link.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"not of an event: {sorted(unknown)}")
    row = hers(event, by)
    if row.state == EventState.CANCELLED:
        raise ValidationError(_("It was cancelled: nothing of it is changed any more."), code="stale")
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    changed = [name for name in values if getattr(row, name) != before[name]]
    moved = [name for name in changed if name in _TOLD_TO_THE_ENROLLED]
    is_shown = row.state == EventState.PUBLISHED
    if is_shown and changed:
        row.sequence += 1
    row.full_clean()
    if is_shown:
        refuse_incomplete(row)
    row.has_questions = row.has_questions if questions is None else bool(questions)
    row.has_quotas = row.has_quotas if quotas is None else bool(quotas)
    row.save()
    if organisers is not None:
        _organised(row, organisers, by)
    if for_institutions is not None:
        row.for_institutions.set(for_institutions)
    if themes is not None:
        row.themes.set(themes)
    if territories is not None:
        row.territories.set(territories)
    if questions is not None:
        row.questions.all().delete()
        Question.objects.bulk_create(
            Question(event=row, number=number, text=text, is_required=required)
            for number, (text, required) in enumerate(questions, 1)
        )
    if quotas is not None:
        row.quotas.all().delete()
        for institution, kind, seats in quotas:
            quota = Quota(event=row, institution=institution, institution_kind=kind, seats=seats)
            quota.full_clean()
            quota.save()
    if invited is not None:
        _invite(row, invited, by)
    if changed:
        record(
            verb="write_event",
            subject=row,
            by=by,
            before={name: _plain(before[name]) for name in changed},
            after={name: _plain(getattr(row, name)) for name in changed},
        )
    if is_shown:
        tell_open_pages(row)
    now = timezone.now()
    if is_shown and moved:
        _tell_the_enrolled(row, by, now)
    move_up(row, now=now)
    return row


@transaction.atomic
def publish(*, event: Event, by: User, tells: bool = True) -> Event:
    """Show it to its audience; whom the invited list names is told, unless another of its days told her."""
    row = hers(event, by)
    if row.state != EventState.DRAFT:
        raise ValidationError(_("It was published already."), code="stale")
    refuse_incomplete(row)
    now = timezone.now()
    if row.starts_at is not None and row.starts_at <= now:
        raise ValidationError(_("Its day has passed. Write in step 2 when it is."), code="past")
    row.state, row.published_at = EventState.PUBLISHED, now
    row.full_clean()
    row.save(update_fields=["state", "published_at"])
    PlannedPublication.objects.filter(event=row).delete()
    record(verb="publish_event", subject=row, by=by, after={"title": row.title})
    if tells and row.audience == Audience.INVITATION:
        _tell_the_invited(row, [one.person for one in row.invited.select_related("person")])
    return row


@transaction.atomic
def close(*, event: Event, by: User, is_closed: bool) -> Event:
    """Nobody arrives by herself any more, or again; whoever waits keeps her place in the line."""
    row = hers(event, by)
    if row.state != EventState.PUBLISHED:
        raise ValidationError(_("Only the registration of a published event is closed or opened."))
    if row.is_closed != is_closed:
        row.is_closed = is_closed
        row.save(update_fields=["is_closed"])
        record(verb="close_event" if is_closed else "open_event", subject=row, by=by)
        tell_open_pages(row)
    return row


@transaction.atomic
def cancel_event(*, event: Event, by: User, reason: str, tells: bool = True) -> Event:
    """It does not take place. Whoever has a place in it or waits for one is told why, once.

    Without `tells` another message tells them: that of the training of which it is one session.
    """
    row = hers(event, by)
    if row.state != EventState.PUBLISHED:
        raise ValidationError(_("Only a published event is cancelled. Discard a draft."), code="stale")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled: everybody enrolled is told.")})
    refuse_cancelling(row)
    row.state, row.cancelled_because = EventState.CANCELLED, reason.strip()
    row.sequence += 1
    row.full_clean()
    row.save(update_fields=["state", "cancelled_because", "sequence"])
    cancel_all(row, by=by, reason=row.cancelled_because, now=timezone.now(), tells=tells)
    tell_open_pages(row)
    record(verb="cancel_event", subject=row, by=by, reason=row.cancelled_because)
    return row


@transaction.atomic
def discard(*, event: Event, by: User) -> None:
    """A draft that nobody saw goes."""
    row = hers(event, by)
    if row.state != EventState.DRAFT:
        raise ValidationError(_("It was published: cancel it, so that everybody is told."), code="stale")
    record(verb="discard_event", subject=row, by=by, before={"title": row.title})
    try:
        row.delete()
    except ProtectedError as error:
        words = _("Something else stands on it, as the training of which it is a session. Take it out there.")
        raise ValidationError(words, code="held") from error


def hers(event: Event, by: User) -> Event:
    row = locked(event)
    if not kept_by(Event.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    return row


def refuse_incomplete(row: Event) -> None:
    if problems := missing(row):
        raise ValidationError(problems, code="incomplete")


def missing(row: Event) -> list[str]:
    """What it still needs before it can be shown to anybody, and where that is said."""
    needed = (
        (row.starts_at is None, _("Say when it begins (step 2).")),
        (row.ends_at is None, _("Say when it ends (step 2).")),
        (not row.pools, _("Say how many seats there are, on site or online (step 3).")),
        (not row.organisers.exists(), _("Name who organises it (step 1).")),
    )
    return [words for is_missing, words in needed if is_missing]


def _organised(row: Event, organisers: Sequence[tuple[Institution, str]], by: User) -> None:
    runs = {OrganiserRole.ORGANISES, OrganiserRole.CO_ORGANISES}
    running = {institution.pk for institution, role in organisers if role in runs}
    if not institutions_offered(viewer_for(by)).filter(pk__in=running).exists():
        raise ValidationError(
            {"organisers": _("Name at least one institution that you coordinate as organiser.")}
        )
    row.organisers.all().delete()
    for institution, role in dict(organisers).items():
        EventInstitution.objects.create(event=row, institution=institution, role=role)


def _invite(row: Event, invited: Iterable[Person], by: User) -> None:
    """The people of the list whom she sees are those given; whom she may not see stay on it."""
    viewer = viewer_for(by)
    wanted = {person.pk: person for person in invited}
    cared_for = in_care_of(Person.objects.order_by(), viewer)
    if set(wanted) - set(cared_for.filter(pk__in=wanted).values_list("pk", flat=True)):
        raise ValidationError({"invited": _("Choose people of the list.")})
    row.invited.filter(person__in=cared_for.values("pk")).exclude(person__in=wanted).delete()
    held = set(row.invited.values_list("person", flat=True))
    new = [person for key, person in wanted.items() if key not in held]
    Invited.objects.bulk_create(Invited(event=row, person=person) for person in new)
    if new and row.state == EventState.PUBLISHED and row.audience == Audience.INVITATION:
        _tell_the_invited(row, new)


def _tell_the_invited(row: Event, people: Sequence[Person]) -> None:
    notify_all(
        to=people,
        kind="event_invitations",
        says="invited",
        link=row.get_absolute_url(),
        key=str(row.uid),
        words={"title": outward(row)},
        is_neutral=is_neutral(row),
    )


def _tell_the_enrolled(row: Event, by: User, now: dt.datetime) -> None:
    for place in row.registrations.filter(state__in=SEATED).select_related("person__account"):
        place.event = row
        tell(place, before=place.state, now=now, by=by)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
