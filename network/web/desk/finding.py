"""One search over everything at the desk; the very number of a document leads straight to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.contributions import contributions
from network.vocabulary.found import Asked, FoundGroup

from ..audience import coordinators


@coordinators
def find(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request.GET.get("q", ""))
    groups = found_by(asked, request) if asked.words else []
    exact = [group.exact for group in groups if group.exact]
    if len(exact) == 1 and request.GET.get("ver") != "todo":
        return redirect(exact[0])
    total = sum(group.total for group in groups)
    context = {
        "q": asked.text,
        "groups": groups,
        "sentence": _sentence(asked, total),
        "is_lost": not groups,
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/found.html", context)


def found_by(asked: Asked, request: HttpRequest) -> list[FoundGroup]:
    viewer = request.viewer  # type: ignore[attr-defined]
    groups = [group for module in contributions("found") for group in module.found(asked, viewer)]
    return sorted(groups, key=lambda group: group.order)


def _sentence(asked: Asked, total: int) -> str:
    if not asked.text:
        return _("Write what you look for: a folio, a name, an institution, a word of the subject.")
    if not asked.words:
        return _("Write letters or numbers: signs alone find nothing.")
    if not total:
        return _("Nothing that you may see has all of these words. Try fewer, or one alone.")
    return ngettext("%(n)s result", "%(n)s results", total) % {"n": total}


urlpatterns = [path("gestion/buscar/", find, name="desk_find")]
