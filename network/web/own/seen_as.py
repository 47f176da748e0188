"""How others see me: her page, her card and what finds her, made by the very code that makes theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.people.rules import seen
from network.search.people import PersonList
from network.search.queries import found_by

from ..audience import insiders
from ..people import page_of_person
from .herself import crumbs, own_person
from .sights import eyes_on, posts_told, row_seen


@insiders
def seen_as(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    eyes = eyes_on(person)
    asked = request.GET.get("como", "")
    chosen = next((one for one in eyes if one.code == asked), eyes[1])
    row = row_seen(person, chosen.viewer)
    listed = PersonList(chosen.viewer)
    cards = [seen(found) for found in listed.shown(listed.rows().filter(pk=person.pk))]
    address = reverse("seen_as")
    context = {
        "tabs": [
            {"label": one.label, "url": f"{address}?como={one.code}", "is_current": one is chosen}
            for one in eyes
        ],
        "chosen": chosen,
        "found": page_of_person(row, chosen.viewer) if row else None,
        "cards": cards,
        "words": found_by(row) if row else None,
        "posts": posts_told(person, chosen.viewer),
        "mode": person.get_visibility_display(),
        "breadcrumb": crumbs(),
        "title": _("How others see me"),
    }
    return render(request, "network/own/seen_as.html", context)


urlpatterns = [path("mi-perfil/como-me-ven/", seen_as, name="seen_as")]
