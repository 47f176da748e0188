"""How an event repeats, asked step by step: what its first day allows, and no word of a standard."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.recurrence import DAY, LAST, MOST_INTERVAL, MOST_TIMES, NTH, Rule

from .inputs import DayInput
from .typed import lines_of

_WEEKLY, _NEVER, _UNTIL, _COUNT = "weekly", "never", "until", "count"


class RepeatForm(forms.Form):
    how = forms.ChoiceField(label=gettext_lazy("How it repeats"), widget=forms.RadioSelect)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days, where it is weekly"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    every = forms.IntegerField(
        label=gettext_lazy("Every how many weeks or months"),
        help_text=gettext_lazy("1 is each of them; 2, every other."),
        min_value=1,
        max_value=MOST_INTERVAL,
        initial=1,
    )
    ends = forms.ChoiceField(
        label=gettext_lazy("Until when"),
        choices=(
            (_UNTIL, gettext_lazy("Until a day, that one included")),
            (_COUNT, gettext_lazy("A number of times, the first one included")),
            (_NEVER, gettext_lazy("Without an end: dates are made half a year ahead")),
        ),
        widget=forms.RadioSelect,
        initial=_UNTIL,
    )
    until = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput)
    count = forms.IntegerField(
        label=gettext_lazy("How many times"), required=False, min_value=2, max_value=MOST_TIMES
    )
    skipped = forms.CharField(
        label=gettext_lazy("Days on which it does not take place"),
        help_text=gettext_lazy("One to a line, as 18/09/2027. For instance holidays."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: Any = None, *, first: dt.date) -> None:
        self.first = first
        super().__init__(data, initial={"how": _WEEKLY, "weekdays": [first.weekday()]})
        fields: Any = self.fields
        fields["how"].choices = [
            (_WEEKLY, _("Weekly")),
            *((key, said) for key, said, _rule in _monthly(first)),
        ]
        fields["weekdays"].choices = [(number, capfirst(str(name))) for number, name in WEEKDAYS.items()]

    def clean_weekdays(self) -> tuple[int, ...]:
        return tuple(sorted(self.cleaned_data["weekdays"]))

    def clean_skipped(self) -> list[dt.date]:
        found, problems = [], []
        for number, line in enumerate(lines_of(self.cleaned_data["skipped"]), 1):
            for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
                try:
                    found.append(dt.datetime.strptime(line, pattern).date())
                    break
                except ValueError:
                    continue
            else:
                words = _("Line %(number)s: “%(line)s” is no day. Write it as 18/09/2027.")
                problems.append(words % {"number": number, "line": line})
        if problems:
            raise ValidationError(problems)
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("how") == _WEEKLY and not said.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Choose at least one day of the week."))
        ends = said.get("ends")
        if ends == _UNTIL and "until" not in self.errors:
            if said.get("until") is None:
                self.add_error("until", _("Say which is the last day."))
            elif said["until"] <= self.first:
                self.add_error("until", _("The last day comes after the first one. Choose a later one."))
        if ends == _COUNT and said.get("count") is None and "count" not in self.errors:
            self.add_error("count", _("Say how many times it takes place."))
        return said

    def rule(self) -> Rule:
        said = self.cleaned_data
        parts: dict[str, Any] = {"weekdays": said["weekdays"]}
        if said["how"] != _WEEKLY:
            parts = next(rule for key, _said, rule in _monthly(self.first) if key == said["how"])
        return Rule(
            interval=said["every"],
            until=said["until"] if said["ends"] == _UNTIL else None,
            count=said["count"] if said["ends"] == _COUNT else None,
            **parts,
        )


def _monthly(first: dt.date) -> list[tuple[str, str, dict[str, Any]]]:
    """The ways in which that day can be said of a month: a key, the words, the parts of the rule."""
    weekday, nth = first.weekday(), (first.day - 1) // 7 + 1
    on_day = _("Monthly, on day %(day)s") % {"day": first.day}
    found: list[tuple[str, str, dict[str, Any]]] = [("day", on_day, {"month_day": first.day})]
    named = [n for n in (nth, LAST if (first + dt.timedelta(days=7)).month != first.month else 0) if n in NTH]
    for n in named:
        words = _("Monthly, on %(nth)s %(weekday)s") % {"nth": NTH[n], "weekday": DAY[weekday]}
        found.append((f"weekday{n}", words, {"weekdays": (weekday,), "nth": n}))
    if (first + dt.timedelta(days=1)).month != first.month:
        found.append(("last", _("Monthly, on its last day"), {"month_day": LAST}))
    return found
