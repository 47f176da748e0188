"""Her own profile: what stands there, what is missing, and each part written in a small step."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.models import User
from network.people.completeness import PARTS, completeness
from network.people.enums import FieldAudience, PostLevel, Visibility
from network.people.fields import BY_NAME, FIELDS
from network.people.models import Affiliation, Person
from network.people.own_profile import confirm_profile, save_profile
from network.people.queries import current_affiliations
from network.vocabulary.models import Theme

from ..audience import insiders
from ..desk.posts.refusals import tell
from .herself import crumbs, own_person
from .sights import seen_by

STALE = dt.timedelta(days=365)


def audience_field(name: str) -> forms.ChoiceField:
    """The question to whom a field is shown, with the audiences it may have."""
    field = BY_NAME[name]
    label = format_lazy("{question}: {field}", question=gettext_lazy("Who sees it"), field=field.label)
    return forms.ChoiceField(label=label, choices=[(one.value, one.label) for one in field.may])


def _lines(label: Any, hint: Any, most: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, max_length=most, required=False, widget=area)


class SectionForm(forms.Form):
    """A part of the profile: what stands in it now, or what a new one begins with."""

    title: Any = ""
    lead: Any = ""
    usual = FieldAudience.NOBODY  # what is offered where nothing is written yet

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial=self.standing(person))

    def standing(self, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in self.base_fields}

    def save(self, person: Person, by: User, viewer: Any) -> None:
        save_profile(person=person, by=by, values=self.cleaned_data, viewer=viewer)


class WorkForm(SectionForm):
    title = gettext_lazy("Your post")
    lead = gettext_lazy(
        "Under an alias its title is shown to nobody but your liaison and those who coordinate."
    )
    post_title = forms.CharField(label=gettext_lazy("Post"), max_length=200, required=False)
    post_level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=[("", "—"), *PostLevel.choices], required=False
    )


class ThemesForm(SectionForm):
    title = gettext_lazy("Your themes")
    lead = gettext_lazy("Most colleagues search by them.")
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tags = forms.CharField(
        label=gettext_lazy("Your own words"),
        help_text=gettext_lazy("With commas between them: lactancia, presupuestos, OMM."),
        max_length=500,
        required=False,
    )

    def standing(self, person: Person) -> dict[str, Any]:
        tags = ", ".join(sorted(tag.name for tag in person.tags.all()))
        return {"themes": list(person.themes.all()), "tags": tags}

    def save(self, person: Person, by: User, viewer: Any) -> None:
        said = self.cleaned_data
        tags = said["tags"].replace(";", ",").split(",")
        save_profile(person=person, by=by, values={}, themes=list(said["themes"]), tags=tags, viewer=viewer)


class ExchangeForm(SectionForm):
    title = gettext_lazy("What you offer and what you seek")
    lead = gettext_lazy("Whoever sees you in the network reads it, under an alias too.")
    offers = _lines(
        gettext_lazy("What you offer"),
        gettext_lazy("For instance: I can share our protocol and its forms."),
        1000,
    )
    seeks = _lines(
        gettext_lazy("What you seek"),
        gettext_lazy("For instance: someone who already has a lactation room."),
        1000,
    )


class AboutForm(SectionForm):
    title = gettext_lazy("About you")
    lead = gettext_lazy("All of it is optional. You say of each thing who sees it.")
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("With commas between them: español, náhuatl, lengua de señas mexicana."),
        max_length=200,
        required=False,
    )
    shows_languages = audience_field("languages")
    biography = _lines(
        gettext_lazy("Short biography"),
        gettext_lazy("Two or three lines. It is never shown beside an alias."),
        1200,
    )
    shows_biography = audience_field("biography")
    city = forms.CharField(label=gettext_lazy("City"), max_length=120, required=False)
    shows_city = audience_field("city")
    working_hours = forms.CharField(
        label=gettext_lazy("Working hours"),
        help_text=gettext_lazy("For instance: Monday to Friday, 9 to 15."),
        max_length=200,
        required=False,
    )
    shows_working_hours = audience_field("working_hours")

    def standing(self, person: Person) -> dict[str, Any]:
        found = super().standing(person)
        for name in ("languages", "biography"):  # written to be read; place and hours are asked for each
            if not found[name]:
                found[f"shows_{name}"] = FieldAudience.MEMBERS
        return found


class ContactForm(SectionForm):
    title = gettext_lazy("Telephone and e-mail")
    lead = gettext_lazy(
        "Members never see them. You may give them to your liaison and to those who coordinate."
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    shows_telephone = audience_field("telephone")
    shows_email = audience_field("email")

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        super().__init__(person, data, files)
        self.fields["shows_email"].help_text = person.email or _("None is recorded in your profile.")


SECTIONS: dict[str, type[SectionForm]] = {
    "trabajo": WorkForm,
    "temas": ThemesForm,
    "ofrezco-y-busco": ExchangeForm,
    "sobre-mi": AboutForm,
    "contacto": ContactForm,
}
_ORDER = [*SECTIONS, "foto"]


def next_section(request: HttpRequest, name: str) -> HttpResponse:
    """On to the next part, or back to the whole."""
    after = _ORDER[_ORDER.index(name) + 1 :]
    if "volver" in request.POST or not after:
        return redirect("own_profile")
    return redirect("own_photo") if after[0] == "foto" else redirect("own_section", after[0])


@insiders
def own_profile(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    herself = seen_by(person, request.viewer)  # type: ignore[attr-defined]
    complete = completeness(part.name for part in PARTS if getattr(herself, part.name))
    past = Affiliation.objects.filter(person=person).select_related("institution")
    now = set(current_affiliations().filter(person=person).values_list("pk", flat=True))
    today = timezone.localdate()
    affiliations = list(past)
    context = {
        "person": person,
        "seen": herself,
        "complete": complete,
        "current": [one for one in affiliations if one.pk in now],
        "past": [one for one in affiliations if one.pk not in now],
        "shown_to": {field.name: FieldAudience(getattr(person, field.switch)).label for field in FIELDS},
        "is_stale": person.confirmed_on is not None and today - person.confirmed_on > STALE,
        "is_protected": person.visibility == Visibility.PROTECTED,
        "title": _("My profile"),
    }
    return render(request, "network/own/profile.html", context)


@insiders
def own_section(request: HttpRequest, section: str) -> HttpResponse:
    person = own_person(request)
    kind = SECTIONS.get(section)
    if kind is None:
        raise Http404
    form = kind(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(person, request.user, request.viewer)  # type: ignore[arg-type, attr-defined]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return next_section(request, section)
    context = {
        "form": form,
        "section": section,
        "title": kind.title,
        "lead": kind.lead,
        "step": _ORDER.index(section) + 1,
        "steps": len(_ORDER),
        "breadcrumb": crumbs(),
        "affiliations": current_affiliations().filter(person=person).select_related("institution")
        if section == "trabajo"
        else (),
    }
    return render(request, "network/own/section.html", context, status=422 if form.errors else 200)


@insiders
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    confirm_profile(person=own_person(request), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Thank you. Whoever sees your profile reads that it is up to date."))
    return redirect("own_profile")


urlpatterns = [
    path("mi-perfil/", own_profile, name="own_profile"),
    path("mi-perfil/sigue-siendo-asi/", confirm, name="confirm_profile"),
    path("mi-perfil/<slug:section>/", own_section, name="own_section"),
]
