"""The applications that she may see, those that wait for the office first."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from network.joining.enums import ApplicationState
from network.joining.models import Application
from network.joining.queries import visible_to
from network.vocabulary.panels import Badge

from ...audience import recorders
from ...listing import PER_PAGE

_STATES = (
    ("espera", ApplicationState.WAITING, gettext_lazy("Waiting for the office")),
    ("preguntadas", ApplicationState.ASKED, gettext_lazy("Asked something more")),
    ("aceptadas", ApplicationState.ACCEPTED, gettext_lazy("Accepted")),
    ("declinadas", ApplicationState.DECLINED, gettext_lazy("Declined")),
)
_TONES = {
    ApplicationState.WAITING: "warn",
    ApplicationState.ASKED: "muted",
    ApplicationState.ACCEPTED: "good",
    ApplicationState.DECLINED: "muted",
}


def badge(application: Application) -> Badge:
    state = ApplicationState(application.state)
    return Badge(str(state.label), _TONES.get(state, "muted"))


def in_order(rows: QuerySet[Application]) -> QuerySet[Application]:
    """What waits for the office first, the longest waiting at the head."""
    places = [When(state=state, then=Value(place)) for place, (_n, state, _l) in enumerate(_STATES)]
    place = Case(*places, default=Value(9), output_field=IntegerField())
    return rows.annotate(place=place).order_by("place", "confirmed_at", "pk")


@recorders
def queue(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("estado", "")
    rows = in_order(visible_to(Application.objects.all(), request.viewer))  # type: ignore[attr-defined]
    state = {name: value for name, value, _label in _STATES}.get(asked)
    page = Paginator(rows.filter(state=state) if state else rows, PER_PAGE).get_page(request.GET.get("page"))
    shown: list[Any] = list(page.object_list)
    context = {
        "page_obj": page,
        "rows": [(row, badge(row)) for row in shown],
        "tabs": [
            {"label": pgettext("they", "All"), "url": "?", "is_current": state is None},
            *(
                {"label": label, "url": f"?estado={name}", "is_current": value == state}
                for name, value, label in _STATES
            ),
        ],
        "querystring": f"estado={asked}" if state else "",
        "runs_network": request.viewer.runs_network,  # type: ignore[attr-defined]
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/joining/queue.html", context)


urlpatterns = [path("gestion/ingresos/", queue, name="desk_joining")]
