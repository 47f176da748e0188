"""Verbs on a series: make it and its days ahead, change or cancel one day or the following too, end it.

Whoever changes a series holds the lock on its row first, then on the events, in the order of their days.
"""

import datetime as dt
import logging
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record
from network.vocabulary.turns import give_way

from .copying import WHOLE_COPY, copy_list, copy_matter, copy_organisers, copy_places
from .enums import EventState
from .models import Event, EventSeries, Occurrence
from .publishing import cancel_event, discard, hers, missing, publish, write
from .recurrence import Rule, days_of, written
from .rules import is_over
from .times import local, zone_of

logger = logging.getLogger(__name__)
AHEAD_DAYS = 183
"""So far ahead the days of a series are made: half a year of agenda, seen and enrolled in."""


@transaction.atomic
def repeat(*, event: Event, by: User, rule: Rule, skipped: Iterable[dt.date] = ()) -> EventSeries:
    """This event is the first day of a series. Those of the next half year are made at once."""
    row = hers(event, by)
    if row.state == EventState.CANCELLED:
        raise ValidationError(_("It was cancelled: make another like it and repeat that one."), code="stale")
    if series_of(row) is not None:
        raise ValidationError(_("It repeats already. End that series first."), code="stale")
    if problems := missing(row):
        raise ValidationError(problems, code="incomplete")
    first, zone = local(row, row.starts_at).date(), zone_of(row)  # type: ignore[arg-type]
    text = written(rule, zone)
    series = EventSeries(
        rule=text,
        first_day=first,
        time_zone=row.time_zone,
        **_hours(row),
        skipped=sorted(day.isoformat() for day in skipped),
        is_published=row.state == EventState.PUBLISHED,
    )
    series.full_clean()
    if next(days_of(text, first=first, zone=zone), None) != first:
        told = {"day": f"{date_format(first, 'l')} {date_format(first, 'DATE_FORMAT')}"}
        words = _(
            "Its first day, %(day)s, is none of those days. Choose it too, or change the day in step 2."
        )
        raise ValidationError({"every": words % told})
    if first in set(skipped):
        raise ValidationError({"skipped": _("The first day itself cannot be an exception.")})
    series.save()
    Occurrence.objects.create(series=series, event=row, day=first)
    record(verb="repeat_event", subject=row, by=by, after={"rule": text})
    make_ahead(series=series)
    return series


@transaction.atomic
def make_ahead(*, series: EventSeries) -> list[Event]:
    """The days of the series up to half a year ahead that were not made yet; each is made once, ever."""
    row = _locked(series)
    now, zone = timezone.now(), zoneinfo.ZoneInfo(row.time_zone)
    like = _like(row)
    if like is None:
        return []
    last = local(like, now).date() + dt.timedelta(days=AHEAD_DAYS)
    if row.ends_before:
        last = min(last, row.ends_before - dt.timedelta(days=1))
    known = set(row.occurrences.values_list("day", flat=True))
    skipped = [dt.date.fromisoformat(day) for day in row.skipped]
    made = []
    for day in days_of(row.rule, first=row.first_day, zone=zone, skipped=skipped):
        if day > last:
            break
        begins, ends = on_day(row, day, zone_of(like))
        if day in known or begins <= now:
            continue
        event = _made_like(like, day, begins, ends, now=now, is_published=row.is_published)
        Occurrence.objects.create(series=row, event=event, day=day)
        made.append(event)
    if made:
        record(verb="repeat_event", subject=like, after={"days": len(made)})
    return made


def make_all_ahead() -> int:
    """What the scheduled work adds to every series that goes on; how many events."""
    number = 0
    for series in EventSeries.objects.order_by("pk"):
        try:
            number += len(make_ahead(series=series))
        except ValidationError:  # of one, say because its kind is none any more: the others go on
            logger.exception("The series %s could not be made ahead", series.uid)
        give_way()
    return number


@transaction.atomic
def write_alone(*, event: Event, by: User, **values: Any) -> Event:
    """Change this day and no other. Later days are not made like it."""
    row = write(event=event, by=by, **values)
    Occurrence.objects.filter(event=row).update(is_own=True)
    return row


