"""All acuerdos of all groups: what is open, whose it is, and what has passed its day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.groups.enums import AcuerdoStatus
from network.groups.found import ACUERDO_NAMES, ACUERDO_OTHERS
from network.groups.models import Acuerdo, Group
from network.groups.session_queries import (
    SOON,
    UNDATED,
    acuerdos_visible_to,
    open_acuerdos,
    owed_by,
    with_responsible,
)
from network.groups.session_rules import responsible_of, responsible_words, session_name
from network.institutions.models import Institution
from network.vocabulary.desk import last_day_order, over_before

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Choice, Orders, choice, listing, matching, ordered
from ...xlsx_download import xlsx_download
from .doors import may_or_404
from .told import ages, is_late, told_acuerdo

_LATE, _ALL = "vencidos", "todos"


@coordinators
def acuerdos(request: HttpRequest) -> HttpResponse:
    viewer = may_or_404(request)
    visible = acuerdos_visible_to(Acuerdo.objects.order_by(), viewer)
    choices = _choices(request, visible)
    rows = _narrowed(viewer, visible, {one.name: one.value for one in choices})
    rows = with_responsible(matching(rows, request.GET.get("q", ""), *ACUERDO_NAMES, *ACUERDO_OTHERS))
    form = request.GET.get("formato", "")
    if form in {"csv", "xlsx"}:
        return _file(form, list(ordered(request, rows, _orders())))
    page = listing(request, rows, choices=choices, orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Acuerdos"),
        "lead": _("What the groups agreed in their sessions, who answers for it, and until when."),
        "actions": [{"url": reverse("desk_groups"), "label": _("Working groups"), "primary": False}],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "count": ngettext("%(n)s acuerdo", "%(n)s acuerdos", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/groups/acuerdo_row.html",
    }
    return render(request, "network/desk/groups/list.html", context)


def _choices(request: HttpRequest, visible: QuerySet[Acuerdo]) -> tuple[Choice, ...]:
    others = [one for one in AcuerdoStatus if one != AcuerdoStatus.OPEN]
    states = [*((one.value, str(one.label)) for one in others), (_ALL, _("All"))]
    groups = Group.objects.filter(pk__in=visible.values("session__group")).order_by("name", "pk")
    through = Acuerdo.responsible.through.objects.filter(acuerdo__in=visible.values("pk"))
    owing = Institution.objects.filter(pk__in=through.values("institution")) | Institution.objects.filter(
        pk__in=visible.exclude(post=None).values("post__institution")
    )
    named = [(one.package_id, one.called) for one in owing.order_by("name", "pk")]
    due = [
        (_LATE, pgettext("acuerdos", "Overdue")),
        (SOON, _("Overdue, or due within 30 days")),
        (UNDATED, _("Without a date")),
    ]
    return (
        replace(choice(request, "estado", _("State"), states), any_label=str(AcuerdoStatus.OPEN.label)),
        choice(request, "plazo", _("Due"), due),
        choice(request, "institucion", _("Who answers for it"), named),
        choice(request, "mesa", _("Group"), groups.values_list("package_id", "name")),
    )


def _narrowed(viewer: Any, visible: QuerySet[Acuerdo], asked: dict[str, str]) -> QuerySet[Acuerdo]:
    today = timezone.localdate()
    state = asked["estado"] or AcuerdoStatus.OPEN
    rows = visible if state == _ALL else visible.filter(status=state)
    if asked["plazo"] == _LATE:
        rows = rows.filter(over_before("due_on", today), status=AcuerdoStatus.OPEN)
    elif asked["plazo"]:
        found = open_acuerdos(viewer, today, asked["plazo"])
        rows = rows.filter(pk__in=found.order_by().values("pk"))
    if asked["institucion"]:
        rows = rows.filter(owed_by(Institution.objects.filter(package_id=asked["institucion"])))
    return rows.filter(session__group__package_id=asked["mesa"]) if asked["mesa"] else rows


def _orders() -> Orders:
    return {
        "plazo": (_("Due first"), (last_day_order("due_on"), "session__happens_on", "pk")),
        "antiguos": (_("Oldest first"), ("session__happens_on", "session", "number", "pk")),
        "mesa": (_("Group"), ("session__group__name", "session__happens_on", "number", "pk")),
    }


def _dressed(rows: Sequence[Acuerdo]) -> list[dict[str, Any]]:
    known = ages(rows)
    return [told_acuerdo(row, known) for row in rows]


def _file(form: str, rows: Sequence[Acuerdo]) -> HttpResponse:
    header = [
        _("Group"),
        _("Session"),
        _("No."),
        _("What was agreed"),
        _("Who answers for it"),
        _("Institutions"),
        _("First agreed on"),
        _("Until when"),
        _("State"),
        pgettext("acuerdo", "Overdue"),
        _("Done on"),
        _("Note or reason"),
    ]
    known, today = ages(rows), timezone.localdate()
    write = xlsx_download if form == "xlsx" else csv_download
    return write("acuerdos", header, (_cells(row, known[row.pk], today) for row in rows))


def _cells(row: Acuerdo, since: str, today: Any) -> list[Any]:
    return [
        row.session.group.name,
        session_name(row.session),
        row.number,
        row.text,
        responsible_words(row),
        "; ".join(institution.name for institution in responsible_of(row)),
        since,
        row.due_on,
        row.get_status_display(),
        _("yes") if is_late(row, today) else "",
        row.done_on,
        row.done_note or row.dropped_because,
    ]


urlpatterns = [path("gestion/acuerdos/", acuerdos, name="desk_acuerdos")]
