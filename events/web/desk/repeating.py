"""`/gestion/eventos/<…>/repetir/`: by which rule an event repeats, in words and dates before it is made."""

import datetime as dt
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event
from events.recurrence import days_of, sentence, written
from events.series import AHEAD_DAYS, following_of, gets_more, repeat, series_of
from events.times import local, zone_of
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell

from ..dates import date_words, series_words
from ..doors import desk_place, kept_or_404, trail
from .repeat_form import RepeatForm

ONE, ALL = "una", "siguientes"
_SHOWN = 12


@insiders
def repeating(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    if event.starts_at is None or series_of(event) is not None:
        words = _("It repeats already.") if event.starts_at else _("Say first when it begins (step 2).")
        messages.error(request, words)
        return redirect(desk_place(event))
    first = local(event, event.starts_at).date()
    form = RepeatForm(request.POST or None, first=first)
    looked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        rule, skipped = form.rule(), form.cleaned_data["skipped"]
        if request.POST.get("deed") == "make":
            try:
                series = repeat(event=event, by=request.user, rule=rule, skipped=skipped)  # type: ignore[arg-type]
            except ValidationError as error:
                tell(form, error, {"every": "weekdays" if form.cleaned_data["how"] == "weekly" else "how"})
            else:
                n = series.occurrences.count()
                done = ngettext(
                    "It has %(n)s date now.", "It has %(n)s dates now, each with its own seats.", n
                )
                messages.success(request, done % {"n": n})
                return redirect(desk_place(event))
        else:
            looked = _looked(event, first, form)
    context = {
        "event": event,
        "form": form,
        "title": _("Repeat the event"),
        "looked": looked,
        "cancel": desk_place(event),
        "breadcrumb": trail(event),
    }
    return render(request, "events/desk/repeat.html", context, status=422 if form.errors else 200)


def _looked(event: Event, first: dt.date, form: RepeatForm) -> dict[str, Any]:
    """The rule in a sentence, and the dates that it would make."""
    rule, skipped, zone = form.rule(), form.cleaned_data["skipped"], zone_of(event)
    last = first + dt.timedelta(days=AHEAD_DAYS)
    days = days_of(written(rule, zone), first=first, zone=zone, skipped=skipped)
    found = [day for day in islice(days, 200) if day <= last]
    if found[:1] != [first]:
        words = _(
            "Its first day, %(day)s, is none of those days. Choose it too, or change the day in step 2."
        )
        form.add_error(
            "weekdays", words % {"day": f"{date_format(first, 'l')} {date_format(first, 'DATE_FORMAT')}"}
        )
        return {}
    more = len(found) - _SHOWN
    return {
        "sentence": sentence(rule, skipped),
        "days": [f"{date_format(day, 'l')} {date_format(day, 'DATE_FORMAT')}" for day in found[:_SHOWN]],
        "more": ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more > 0 else "",
    }


def told_series(event: Event) -> dict[str, Any]:
    """What the desk says of the series of an event; empty where it does not repeat."""
    series = series_of(event)
    if series is None:
        return {}
    rows = (
        Event.objects.filter(occurrence__series=series)
        .select_related("occurrence")
        .order_by("starts_at", "pk")
    )
    dates = [
        {
            "title": date_words(row),
            "url": desk_place(row),
            "state": row.get_state_display(),
            "is_this": row.pk == event.pk,
        }
        for row in rows
    ]
    here = next((n for n, one in enumerate(dates) if one["is_this"]), 0)
    start = max(0, min(here - 2, len(dates) - _SHOWN))
    return {
        "sentence": series_words(series),
        "dates": dates[start : start + _SHOWN],
        "total": ngettext("%(n)s date made", "%(n)s dates made", len(dates)) % {"n": len(dates)},
        "gets_more": gets_more(series),
    }


def add_scope(form: forms.Form, event: Event) -> None:
    """Asks which dates are meant, where there are others after this one or time will bring some."""
    number = following_of(event).count() - 1
    if number >= 1:
        words = ngettext(
            "This one and the following (%(n)s more)", "This one and the following (%(n)s more)", number
        )
    elif gets_more(series_of(event)):
        words = _("This one and those that are made later")
    else:
        return
    form.fields["scope"] = forms.ChoiceField(
        label=gettext_lazy("Which dates"),
        choices=((ONE, _("Only this date")), (ALL, words % {"n": number})),
        widget=forms.RadioSelect,
        initial=ONE,
    )


urlpatterns = [path("gestion/eventos/<slug:package_id>/repetir/", repeating, name="desk_event_repeat")]
