"""The dates of an event that repeats, in words."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.calendar_file import feed
from events.models import Event, EventSeries, Occurrence
from events.queries import SHOWN, to_come, visible_to
from events.recurrence import read, sentence
from events.rules import outward
from events.series import series_of
from events.times import local, zone_of
from network.accounts.viewer import Viewer
from network.web.attachment import attachment
from network.web.audience import public
from network.web.joining.door import language_now

from .doors import event_or_404, viewer_of

_SHOWN, _MOST = 8, 500


def series_words(series: EventSeries) -> str:
    """Its rule in a sentence, and that it was ended."""
    zone = zone_of(Event(time_zone=series.time_zone))
    said = sentence(read(series.rule, zone), [dt.date.fromisoformat(day) for day in series.skipped])
    if series.ends_before:
        last = date_format(series.ends_before - dt.timedelta(days=1), "DATE_FORMAT")
        return _("%(rule)s. It was ended: no date after %(day)s.") % {"rule": said, "day": last}
    return said


def date_words(row: Event) -> str:
    there = local(row, row.starts_at)  # type: ignore[arg-type]
    return f"{date_format(there, 'l')} {date_format(there, 'DATE_FORMAT')}, {there:%H:%M}"


def other_dates(event: Event, viewer: Viewer) -> dict[str, Any]:
    """Those to come that she may see, the nearest first; empty where there are none."""
    series = series_of(event)
    if series is None:
        return {}
    rows = to_come(_shown(series, viewer), timezone.now()).exclude(pk=event.pk)[:_SHOWN]
    dates = [(date_words(row), row.get_absolute_url()) for row in rows]
    return {"sentence": series_words(series), "dates": dates} if dates else {}


def nearest_dates(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Of each series the first of those rows alone, annotated with how many more of them there are.

    `rows` are what the viewer may see and asked for: no other date is counted or stands in the way.
    """
    among = rows.order_by().values("pk")
    same = Occurrence.objects.filter(series=OuterRef("occurrence__series"), event__in=among)
    later = same.order_by().values("series").annotate(n=Count("pk")).values("n")
    firsts = rows.exclude(Exists(same.filter(day__lt=OuterRef("occurrence__day"))))
    return firsts.annotate(dates=Coalesce(Subquery(later), 1, output_field=IntegerField()))


def _shown(series: EventSeries, viewer: Viewer) -> QuerySet[Event]:
    return visible_to(Event.objects.filter(occurrence__series=series, state__in=SHOWN), viewer)


@public
def series_file(request: HttpRequest, package_id: str) -> Any:
    """All dates that she may see, each an entry of its own, as in every calendar of ours."""
    found = event_or_404(request, package_id)
    if not isinstance(found, Event):
        return found
    series = series_of(found)
    if series is None:
        raise Http404
    rows = _shown(series, viewer_of(request)).order_by("starts_at", "pk")[:_MOST]
    content = feed(rows, name=outward(found), language=language_now())
    return attachment(content, f"actividades-{str(series.uid)[:8]}.ics")


urlpatterns = [path("eventos/<slug:package_id>/serie.ics", series_file, name="event_series_ics")]