@transaction.atomic
def write_following(*, event: Event, by: User, **values: Any) -> list[Event]:
    """Change this day and the following ones: what is said anew here is said anew of each, at its own date.

    Fewer seats than are taken throw nobody out of any of them. The day itself is changed of one event alone.
    """
    rows = following(event)
    here, series = hers(event, by), event.occurrence.series
    changed = {name: value for name, value in values.items() if value != _stands(here, name, value)}
    _refuse_other_day(here, changed)
    if changed.keys() & {"starts_at", "ends_at"}:
        _write_hours(series, here, changed)
    done = []
    for row in rows:
        own = changed if row.pk == here.pk else _at_its_date(series, here, row, changed)
        done.append(write(event=row, by=by, **own))
    Occurrence.objects.filter(event=here).update(is_own=False)
    return done


@transaction.atomic
def publish_following(*, event: Event, by: User) -> list[Event]:
    """Show this day and the following drafts, and whatever time adds. The invited are told once."""
    rows = [row for row in following(event) if row.state == EventState.DRAFT]
    done = [publish(event=row, by=by, tells=number == 0) for number, row in enumerate(rows)]
    EventSeries.objects.filter(occurrences__event=event.pk).update(is_published=True)
    return done


@transaction.atomic
def cancel_following(*, event: Event, by: User, reason: str) -> list[Event]:
    """This day and the following do not take place, and no more are made. Drafts that nobody saw go."""
    rows = following(event)
    series = series_of(event)
    if series is None:
        raise ValidationError(_("It does not repeat."), code="stale")
    day = event.occurrence.day
    done = []
    for row in rows:
        if row.state == EventState.DRAFT:
            discard(event=row, by=by)
        elif not is_over(row, timezone.now()):
            done.append(cancel_event(event=row, by=by, reason=reason))
    _end(series, day)
    return done


@transaction.atomic
def end_series(*, event: Event, by: User) -> EventSeries:
    """What was made stays; time adds nothing more to it."""
    series = lock_series(event)
    if series is None:
        raise ValidationError(_("It does not repeat."), code="stale")
    row = hers(event, by)
    last = series.occurrences.order_by("-day").values_list("day", flat=True)[0]
    _end(series, last + dt.timedelta(days=1))
    record(verb="end_series", subject=row, by=by)
    return series


def series_of(event: Event) -> EventSeries | None:
    return EventSeries.objects.filter(occurrences__event=event.pk).first()


def gets_more(series: EventSeries | None) -> bool:
    """Whether time will add dates to those that were made."""
    if series is None:
        return False
    last = series.occurrences.latest("day").day
    skipped = [dt.date.fromisoformat(day) for day in series.skipped]
    zone = zoneinfo.ZoneInfo(series.time_zone)
    days = days_of(series.rule, first=series.first_day, zone=zone, skipped=skipped)
    after = next((day for day in days if day > last), None)
    return after is not None and (series.ends_before is None or after < series.ends_before)


def following(event: Event) -> list[Event]:
    """This event and the later ones of its series that were not cancelled, under the lock on the series."""
    if lock_series(event) is None:
        raise ValidationError(_("It does not repeat."), code="stale")
    return list(following_of(event))


def following_of(event: Event) -> QuerySet[Event]:
    """This event and those of the later days of its series that were made and not cancelled."""
    this = Occurrence.objects.filter(event=event.pk)
    rows = Event.objects.filter(
        occurrence__series__in=this.values("series"), occurrence__day__gte=this.values("day")[:1]
    )
    return rows.exclude(state=EventState.CANCELLED).order_by("occurrence__day")


