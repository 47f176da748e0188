"""The one question of the first login: how do you want to be seen? Asked again whenever she likes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.people.enums import HolderPublication, Visibility
from network.people.models import Person
from network.people.own_profile import alias_problem, as_if, modes, stand_in_alias
from network.people.rules import SeenPerson
from network.people.services import choose_openness

from ..audience import insiders
from .herself import own_person, way_on
from .sights import eyes_on, posts_told, seen_by

WAYS = {
    Visibility.VISIBLE: (
        gettext_lazy("Visible"),
        gettext_lazy("Members see your name, your post and your institution, and find you by them."),
    ),
    Visibility.LIMITED: (
        gettext_lazy("Limited, under an alias"),
        gettext_lazy(
            "Members see the alias, your themes, and what you offer and seek. Your name and your post, never."
        ),
    ),
    Visibility.HIDDEN: (
        gettext_lazy("Hidden"),
        gettext_lazy("No member knows that you are here. Your liaison and those who coordinate do."),
    ),
    Visibility.PROTECTED: (
        gettext_lazy("Protected"),
        gettext_lazy(
            "For when you are at risk: neither members nor liaisons nor coordinators know that you are here."
        ),
    ),
}


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label=gettext_lazy("How do you want to be seen?"),
        choices=[(mode.value, WAYS[mode][0]) for mode in modes()],
        widget=forms.RadioSelect,
    )
    alias = forms.CharField(
        label=gettext_lazy("Alias"),
        help_text=gettext_lazy("Only for “Limited”. One that does not tell who you are, such as Jacaranda."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    shows_institution = forms.BooleanField(
        label=gettext_lazy("Under the alias, show also where I work"),
        help_text=gettext_lazy("In a small office that may be enough to recognise you."),
        required=False,
    )
    shows_as_holder = forms.ChoiceField(
        label=gettext_lazy("Who reads your name beside the post that you hold"),
        help_text=gettext_lazy("Only while you are “Visible”, and where the post itself allows it."),
        choices=HolderPublication.choices,
    )
    shows_ties = forms.BooleanField(
        label=gettext_lazy("Let others see with whom I work, where both of us agree"), required=False
    )

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        names = ("visibility", "alias", "shows_institution", "shows_as_holder", "shows_ties")
        super().__init__(data, files, initial={name: getattr(person, name) for name in names})
        self.person = person

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["alias"] = " ".join(said.get("alias", "").split())
        if said.get("visibility") == Visibility.LIMITED and (
            problem := alias_problem(said["alias"], self.person)
        ):
            self.add_error("alias", problem)
        return said

    def ways(self) -> list[tuple[Any, Any]]:
        """Each radio with what it means."""
        return [(radio, WAYS[Visibility(radio.data["value"])][1]) for radio in self["visibility"]]

    @property
    def typed_mode(self) -> str:
        return str(self["visibility"].value() or "")


@dataclass(frozen=True, slots=True)
class Preview:
    """What each kind of viewer would get if she chose that mode."""

    mode: str
    label: Any
    rows: tuple[tuple[Any, SeenPerson | None, tuple[str, ...]], ...]
    is_chosen: bool


def previews(person: Person, form: VisibilityForm) -> list[Preview]:
    """Asked of the doors themselves, with what stands in the form, right or wrong; nothing is kept."""
    eyes = eyes_on(person)
    found = []
    for mode in modes():
        choice = {
            "visibility": mode,
            "alias": stand_in_alias(str(form["alias"].value() or "")[:120]),
            "shows_institution": bool(form["shows_institution"].value()),
            "shows_as_holder": _holder(str(form["shows_as_holder"].value())),
        }
        with as_if(person, **choice):
            rows = tuple(
                (
                    one.label,
                    seen_by(person, one.viewer),
                    tuple(held.post.name for held in posts_told(person, one.viewer)),
                )
                for one in eyes
            )
        found.append(Preview(mode.value, WAYS[mode][0], rows, mode.value == form.typed_mode))
    return found


def _holder(said: str) -> str:
    return said if said in HolderPublication.values else HolderPublication.NOBODY.value


@insiders
def choose_visibility(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    only_look = "ver" in request.POST
    form = VisibilityForm(person, request.POST or None)
    if request.method == "POST" and not only_look and form.is_valid():
        try:
            choose_openness(person=person, by=request.user, **_chosen(form.cleaned_data))  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("From now on you are seen like that. You can change it at any time."))
            return redirect(way_on(request, reverse("own_profile")))
    context = {
        "form": form,
        "person": person,
        "proposed": person.get_proposed_visibility_display() if not person.chose_visibility else "",
        "previews": previews(person, form),
        "next": way_on(request),
        "later": way_on(request, _otherwise(person)),
        "shows_errors": form.is_bound and not only_look,
    }
    return render(
        request, "network/own/choose.html", context, status=422 if form.errors and not only_look else 200
    )


def _otherwise(person: Person) -> str:
    """Where "not now" leads: asked at login, to the home."""
    return reverse("own_profile") if person.chose_visibility else reverse("wagtail_serve", args=[""])


def _chosen(said: dict[str, Any]) -> dict[str, Any]:
    return {
        **said,
        "visibility": Visibility(said["visibility"]),
        "shows_as_holder": HolderPublication(said["shows_as_holder"]),
    }


urlpatterns = [path("mi-perfil/como-quiero-ser-vista/", choose_visibility, name="choose_visibility")]
