"""The steps of an edition: what it is and who gives it, how one enters, who teaches."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.web.desk.inputs import DayInput
from events.web.desk.typed import lines_of, people_offered
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.words import folded
from network.web.desk.institutions_field import InstitutionsField
from network.web.desk.territories_field import TerritoriesField
from training.editions.making import Teaches
from training.enums import EditionRole, Entry, Modality
from training.models import Edition, Facilitator, Module

_LINES = {"rows": 2}


class WhatForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What tells it from other editions"),
        help_text=gettext_lazy("For instance “Second term of 2027”. It may stay empty."),
        max_length=200,
        required=False,
    )
    modality = forms.ChoiceField(
        label=gettext_lazy("In which way"), choices=Modality.choices, widget=forms.RadioSelect
    )
    provides = InstitutionsField(
        label=gettext_lazy("Who gives it"),
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
    territories = TerritoriesField(
        label=gettext_lazy("Of which territories"),
        required=False,
        widget=forms.Textarea(_LINES),
        max_length=5000,
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Empty: that of the first session, and of the last."),
        required=False,
        widget=DayInput,
    )
    ends_on = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput)
    elearning_link = forms.URLField(
        label=gettext_lazy("The institution's own e-learning"),
        help_text=gettext_lazy("Its address. Only the enrolled are told."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, data: Any = None, *, edition: Edition, viewer: Viewer) -> None:
        roles: dict[str, list[Institution]] = {role.value: [] for role in EditionRole}
        for one in edition.institutions.select_related("institution"):
            roles[one.role].append(one.institution)
        names = ("title", "modality", "starts_on", "ends_on", "elearning_link")
        initial: dict[str, Any] = {name: getattr(edition, name) for name in names}
        initial |= {**roles, "territories": list(edition.territories.select_related("parent"))}
        super().__init__(data, initial=initial)

    def says(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        given = [(one, role.value) for role in EditionRole for one in said.pop(role.value) or []]
        return {**said, "institutions": given}


class EntryForm(forms.Form):
    entry = forms.ChoiceField(
        label=gettext_lazy("How one enters"), choices=Entry.choices, widget=forms.RadioSelect
    )
    criteria = forms.CharField(
        label=gettext_lazy("By which criteria, where places are given by selection"),
        help_text=gettext_lazy("Whoever asks for a place reads them."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    asks_consent = forms.BooleanField(
        label=gettext_lazy("Her superior has to consent before she has a place"), required=False
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to ask for a place"), required=False, widget=DayInput
    )

    def __init__(self, data: Any = None, *, edition: Edition, viewer: Viewer) -> None:
        names = ("entry", "criteria", "asks_consent", "closes_on")
        super().__init__(data, initial={name: getattr(edition, name) for name in names})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("entry") == Entry.SELECTION and not said.get("criteria", "").strip():
            self.add_error("criteria", _("Say by which criteria places are given."))
        return said

    def says(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TeachersForm(forms.Form):
    facilitators = forms.CharField(
        label=gettext_lazy("Who teaches"),
        help_text=gettext_lazy(
            "One to a line: a name or the e-mail of a member, then, if you want, “|” and her institution, "
            "“|” and the numbers of her modules, “|” and hours. “Nora Ejemplo | Universidad | 1, 2 | 8”."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data: Any = None, *, edition: Edition, viewer: Viewer) -> None:
        self.edition, self.offered = edition, people_offered(viewer)
        super().__init__(data, initial={"facilitators": teacher_lines(edition, self.offered)})

    def clean_facilitators(self) -> list[Teaches]:
        by_name: dict[str, list[Person]] = {}
        for person in self.offered.select_related("account"):
            addresses = {person.email, person.account.email if person.account else ""} - {""}
            for key in {folded(person.name), *map(folded, addresses)}:
                by_name.setdefault(key, []).append(person)
        modules = {str(module.number): module for module in self.edition.version.modules.all()}
        found, problems = [], []
        for number, line in enumerate(lines_of(self.cleaned_data["facilitators"]), 1):
            try:
                found.append(_teaches(line, by_name, modules))
            except ValidationError as error:
                told = _("Line %(number)s: %(problem)s")
                problems += [told % {"number": number, "problem": text} for text in error.messages]
        if problems:
            raise ValidationError(problems)
        return found

    def says(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _teaches(line: str, by_name: dict[str, list[Person]], modules: dict[str, Module]) -> Teaches:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 4 or not parts[0]:
        raise ValidationError(_("write a name, and at most an institution, modules and hours after it."))
    name, where, numbers, hours = [*parts, "", "", ""][:4]
    people = by_name.get(folded(name), [])
    if len(people) > 1:
        raise ValidationError(_("several are called “%(name)s”. Write her e-mail.") % {"name": name})
    if "@" in name and not people:
        raise ValidationError(_("no member of your list has that e-mail. Write a name."))
    wanted = [part for part in re.split(r"[,;\s]+", numbers) if part]
    if unknown := [part for part in wanted if part not in modules]:
        raise ValidationError(_("there is no module %(number)s.") % {"number": unknown[0]})
    return Teaches(
        person=people[0] if people else None,
        name="" if people else name[:200],
        institution_name=where[:250],
        modules=tuple(modules[part] for part in wanted),
        hours=_hours(hours),
    )


def _hours(text: str) -> Decimal | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", text):
        raise ValidationError(_("write the hours as a number, as in 8 or 1,5."))
    return Decimal(text.replace(",", "."))


def teacher_lines(edition: Edition, offered: Any) -> str:
    """Those that she may name. Whom she may not see stays where she is."""
    lines = []
    for one, name in _named(edition, offered):
        numbers = ", ".join(str(module.number) for module in one.modules.all())
        hours = f"{one.hours.normalize():f}".replace(".", ",") if one.hours is not None else ""
        parts = [name, one.institution_name, numbers, hours]
        while parts and not parts[-1]:
            parts.pop()
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def teacher_names(edition: Edition, offered: Any) -> str:
    return ", ".join(name for _one, name in _named(edition, offered))


def _named(edition: Edition, offered: Any) -> list[tuple[Facilitator, str]]:
    named = dict(offered.filter(editions_facilitated__edition=edition).values_list("pk", "name"))
    rows = [
        (one, one.name if one.person_id is None else named.get(one.person_id))
        for one in edition.facilitators.prefetch_related("modules")
    ]
    return [(one, name) for one, name in rows if name is not None]


STEPS: dict[int, tuple[Any, Any]] = {
    1: (gettext_lazy("What it is"), WhatForm),
    2: (gettext_lazy("How one enters"), EntryForm),
    3: (gettext_lazy("Who teaches"), TeachersForm),
}
