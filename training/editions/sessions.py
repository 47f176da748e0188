"""Verbs on the sessions of an edition, which are events: plan what each teaches, add one, take one out."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.carrying import carry
from events.enums import EventState, PlaceState
from events.lent import lend, lend_draft
from events.models import Event
from events.publishing import discard, publish
from events.queries import kept_by
from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record

from ..enums import EditionState
from ..models import CourseSession, Edition, Module, Unit
from .making import hers, organisers_of, refuse_over


@transaction.atomic
def add_session(
    *,
    edition: Edition,
    by: User,
    module: Module | None = None,
    units: Iterable[Unit] = (),
    **values: Any,
) -> CourseSession:
    """An event made for it. Of an edition that is shown it is shown at once, with all who are enrolled."""
    row = hers(edition, by)
    refuse_over(row)
    curriculum = row.version.curriculum
    event = lend(
        by=by,
        organisers=organisers_of(row),
        themes=curriculum.themes.all(),
        kind="taller",
        outward_title=curriculum.outward_title,
        **values,
    )
    return _attached(row, event, by, module, units)


@transaction.atomic
def attach_session(
    *, edition: Edition, event: Event, by: User, module: Module | None = None, units: Iterable[Unit] = ()
) -> CourseSession:
    """An event that was drafted already. It is for the invited alone from now on."""
    row = hers(edition, by)
    refuse_over(row)
    if not kept_by(Event.objects.filter(pk=event.pk), viewer_for(by)).exists():
        raise ValidationError({"event": _("Choose an event of the list.")})
    if CourseSession.objects.filter(event=event).exists():
        raise ValidationError({"event": _("It is a session of a training already.")})
    if event.state != EventState.DRAFT:
        raise ValidationError({"event": _("Only a draft becomes a session: nobody has a place in it yet.")})
    lent = lend_draft(event=event, by=by, organisers=organisers_of(row))
    return _attached(row, lent, by, module, units)


@transaction.atomic
def plan_session(
    *,
    session: CourseSession,
    by: User,
    module: Module | None,
    units: Iterable[Unit] = (),
    is_opening: bool = False,
) -> CourseSession:
    """What it teaches, and whether its line decides who is in: that cannot change once it was published."""
    row = hers(session.edition, by)
    refuse_over(row)
    found = row.sessions.get(pk=session.pk)
    _teach(row, found, module, units)
    if is_opening and not found.is_opening:
        if row.state != EditionState.DRAFT:
            words = _("It was published: the seats stay those of its opening session.")
            raise ValidationError({"is_opening": words})
        row.sessions.filter(is_opening=True).update(is_opening=False)
        found.is_opening = True
    found.save()
    record(verb="plan_session", subject=row, by=by, after={"session": found.number})
    return found


@transaction.atomic
def remove_session(*, session: CourseSession, by: User) -> None:
    """A session of a draft goes, with its event; one that was shown is cancelled as an event."""
    row = hers(session.edition, by)
    found = row.sessions.select_related("event").get(pk=session.pk)
    if row.state != EditionState.DRAFT or found.event.state != EventState.DRAFT:
        raise ValidationError(_("It was shown: cancel that day on its page, so that all are told."))
    event, was_opening = found.event, found.is_opening
    found.delete()
    discard(event=event, by=by)
    first = row.sessions.order_by("event__starts_at", "number").first()
    if was_opening and first is not None:
        row.sessions.filter(pk=first.pk).update(is_opening=True)
    record(verb="remove_session", subject=row, by=by, before={"session": found.number})


def carry_all(session: CourseSession) -> None:
    """Whoever has a seat in the opening session stands on the list of this one."""
    opening = CourseSession.objects.filter(edition=session.edition, is_opening=True).first()
    if opening is None or opening.pk == session.pk:
        return
    seated = opening.event.registrations.filter(state=PlaceState.ENROLLED).order_by("turn", "pk")
    for place in seated.select_related("person__account", "institution"):
        carry(place=place, to=session.event)


def _attached(
    row: Edition, event: Event, by: User, module: Module | None, units: Iterable[Unit]
) -> CourseSession:
    last = row.sessions.order_by("-number").first()
    made = CourseSession(
        edition=row,
        event=event,
        number=last.number + 1 if last else 1,
        is_opening=not row.sessions.filter(is_opening=True).exists(),
    )
    made.full_clean()
    made.save()
    _teach(row, made, module, units)
    made.save()
    record(verb="add_session", subject=row, by=by, after={"session": made.number})
    if row.state == EditionState.OPEN:
        made.event = publish(event=event, by=by, tells=False)
        carry_all(made)
    return made


def _teach(row: Edition, session: CourseSession, module: Module | None, units: Iterable[Unit]) -> None:
    """Of the version that the edition gives alone."""
    taught = list(units)
    if module is not None and module.version_id != row.version.pk:
        raise ValidationError({"module": _("Choose a module of this training.")})
    of_version = set(Unit.objects.filter(module__version=row.version).values_list("pk", flat=True))
    if {unit.pk for unit in taught} - of_version:
        raise ValidationError({"units": _("Choose contents of this training.")})
    session.module = module
    session.units.set(taught)
