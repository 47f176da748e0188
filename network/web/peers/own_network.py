"""`/mi-red/`: who is near her and by what, who is suggested and why, what waits for her to confirm it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.peers.around import around
from network.peers.models import Dismissal
from network.peers.queries import findable
from network.peers.services import dismiss, suggest_again
from network.peers.suggesting import suggestions
from network.people.enums import Visibility
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import shown_line
from network.people.taking_part import choose_part
from network.ties.collaborating import side_of
from network.ties.collaborations import own_collaborations
from network.ties.models import Collaboration

from ..audience import insiders
from ..own.herself import own_person


class PartForm(forms.Form):
    shows_ties = forms.BooleanField(
        label=gettext_lazy("Let others see with whom I work, where both of us agree"), required=False
    )
    introduces = forms.BooleanField(
        label=gettext_lazy("I may be asked to introduce one colleague to another"),
        help_text=gettext_lazy("Only while others may see with whom you work. You always decide yourself."),
        required=False,
    )
    may_be_suggested = forms.BooleanField(
        label=gettext_lazy("I may be suggested to colleagues who would find me anyway"), required=False
    )


@dataclass(frozen=True, slots=True)
class Declared:
    """A collaboration as she reads it: with whom, in what, since when."""

    row: Collaboration
    name: str
    url: str
    is_from_list: bool  # neither of the two has said it: it came with a list


@insiders
def own_network(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = own_person(request)
    asked, waiting, agreed = _collaborations(viewer)
    context = {
        "title": _("My network"),
        "person": person,
        "is_open": person.visibility in (Visibility.VISIBLE, Visibility.LIMITED),
        "suggested": suggestions(viewer),
        "around": around(viewer, str(person.uid), _("You")),
        "asked": asked,
        "waiting": waiting,
        "agreed": agreed,
        "has_dismissed": Dismissal.objects.filter(
            person=person, other__in=findable(viewer).values("pk")
        ).exists(),
        "form": PartForm(initial={name: getattr(person, name) for name in PartForm.base_fields}),
    }
    return render(request, "network/peers/own_network.html", context)


def _collaborations(viewer: Viewer) -> tuple[list[Declared], list[Declared], list[Declared]]:
    """Those that wait for her, those that wait for the other, those both confirmed; no declined ones."""
    rows = list(own_collaborations(viewer))
    others = {row.person_b_id if row.person_a_id == viewer.person_id else row.person_a_id for row in rows}
    known = {row.pk: row for row in visible_to(Person.objects.filter(pk__in=others), viewer)}
    asked, waiting, agreed = [], [], []
    for row in rows:
        mine = side_of(row, viewer.person_id)
        there = "b" if mine == "a" else "a"
        other = known[row.person_b_id if mine == "a" else row.person_a_id]
        confirmed = getattr(row, f"confirmed_by_{mine}"), getattr(row, f"confirmed_by_{there}")
        told = Declared(row, shown_line(other)[0], other.get_absolute_url(), not any(confirmed))
        if all(confirmed):
            agreed.append(told)
        elif confirmed[0]:
            waiting.append(told)
        elif not getattr(row, f"declined_by_{mine}"):
            asked.append(told)
    return asked, waiting, agreed


@require_POST
@insiders
def part(request: HttpRequest) -> HttpResponse:
    """Boxes that are not ticked are not sent: what is missing is no."""
    person = own_person(request)
    form = PartForm(request.POST)
    form.full_clean()
    choose_part(person=person, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('own_network')}#participar")


@require_POST
@insiders
def no_more(request: HttpRequest) -> HttpResponse:
    """That colleague is not suggested any more; nobody is told."""
    person = own_person(request)
    try:
        asked = uuid.UUID(request.POST.get("persona", ""))
    except ValueError:
        asked = uuid.UUID(int=0)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    other = get_object_or_404(findable(viewer), uid=asked)
    dismiss(person=person, other=other, viewer=viewer)
    messages.success(request, _("She is not suggested to you any more. Nobody is told."))
    return redirect(f"{reverse('own_network')}#sugeridas")


@require_POST
@insiders
def again(request: HttpRequest) -> HttpResponse:
    suggest_again(person=own_person(request))
    messages.success(request, _("Those whom you had set aside may be suggested again."))
    return redirect(f"{reverse('own_network')}#sugeridas")


urlpatterns = [
    path("mi-red/", own_network, name="own_network"),
    path("mi-red/participar/", part, name="own_network_part"),
    path("mi-red/no-sugerir/", no_more, name="no_more_suggested"),
    path("mi-red/sugerir-otra-vez/", again, name="suggest_again"),
]
