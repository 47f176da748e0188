"""Closing an edition: the results by the rule, exceptions with a reason, and putting one right afterwards."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.vocabulary.panels import Badge
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell_all
from training.desk_items import edition_title
from training.enums import EditionState, EnrolmentState
from training.listed import learner_name
from training.machine import LEARNERS
from training.models import Edition
from training.progress.closing import Result, close, decide_otherwise, results
from training.queries import enrolments_kept_by, people_named_to

from ..doors import kept_edition_or_404, trail, viewer_of


@insiders
def edition_results(request: HttpRequest, package_id: str) -> HttpResponse:
    """What the rule says of each, before and after it is fixed."""
    edition = kept_edition_or_404(request, package_id)
    found = results(edition)
    otherwise: dict[str, str] = {}
    if request.method == "POST":
        otherwise = {
            str(one.enrolment.uid): request.POST.get(f"motivo-{one.enrolment.uid}", "")[:300]
            for one in found
            if f"otro-{one.enrolment.uid}" in request.POST
        }
        keys = {one.enrolment.pk: otherwise[str(one.enrolment.uid)]
                for one in found if str(one.enrolment.uid) in otherwise}  # fmt: skip
        try:
            number = close(edition=edition, by=request.user, otherwise=keys)  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        else:
            told = ngettext(
                "The edition is closed: %(n)s completed it.",
                "The edition is closed: %(n)s completed it.",
                number["completed"],
            )
            messages.success(request, told % {"n": number["completed"]})
            return redirect("desk_edition_results", package_id)
    context = {
        "title": _("Results"),
        "edition": edition,
        "name": edition_title(edition),
        "is_open": edition.state == EditionState.OPEN,
        "is_closed": edition.state == EditionState.CLOSED,
        "lines": _lines(request, edition, found, otherwise),
        "numbers": _numbers(edition, found),
        "breadcrumb": trail(edition=edition),
    }
    return render(request, "training/desk/results.html", context, status=422 if otherwise else 200)


@require_POST
@insiders
def put_right(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponseBase:
    edition = kept_edition_or_404(request, package_id)
    row = get_object_or_404(edition.enrolments, uid=uid, state__in=LEARNERS)
    try:
        decide_otherwise(
            enrolment=row,
            by=request.user,  # type: ignore[arg-type]
            completes=row.state != EnrolmentState.COMPLETED,
            reason=request.POST.get("reason", "")[:300],
        )
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("The result was changed."))
    return redirect("desk_edition_results", package_id)


def _lines(
    request: HttpRequest, edition: Edition, found: list[Result], otherwise: dict[str, str]
) -> list[dict[str, Any]]:
    keys = [one.enrolment.pk for one in found]
    people = people_named_to(enrolments_kept_by(viewer_of(request)).filter(pk__in=keys), viewer_of(request))
    is_fixed = edition.state == EditionState.CLOSED
    return [
        {
            "row": one.enrolment,
            "name": learner_name(one.enrolment, people),
            "badge": _badge(one.enrolment.state == EnrolmentState.COMPLETED if is_fixed else one.completes),
            "lacks": one.lacks,
            "is_other": is_fixed and (one.enrolment.state == EnrolmentState.COMPLETED) != one.completes,
            "completes": one.completes,
            "is_completed": one.enrolment.state == EnrolmentState.COMPLETED,
            "chosen": str(one.enrolment.uid) in otherwise,
            "reason": otherwise.get(str(one.enrolment.uid), ""),
        }
        for one in found
    ]


def _numbers(edition: Edition, found: list[Result]) -> list[tuple[str, str]]:
    if edition.state == EditionState.CLOSED:
        done = sum(one.enrolment.state == EnrolmentState.COMPLETED for one in found)
    else:
        done = sum(one.completes for one in found)
    return [(_("Completed it"), str(done)), (_("Did not complete it"), str(len(found) - done))]


def _badge(completes: bool) -> Badge:
    return Badge(_("completes it"), "good") if completes else Badge(_("does not complete it"), "warn")


_HERE = "gestion/formacion/ediciones/<slug:package_id>/resultados/"
urlpatterns = [
    path(_HERE, edition_results, name="desk_edition_results"),
    path(f"{_HERE}<uuid:uid>/", put_right, name="desk_edition_result"),
]
