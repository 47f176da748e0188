"""One closing: its steps and how far each is, what would follow, and what comes next."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.rules import may_pass_roles
from network.reports.applying import is_alive, may_be_undone
from network.reports.closing_queries import chosen, hanging_on, left_vacant, may_end
from network.reports.enums import ClosingState, StepState
from network.reports.models import AdministrationClosing
from network.reports.queries import visible_to
from network.ties.enums import Capacity
from network.vocabulary.spans import span_words

from ...audience import coordinators
from ...navigation import address


def closing_or_404(uid: UUID) -> AdministrationClosing:
    rows = AdministrationClosing.objects.select_related("document", "request", "by")
    return get_object_or_404(rows, uid=uid)


def frame(closing: AdministrationClosing) -> dict[str, Any]:
    """What surrounds every form of one closing."""
    return {
        "kicker": closing.name,
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Closing of an administration"), reverse("closings")),
            (closing.name, reverse("closing", args=[closing.uid])),
        ],
        "cancel": reverse("closing", args=[closing.uid]),
        "settings": [],
    }


@coordinators
def closing(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, viewer = closing_or_404(uid), request.viewer  # type: ignore[attr-defined]
    prepared = found.state == ClosingState.PREPARED
    endings = chosen(found, viewer)
    vacant = left_vacant(endings)
    states = {row.appointment_id: row for row in found.designations.all()}
    context = {
        "closing": found,
        "is_prepared": prepared,
        "institutions": found.institutions.count(),
        "offered": len(may_end(found, viewer)) if prepared else 0,
        "endings": [
            {
                "post": one.appointment.post,
                "who": one.name or _("Name not shown"),
                "capacity": Capacity(one.appointment.capacity).label,
                "span": span_words(one.appointment.started, one.appointment.ended),
                "step": states[one.appointment.pk],
            }
            for one in endings
        ],
        "vacant": vacant,
        "hanging": hanging_on({post.institution.package_id for post in vacant}, viewer),
        "roles": list(found.grants.select_related("grant__user", "successor", "given")),
        "may_pass_roles": may_pass_roles(viewer),
        "handovers": list(visible_to(found.handovers.select_related("post__institution"), viewer)),
        "request_url": address("desk_request", str(found.request.uid)) if found.request else "",
        "may_be_undone": found.state == ClosingState.APPLIED and may_be_undone(found),
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Closing of an administration"), reverse("closings")),
        ],
        "lead": _lead(found),
        **progress_of(found),
    }
    return render(request, "network/desk/closings/closing.html", context)


def _lead(found: AdministrationClosing) -> str:
    if found.state == ClosingState.PREPARED:
        return _("Nothing has ended yet. You may leave this page and go on another day.")
    if found.state == ClosingState.APPLIED:
        return _("It was applied. The history, the certificates and the documents stay.")
    if found.state == ClosingState.UNDONE:
        return _("It was undone. Reason: %(reason)s") % {"reason": found.undone_because}
    return _("You may leave this page: the work goes on, and this address tells how far it is.")


def progress_of(found: AdministrationClosing) -> dict[str, Any]:
    """How many steps there are, and how many of them are over."""
    undoing = found.state in (ClosingState.UNDOING, ClosingState.UNDONE)
    waits = StepState.DONE if undoing else StepState.WAITING
    total = found.designations.count() + found.grants.count()
    left = found.designations.filter(state=waits).count() + found.grants.filter(state=waits).count()
    running = found.state in (ClosingState.APPLYING, ClosingState.UNDOING)
    refused = found.designations.filter(state=StepState.REFUSED).count()
    refused += found.grants.filter(state=StepState.REFUSED).count()
    return {
        "is_running": running and is_alive(found),
        "is_stuck": running and not is_alive(found),
        "total": total,
        "over": total - left,
        "refused": refused,
        "refused_words": ngettext("%(n)s step could not be done.", "%(n)s steps could not be done.", refused)
        % {"n": refused},
        "has_passed": found.ends_on < timezone.localdate(),
    }


@coordinators
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bar alone, while one waits; once it is over htmx loads the page anew."""
    found = closing_or_404(uid)
    context = {"closing": found, **progress_of(found)}
    response = render(request, "network/desk/closings/progress.html", context)
    if not context["is_running"]:
        response["HX-Refresh"] = "true"
    return response


urlpatterns = [
    path("gestion/cierre/<uuid:uid>/", closing, name="closing"),
    path("gestion/cierre/<uuid:uid>/avance/", progress, name="closing_progress"),
]