def on_day(series: EventSeries, day: dt.date, zone: zoneinfo.ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """When its event of that day begins and ends: at the same hours of its place on every day."""
    last = day + dt.timedelta(days=series.nights)
    return _moment(day, series.begins, zone), _moment(last, series.ends, zone)


def _hours(event: Event) -> dict[str, Any]:
    begins, ends = local(event, event.starts_at), local(event, event.ends_at)  # type: ignore[arg-type]
    nights = (ends.date() - begins.date()).days
    return {"begins": begins.time(), "ends": ends.time(), "nights": nights}


def _write_hours(series: EventSeries, here: Event, changed: dict[str, Any]) -> None:
    """What was said anew alone: the other hour may be one that the clocks left out on this day."""
    said = _hours(_said(here, changed))
    names = (("begins",) if "starts_at" in changed else ()) + (
        ("ends", "nights") if "ends_at" in changed else ()
    )
    for name in names:
        setattr(series, name, said[name])
    series.save(update_fields=names)


def _said(here: Event, changed: dict[str, Any]) -> Event:
    moments = ("time_zone", "starts_at", "ends_at", "closes_at")
    return Event(**{name: changed.get(name, getattr(here, name)) for name in moments})


def _moment(day: dt.date, hour: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """In UTC: of an hour that the clocks leave out, the one after it; of one that comes twice, the first."""
    return dt.datetime.combine(day, hour, zone).astimezone(dt.UTC)


def lock_series(event: Event) -> EventSeries | None:
    """Its series, if it has one, which nobody else changes until the transaction ends."""
    series = series_of(event)
    return _locked(series) if series else None


def _locked(series: EventSeries) -> EventSeries:
    return EventSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)


def _end(series: EventSeries, day: dt.date) -> None:
    before = series.ends_before
    series.ends_before = min(before, day) if before else day
    series.save(update_fields=["ends_before"])


def _like(series: EventSeries) -> Event | None:
    """By which the next days are made: the latest that was not changed alone."""
    rows = series.occurrences.filter(event__isnull=False).select_related("event")
    found = rows.order_by(F("is_own").asc(), "-day").first()
    return found.event if found else None


def _made_like(
    like: Event, day: dt.date, begins: dt.datetime, ends: dt.datetime, *, now: dt.datetime, is_published: bool
) -> Event:
    event = Event(
        **{name: getattr(like, name) for name in WHOLE_COPY},
        starts_at=begins,
        ends_at=ends,
        closes_at=_closing(like, day),
        state=EventState.PUBLISHED if is_published else EventState.DRAFT,
        published_at=now if is_published else None,
    )
    event.full_clean()
    event.save()
    for copy in (copy_organisers, copy_places, copy_matter, copy_list):
        copy(like, event)
    return event


def _closing(like: Event, day: dt.date) -> dt.datetime | None:
    """As many days before it as of the other."""
    if like.closes_at is None or like.starts_at is None:
        return None
    there = local(like, like.closes_at)
    early = local(like, like.starts_at).date() - there.date()
    return _moment(day - early, there.time(), zone_of(like))


def _refuse_other_day(here: Event, changed: dict[str, Any]) -> None:
    begins = changed.get("starts_at")
    if begins is None or here.starts_at is None:
        return
    zone = zoneinfo.ZoneInfo(changed.get("time_zone", here.time_zone))
    if begins.astimezone(zone).date() != local(here, here.starts_at).date():
        words = _(
            "Another day is said of one date at a time: choose “Only this date”, or end the series and "
            "begin another."
        )
        raise ValidationError({"starts_at": words})


def _at_its_date(series: EventSeries, here: Event, row: Event, changed: dict[str, Any]) -> dict[str, Any]:
    """What was said of `here`, with its moments moved to the day of `row`."""
    own, said = dict(changed), _said(here, changed)
    day = local(row, row.starts_at).date()  # type: ignore[arg-type]
    if changed.keys() & {"starts_at", "ends_at", "time_zone"}:
        own["starts_at"], own["ends_at"] = on_day(series, day, zone_of(said))
    if "closes_at" in changed:
        own["closes_at"] = _closing(said, day)
    return own


def _stands(event: Event, name: str, said: Any) -> Any:
    """What stands there now, in the form in which `write` is told of it."""
    if name == "organisers":
        rows = event.organisers.values_list("institution", "role")
        is_same = set(rows) == {(institution.pk, str(role)) for institution, role in said}
    elif name == "questions":
        is_same = [(one.text, one.is_required) for one in event.questions.all()] == list(said)
    elif name == "quotas":
        quotas = event.quotas.select_related("institution")
        is_same = {(one.institution, one.institution_kind, one.seats) for one in quotas} == set(said)
    elif name == "invited":
        is_same = set(event.invited.values_list("person", flat=True)) == {person.pk for person in said}
    elif name in ("for_institutions", "themes", "territories"):
        is_same = set(getattr(event, name).all()) == set(said)
    else:
        return getattr(event, name)
    return said if is_same else None
