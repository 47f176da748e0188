"""All groups at the desk."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.groups.models import Group
from network.groups.queries import visible_to

from ...audience import coordinators
from ...listing import Orders, choice, kind_options, listing, matching
from .doors import may_or_404, place_of


@coordinators
def groups(request: HttpRequest) -> HttpResponse:
    viewer = may_or_404(request)
    visible = visible_to(Group.objects.all(), viewer)
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "group_kind"))
    rows = visible.filter(kind=kind.value) if kind.value else visible
    fields = ("name", "objective", "lead_institution__name", "lead_institution__short_name")
    rows = matching(rows, request.GET.get("q", ""), *fields)
    rows = rows.annotate(seat_count=Count("seats", filter=Q(seats__person=None)))
    rows = rows.select_related("lead_institution")
    page = listing(request, rows, choices=(kind,), orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Working groups"),
        "lead": _("Mesas, commissions, councils and networks in which institutions sit together."),
        "actions": [{"url": reverse("desk_group_new"), "label": _("New group"), "primary": True}],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "count": ngettext("%(n)s group", "%(n)s groups", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/groups/row.html",
    }
    return render(request, "network/desk/groups/list.html", context)


def _orders() -> Orders:
    return {
        "nombre": (_("Name"), (Lower("name"), "pk")),
        "asientos": (_("Most seats"), ("-seat_count", Lower("name"), "pk")),
    }


def _dressed(rows: Sequence[Group]) -> list[dict[str, Any]]:
    return [{"group": row, "url": place_of(row)} for row in rows]


urlpatterns = [path("gestion/mesas/", groups, name="desk_groups")]
