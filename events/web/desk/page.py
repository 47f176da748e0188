"""One event at the desk: what it still needs, its figures, who has a place, and what to do next."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.around import desk_links
from events.editorial import writing_places
from events.enums import EventState, PlaceState
from events.listed import listed
from events.machine import IN_LINE
from events.models import Event
from events.publishing import missing
from events.queries import places_kept_by
from events.rules import gives_seats, takes_attendance, takes_code
from events.times import planned_words
from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.web.audience import insiders
from network.web.paper_files import papers_file

from ..doors import desk_place, kept_or_404, trail, viewer_of
from ..showing import event_context
from ..words import facts, told
from .after.offered import around
from .event_form import STEPS
from .repeating import told_series

_PER_PAGE = 50
AS_MEMBER = Viewer(grants=frozenset({GrantFact(Role.MEMBER)}))


@insiders
def event(request: HttpRequest, package_id: str) -> HttpResponse:
    found, viewer, now = kept_or_404(request, package_id, counted=True), viewer_of(request), timezone.now()
    rows = places_kept_by(viewer).filter(event=found).select_related("institution")
    asked = request.GET.get("estado", "")
    rows = rows.filter(state=asked) if asked in PlaceState.values else rows.filter(state__in=IN_LINE)
    page = Paginator(rows.order_by("turn", "pk"), _PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = listed(list(page.object_list), viewer)  # type: ignore[assignment]
    numbers = _numbers(found)
    context = {
        "event": found,
        "told": told(found),
        "facts": facts(found),
        "figures": _figures(found, numbers),
        "states": [
            (
                state.value,
                capfirst(str(state.label)),
                sum(n for (_p, one), n in numbers.items() if one == state),
            )
            for state in PlaceState
            if any(one == state for _p, one in numbers)
        ],
        "asked": asked,
        "page": page,
        "querystring": f"estado={asked}" if asked else "",
        "steps": _steps(found),
        "is_draft": found.state == EventState.DRAFT,
        "is_published": found.state == EventState.PUBLISHED,
        "may_write_in": gives_seats(found, now),
        "takes_attendance": takes_attendance(found, now),
        "takes_code": takes_code(found, now),
        "link": request.build_absolute_uri(found.get_absolute_url()),
        "missing": missing(found) if found.state == EventState.DRAFT else [],
        "planned": planned_words(found) if found.state == EventState.DRAFT else "",
        "series": told_series(found),
        "may_repeat": found.starts_at is not None and found.state != EventState.CANCELLED,
        "writing_places": [*desk_links(found), *writing_places(found, request.user)],
        "around": around(found, viewer),
        "breadcrumb": trail(),
    }
    return render(request, "events/desk/event.html", context)


def _numbers(found: Event) -> dict[tuple[str, str], int]:
    rows = found.registrations.order_by().values("pool", "state").annotate(n=Count("pk"))
    return {(row["pool"], row["state"]): row["n"] for row in rows}


def _figures(found: Event, numbers: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """What each number counts, by kind of seat."""
    told_words = _("%(enrolled)s enrolled, %(offered)s offered, %(waiting)s waiting, of %(seats)s seats")
    return [
        (
            capfirst(str(pool.label)),
            told_words
            % {
                "enrolled": numbers.get((pool, PlaceState.ENROLLED), 0),
                "offered": numbers.get((pool, PlaceState.OFFERED), 0),
                "waiting": numbers.get((pool, PlaceState.WAITING), 0),
                "seats": found.seats(pool),
            },
        )
        for pool in found.pools
    ]


def _steps(found: Event) -> list[tuple[str, str]]:
    if found.state == EventState.CANCELLED:
        return []
    return [
        (str(title), reverse("desk_event_step", args=[found.package_id, number]))
        for number, (title, _form) in STEPS.items()
    ]


@insiders
def preview(request: HttpRequest, package_id: str) -> HttpResponse:
    """What members will see: the page itself, asked for with a member's eyes."""
    found = kept_or_404(request, package_id, counted=True)
    context = event_context(found, AS_MEMBER) | {
        "is_preview": True,
        "desk": desk_place(found),
        "breadcrumb": trail(found),
    }
    return render(request, "events/event.html", context)


@insiders
def sheet(request: HttpRequest, package_id: str) -> HttpResponseBase:
    """The list to be signed at the door: at once where it is short, else made in the background."""
    found = kept_or_404(request, package_id)
    return papers_file(request, "event_attendance", {"event": found.package_id}, "pdf")


_ONE = "gestion/eventos/<slug:package_id>/"
urlpatterns = [
    path(_ONE, event, name="desk_event"),
    path(f"{_ONE}vista/", preview, name="desk_event_preview"),
    path(f"{_ONE}lista.pdf", sheet, name="desk_event_sheet"),
]
