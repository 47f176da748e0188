"""All groups at the desk: which has a session to come, which left acuerdos overdue, which never met."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.groups.enums import AcuerdoStatus, SessionStatus
from network.groups.found import NAMES, OTHERS
from network.groups.models import Acuerdo, Group, GroupSession
from network.groups.queries import visible_to
from network.groups.session_queries import acuerdos_visible_to, sessions_to_come, sessions_visible_to
from network.groups.session_rules import when_words
from network.vocabulary.desk import over_before

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Orders, choice, kind_options, listing, matching, ordered
from ...xlsx_download import xlsx_download
from .doors import may_or_404, place_of, session_place

_TO_COME, _NONE_TO_COME, _NEVER = "por-venir", "sin-proxima", "ninguna"
_OPEN, _LATE = "abiertos", "vencidos"


@coordinators
def groups(request: HttpRequest) -> HttpResponse:
    viewer = may_or_404(request)
    visible = visible_to(Group.objects.all(), viewer)
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "group_kind"))
    sessions = choice(
        request,
        "sesion",
        _("Sessions"),
        [
            (_TO_COME, _("With a session to come")),
            (_NONE_TO_COME, _("Without a session to come")),
            (_NEVER, _("Without any session on record")),
        ],
    )
    acuerdos = choice(
        request,
        "acuerdos",
        _("Acuerdos"),
        [(_LATE, _("With overdue acuerdos")), (_OPEN, _("With open acuerdos"))],
    )
    rows = visible.filter(kind=kind.value) if kind.value else visible
    rows = _by_acuerdos(_by_sessions(rows, viewer, sessions.value), viewer, acuerdos.value)
    rows = matching(rows, request.GET.get("q", ""), *NAMES, *OTHERS)
    rows = rows.annotate(seat_count=Count("seats", filter=Q(seats__person=None)))
    rows = rows.select_related("lead_institution")
    form = request.GET.get("formato", "")
    if form in {"csv", "xlsx"}:
        return _file(form, _dressed(list(ordered(request, rows, _orders())), viewer))
    page = listing(
        request,
        rows,
        choices=(kind, sessions, acuerdos),
        orders=_orders(),
        dress=lambda some: _dressed(some, viewer),
    )
    number = page.page.paginator.count
    context = {
        "title": _("Working groups"),
        "lead": _("Mesas, commissions, councils and networks in which institutions sit together."),
        "actions": [
            {"url": reverse("desk_group_new"), "label": _("New group"), "primary": True},
            {"url": reverse("desk_acuerdos"), "label": _("All acuerdos"), "primary": False},
        ],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "count": ngettext("%(n)s group", "%(n)s groups", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/groups/row.html",
    }
    return render(request, "network/desk/groups/list.html", context)


def _by_sessions(rows: QuerySet[Group], viewer: Any, asked: str) -> QuerySet[Group]:
    if asked == _NEVER:
        seen = sessions_visible_to(GroupSession.objects.order_by(), viewer)
        return rows.exclude(pk__in=seen.values("group"))
    to_come = sessions_to_come(viewer).order_by().values("group")
    if asked == _TO_COME:
        return rows.filter(pk__in=to_come)
    return rows.exclude(pk__in=to_come) if asked == _NONE_TO_COME else rows


def _open(viewer: Any) -> QuerySet[Acuerdo]:
    return acuerdos_visible_to(Acuerdo.objects.filter(status=AcuerdoStatus.OPEN).order_by(), viewer)


def _by_acuerdos(rows: QuerySet[Group], viewer: Any, asked: str) -> QuerySet[Group]:
    if not asked:
        return rows
    found = _open(viewer)
    if asked == _LATE:
        found = found.filter(over_before("due_on", timezone.localdate()))
    return rows.filter(pk__in=found.values("session__group"))


def _orders() -> Orders:
    return {
        "nombre": (_("Name"), (Lower("name"), "pk")),
        "asientos": (_("Most seats"), ("-seat_count", Lower("name"), "pk")),
    }


def _dressed(rows: Sequence[Group], viewer: Any) -> list[dict[str, Any]]:
    """With the next session and the open acuerdos of each, in as many queries for twenty as for one."""
    keys = [row.pk for row in rows]
    coming: dict[int, GroupSession] = {}
    for session in sessions_to_come(viewer).filter(group__in=keys):
        coming.setdefault(session.group_id, session)
    held = sessions_visible_to(GroupSession.objects.filter(group__in=keys, status=SessionStatus.HELD), viewer)
    last: dict[int, GroupSession] = {}
    for session in held.order_by("-happens_on", "-pk"):
        last.setdefault(session.group_id, session)
    late = Q(over_before("due_on", timezone.localdate()))
    counted = _open(viewer).filter(session__group__in=keys).values_list("session__group")
    numbers = {
        group: (number, over)
        for group, number, over in counted.annotate(number=Count("pk"), over=Count("pk", filter=late))
    }
    return [_row(row, coming.get(row.pk), last.get(row.pk), *numbers.get(row.pk, (0, 0))) for row in rows]


def _row(
    group: Group, coming: GroupSession | None, last: GroupSession | None, number: int, over: int
) -> dict[str, Any]:
    return {
        "group": group,
        "url": place_of(group),
        "next": when_words(coming) if coming else "",
        "next_url": session_place(coming) if coming else "",
        "last": when_words(last) if last else "",
        "last_on": last.happens_on if last else "",
        "next_on": coming.happens_on if coming else "",
        "open": number,
        "late": over,
    }


def _file(form: str, rows: Sequence[dict[str, Any]]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Name"),
        _("Kind"),
        _("Leads"),
        _("Seats"),
        _("Next session"),
        _("Last session"),
        _("Open acuerdos"),
        _("of them, overdue"),
        _("Public"),
    ]
    write = xlsx_download if form == "xlsx" else csv_download
    return write("mesas", header, (_cells(row) for row in rows))


def _cells(row: dict[str, Any]) -> list[Any]:
    group = row["group"]
    return [
        group.package_id,
        group.name,
        group.get_kind_display(),
        group.lead_institution.name if group.lead_institution else "",
        group.seat_count,
        row["next_on"] or row["next"],
        row["last_on"],
        row["open"],
        row["late"],
        _("yes") if group.is_public else _("no"),
    ]


urlpatterns = [path("gestion/mesas/", groups, name="desk_groups")]
