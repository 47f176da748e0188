"""`/gestion/formacion/externas/`: trainings taken elsewhere, to be verified or returned with a comment."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.people.models import Person
from network.people.queries import visible_to
from network.people.rules import shown_line
from network.vocabulary.desk import PENDING
from network.vocabulary.spans import event_words
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from network.web.listing import PER_PAGE
from training.enums import ExternalState
from training.models import ExternalTraining
from training.record.deciding import give_back, verify
from training.record.papers import day_words, hours_words
from training.record.queries import external_kept_by, keeps_any

from ..doors import viewer_of
from ..record import badge_of, evidence_file
from ..record_form import ReturnForm, VerifyForm

_STATES = {PENDING: ExternalState.HANDED_IN, "verificadas": ExternalState.VERIFIED}


@insiders
def externals(request: HttpRequest) -> HttpResponse:
    """Those that wait first of all; the others by the tabs."""
    viewer = viewer_of(request)
    if not keeps_any(viewer):
        raise Http404
    asked = request.GET.get("estado", PENDING)
    rows = _kept(request)
    if state := _STATES.get(asked):
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("handed_in_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    names = _names(request, list(page.object_list))
    tabs = (
        (PENDING, _("To be verified")),
        ("verificadas", pgettext("trainings", "Verified")),
        ("todas", pgettext("trainings", "All")),
    )
    context = {
        "page_obj": page,
        "rows": [
            {
                "training": row,
                "who": names.get(row.person_id, ""),
                "when": event_words(row.started, row.ended),
                "hours": hours_words(None if row.hours is None else float(row.hours)),
                "badge": badge_of(row.state),
            }
            for row in page.object_list
        ],
        "tabs": [
            {"label": label, "url": f"?estado={name}", "is_current": name == asked} for name, label in tabs
        ],
        "querystring": f"estado={asked}" if asked in dict(tabs) else "",
        "breadcrumb": trail(),
    }
    return render(request, "training/desk/externals.html", context)


@insiders
def external(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What she says, what shows it, and the two ways to decide."""
    row = get_object_or_404(_kept(request), uid=uid)
    deed = request.POST.get("deed", "")
    claimed = list(row.contents.all())
    verifying = VerifyForm(
        request.POST if deed == "verify" else None, initial={"contents": claimed}, prefix="si"
    )
    returning = ReturnForm(request.POST if deed == "return" else None, prefix="no")
    if request.method == "POST" and _decided(request, row, deed, verifying, returning):
        return redirect("desk_externals")
    counted = [str(one.content) for one in row.learned.select_related("content").order_by("content__order")]
    context = {
        "training": row,
        "who": _names(request, [row]).get(row.person_id, ""),
        "badge": badge_of(row.state),
        "facts": [
            (label, text)
            for label, text in (
                (_("Given by"), row.provider),
                (_("When"), event_words(row.started, row.ended)),
                (_("Hours, as she says"), hours_words(None if row.hours is None else float(row.hours))),
                (_("Contents that she names"), "; ".join(str(one) for one in claimed)),
                (_("Contents that count"), "; ".join(counted)),
                (_("Decided on"), day_words(row.decided_at.date() if row.decided_at else None)),
                (_("What she was told"), row.comment),
            )
            if text
        ],
        "waits": row.state == ExternalState.HANDED_IN,
        "is_verified": row.state == ExternalState.VERIFIED,
        "verifying": verifying,
        "returning": returning,
        "breadcrumb": [*trail(), (_("Trainings elsewhere"), reverse("desk_externals"))],
    }
    status = 422 if verifying.errors or returning.errors else 200
    return render(request, "training/desk/external.html", context, status=status)


def _decided(
    request: HttpRequest, row: ExternalTraining, deed: str, verifying: VerifyForm, returning: ReturnForm
) -> bool:
    by: Any = request.user
    form: Any = verifying if deed == "verify" else returning
    if deed not in ("verify", "return") or not form.is_valid():
        return False
    try:
        if deed == "verify":
            verify(training=row, by=by, **verifying.cleaned_data)
            messages.success(request, _("It is verified and stands in her record. She was told."))
        else:
            give_back(training=row, by=by, **returning.cleaned_data)
            messages.success(request, _("It was returned to her with your words."))
    except ValidationError as error:
        if getattr(error, "code", "") != "stale":
            tell(form, error)
            return False
        tell_all(request, error)  # the form is no longer shown
    return True


@insiders
def evidence(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    return evidence_file(get_object_or_404(_kept(request), uid=uid))


def _kept(request: HttpRequest) -> QuerySet[ExternalTraining]:
    return external_kept_by(viewer_of(request))


def _names(request: HttpRequest, rows: list[ExternalTraining]) -> dict[int, str]:
    people = Person.objects.filter(pk__in={row.person_id for row in rows})
    return {one.pk: shown_line(one)[0] for one in visible_to(people, viewer_of(request))}


def trail() -> list[tuple[str, str]]:
    return [(_("Training reach"), reverse("training_reach"))]


_HERE = "gestion/formacion/externas/"
urlpatterns = [
    path(_HERE, externals, name="desk_externals"),
    path(f"{_HERE}<uuid:uid>/", external, name="desk_external"),
    path(f"{_HERE}<uuid:uid>/comprobante/", evidence, name="desk_external_file"),
]
