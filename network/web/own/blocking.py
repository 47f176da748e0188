"""Whom she does not want to be seen by: her own list, and nobody is told."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.people.blocks import block, block_address, blocks_of, unblock
from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import seen, shown_line
from network.search.people import PersonList
from network.search.text import LONGEST_QUERY

from ..audience import insiders
from .herself import crumbs, own_person

_MOST_FOUND = 10


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "Of someone whom you do not find here. Nobody is told, and you are not told whether she is here."
        ),
        error_messages={"invalid": gettext_lazy("Write a whole address, such as nombre@ejemplo.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@insiders
def blocks(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    person = own_person(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            block_address(blocker=person, address=form.cleaned_data["address"])
        except ValidationError as error:
            form.add_error("address", error)
        else:
            messages.success(request, _("Done. Nobody is told."))
            return redirect("own_blocks")
    sought = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    context = {
        "form": form,
        "blocks": list(blocks_of(viewer)),
        "q": sought,
        "found": _found(request, sought, person) if sought else None,
        "title": _("Whom I blocked"),
        "breadcrumb": crumbs(),
    }
    return render(request, "network/own/blocks.html", context, status=422 if form.errors else 200)


@insiders
def block_person(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask whether, saying what follows; then do it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    herself = own_person(request)
    # Whom she blocked already she may block again: a door that closes would tell a coordinator of a block.
    other = get_object_or_404(visible_to(Person.objects.exclude(pk=herself.pk), viewer), uid=uid)
    if request.method == "POST":
        block(blocker=herself, blocked=other, viewer=viewer)
        messages.success(request, _("Done. Nobody is told."))
        return redirect("own_blocks")
    context = {
        "name": shown_line(other)[0],
        "back": reverse("person", args=[uid]),
        "title": _("Block this person?"),
        "breadcrumb": [(_("Members"), reverse("people"))],
    }
    return render(request, "network/own/block.html", context)


@insiders
@require_POST
def take_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    mine = blocks_of(request.viewer)  # type: ignore[attr-defined]
    unblock(block=get_object_or_404(mine, uid=uid))
    messages.success(request, _("Taken back. Nobody is told of that either."))
    return redirect("own_blocks")


def _found(request: HttpRequest, sought: str, herself: Person) -> list[object]:
    listed = PersonList(request.viewer, sought)  # type: ignore[attr-defined]
    rows = listed.rows().exclude(pk=herself.pk)
    return [seen(person) for person in listed.shown(rows[:_MOST_FOUND])]


urlpatterns = [
    path("mi-perfil/bloqueos/", blocks, name="own_blocks"),
    path("mi-perfil/bloqueos/<uuid:uid>/quitar/", take_back, name="unblock"),
    path("integrantes/<uuid:uid>/bloquear/", block_person, name="block_person"),
]
