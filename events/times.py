"""When an event is, in its own time zone and in words. The moment is kept in UTC; its place says the hour."""

import datetime as dt
import zoneinfo

from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models import Event


def zone_of(event: Event) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(event.time_zone)


def local(event: Event, moment: dt.datetime) -> dt.datetime:
    """The moment as the clocks at the place of the event show it."""
    return moment.astimezone(zone_of(event))


def place_words(event: Event) -> str:
    """Whose hour it is: "hora de Santiago", after the name of the zone."""
    return _("%(city)s time") % {"city": city_of(event.time_zone)}


def city_of(time_zone: str) -> str:
    """How the reader's language calls the city of a time zone."""
    return get_timezone_location(time_zone, locale=(get_language() or "es")[:2], return_city=True)


def when_words(event: Event) -> str:
    """For instance "jueves 3 de diciembre de 2026, de 10:00 a 12:00 (hora de Santiago)"."""
    if event.starts_at is None:
        return _("its day is not fixed")
    begins = local(event, event.starts_at)
    if event.ends_at is None:
        return moment_words(event, event.starts_at)
    ends = local(event, event.ends_at)
    told = {"zone": place_words(event), "day": _day(begins), "from": _hour(begins), "to": _hour(ends)}
    if begins.date() == ends.date():
        return _("%(day)s, from %(from)s to %(to)s (%(zone)s)") % told
    return _("from %(day)s, %(from)s, to %(last)s, %(to)s (%(zone)s)") % {**told, "last": _day(ends)}


def planned_words(event: Event) -> str:
    """When a draft is published by itself, of a row that brought its plan along; empty where none is made."""
    planned = getattr(event, "planned", None)
    if planned is None:
        return ""
    words = _("It is published on %(when)s.")
    if planned.with_following:
        words = _("It is published on %(when)s, with the following dates.")
    return words % {"when": moment_words(event, planned.at)}


def moment_words(event: Event, moment: dt.datetime) -> str:
    there = local(event, moment)
    told = {"zone": place_words(event), "day": _day(there), "hour": _hour(there)}
    return _("%(day)s, %(hour)s (%(zone)s)") % told


def _day(moment: dt.datetime) -> str:
    """With its weekday: who reads on a phone plans by it."""
    return f"{date_format(moment, 'l')} {date_format(moment, 'DATE_FORMAT')}"


def _hour(moment: dt.datetime) -> str:
    return moment.strftime("%H:%M")
