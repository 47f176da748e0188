"""The three steps of an event: what it is, when and where, and for whom."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.enums import Audience, OrganiserRole
from events.models import Event
from events.times import city_of
from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.models import Theme
from network.vocabulary.terms import terms
from network.web.desk.institutions_field import InstitutionsField
from network.web.desk.territories_field import TerritoriesField

from .inputs import DayInput, HourInput
from .typed import (
    Quotas,
    invited_named,
    people_offered,
    question_lines,
    questions_typed,
    quota_lines,
    quotas_typed,
)

_ZONES = (
    "America/Mexico_City", "America/Cancun", "America/Hermosillo", "America/Tijuana", "America/Mazatlan",
    "America/Santiago", "America/Punta_Arenas", "Pacific/Easter",
)  # fmt: skip
_LINES = {"rows": 2}


class WhatForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    outward_title = forms.CharField(
        label=gettext_lazy("Title for outside"),
        help_text=gettext_lazy(
            "What stands in e-mails, calendars and letters, where a superior or somebody at home may read "
            "it. On violence or harassment, leave it empty and it says “Training activity”."
        ),
        max_length=200,
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    purpose = forms.CharField(
        label=pgettext_lazy("event", "What it is for"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    schedule = forms.CharField(
        label=gettext_lazy("Schedule"),
        help_text=gettext_lazy(
            "One point to a line: hour, what, and who speaks. No cases, nothing about victims."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    organises = InstitutionsField(
        label=gettext_lazy("Who organises it"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )
    co_organises = InstitutionsField(
        label=gettext_lazy("Who co-organises it"),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )
    supports = InstitutionsField(
        label=gettext_lazy("Who supports it"), required=False, widget=forms.Textarea(_LINES), max_length=5000
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Themes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, event: Event, viewer: Any) -> None:
        roles: dict[str, list[Institution]] = {role.value: [] for role in OrganiserRole}
        for one in event.organisers.select_related("institution"):
            roles[one.role].append(one.institution)
        initial = {
            name: getattr(event, name) for name in ("title", "outward_title", "kind", "purpose", "schedule")
        }
        initial |= {**roles, "themes": list(event.themes.all())}
        super().__init__(data, initial=initial)
        self.fields["kind"].choices = list(terms("event_kind").items())  # type: ignore[attr-defined]
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]

    def says(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        organisers = [(one, role.value) for role in OrganiserRole for one in said.pop(role.value) or []]
        return {**said, "organisers": organisers}


class WhenForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("On which day"), widget=DayInput)
    begins = forms.TimeField(label=gettext_lazy("From what time"), widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("Until what time"), widget=HourInput)
    last_day = forms.DateField(
        label=gettext_lazy("Last day, if it has several"), required=False, widget=DayInput
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the place"))
    place = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("Room and address, as one says them on the telephone."),
        max_length=250,
        required=False,
    )
    territories = TerritoriesField(
        label=gettext_lazy("Of which territories"),
        help_text=gettext_lazy(
            "One to a line: regions or municipalities to which it matters. "
            "By them it is found in the calendar."
        ),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )
    joining_link = forms.URLField(
        label=gettext_lazy("Link to join online"),
        help_text=gettext_lazy("Only those with a confirmed place are told."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    has_interpretation = forms.BooleanField(
        label=gettext_lazy("Sign language interpretation"), required=False
    )
    has_childcare = forms.BooleanField(label=gettext_lazy("Childcare"), required=False)
    has_lactation_room = forms.BooleanField(label=gettext_lazy("Lactation room"), required=False)
    accessibility = forms.CharField(
        label=gettext_lazy("Other care and access"),
        help_text=gettext_lazy("For instance: entrance without steps, subtitles."),
        max_length=1000,
        required=False,
    )

    def __init__(self, data: Any = None, *, event: Event, viewer: Any) -> None:
        zone = zoneinfo.ZoneInfo(event.time_zone)
        begins = event.starts_at.astimezone(zone) if event.starts_at else None
        ends = event.ends_at.astimezone(zone) if event.ends_at else None
        names = (
            "time_zone", "place", "joining_link", "has_interpretation", "has_childcare", "has_lactation_room",
            "accessibility",
        )  # fmt: skip
        initial: dict[str, Any] = {name: getattr(event, name) for name in names}
        initial["territories"] = list(event.territories.select_related("parent"))
        if begins and ends:
            initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
            initial["last_day"] = ends.date() if ends.date() != begins.date() else None
        super().__init__(data, initial=initial)
        zones = sorted({*_ZONES, event.time_zone})
        self.fields["time_zone"].choices = [(one, city_of(one)) for one in zones]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"day", "begins", "ends", "time_zone"} <= said.keys():
            zone = zoneinfo.ZoneInfo(said["time_zone"])
            begins = dt.datetime.combine(said["day"], said["begins"], zone)
            ends = dt.datetime.combine(said.get("last_day") or said["day"], said["ends"], zone)
            if ends <= begins:
                self.add_error("ends", _("It ends before it begins. Write a later hour or a last day."))
            said |= {"starts_at": begins, "ends_at": ends}
        return said

    def says(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in _TYPED}


_TYPED = {"day", "begins", "ends", "last_day"}


class WhomForm(forms.Form):
    audience = forms.ChoiceField(
        label=gettext_lazy("Who finds it and may enrol"), choices=Audience.choices, widget=forms.RadioSelect
    )
    for_institutions = InstitutionsField(
        label=gettext_lazy("Institutions, where it is for certain ones"),
        help_text=gettext_lazy("One to a line. Whoever works in one that organises it may come too."),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=20_000,
    )
    invited = forms.CharField(
        label=gettext_lazy("Invited list, where it is by invitation"),
        help_text=gettext_lazy("One person to a line, by name as in the list of members, or by e-mail."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        max_length=40_000,
    )
    seats_on_site = forms.IntegerField(
        label=gettext_lazy("Seats on site"), required=False, min_value=0, max_value=100_000
    )
    seats_online = forms.IntegerField(
        label=gettext_lazy("Seats online"),
        help_text=gettext_lazy("Leave empty what is not offered. Fewer than are taken throw nobody out."),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    quotas = forms.CharField(
        label=gettext_lazy("At most so many"),
        help_text=gettext_lazy(
            "One to a line: an institution or a kind of institution, a colon and a number. “Salud: 5”."
        ),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )
    accept_hours = forms.IntegerField(
        label=gettext_lazy("Hours to accept a place that becomes free"), min_value=1, max_value=336
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Register until the end of"), required=False, widget=DayInput
    )
    questions = forms.CharField(
        label=gettext_lazy("Your own questions"),
        help_text=gettext_lazy("One to a line. Whoever has to answer it: end the line with an asterisk (*)."),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )

    def __init__(self, data: Any = None, *, event: Event, viewer: Any) -> None:
        self.event, self.offered = event, people_offered(viewer)
        zone = zoneinfo.ZoneInfo(event.time_zone)
        names = ("audience", "seats_on_site", "seats_online", "accept_hours")
        initial: dict[str, Any] = {name: getattr(event, name) for name in names}
        initial["for_institutions"] = list(event.for_institutions.all())
        listed = self.offered.filter(event_invitations__event=event).order_by("name", "pk")
        initial["invited"] = "\n".join(person.name for person in listed)
        initial["quotas"] = quota_lines(event)
        initial["closes_on"] = event.closes_at.astimezone(zone).date() if event.closes_at else None
        initial["questions"] = question_lines([(one.text, one.is_required) for one in event.questions.all()])
        super().__init__(data, initial=initial)

    def clean_invited(self) -> list[Person]:
        return invited_named(self.cleaned_data["invited"], self.offered)

    def clean_quotas(self) -> Quotas:
        return quotas_typed(self.cleaned_data["quotas"])

    def clean_questions(self) -> list[tuple[str, bool]]:
        return questions_typed(self.cleaned_data["questions"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("seats_on_site") is None and said.get("seats_online") is None and not self.errors:
            self.add_error("seats_on_site", _("Say how many seats there are, on site or online."))
        return said

    def says(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        last = said.pop("closes_on")
        midnight = (
            dt.datetime.combine(last, dt.time(), zoneinfo.ZoneInfo(self.event.time_zone)) if last else None
        )
        return {**said, "closes_at": midnight + dt.timedelta(days=1) if midnight else None}


STEPS: dict[int, tuple[Any, type[forms.Form]]] = {
    1: (gettext_lazy("What it is"), WhatForm),
    2: (gettext_lazy("When and where"), WhenForm),
    3: (gettext_lazy("For whom, and how many"), WhomForm),
}
