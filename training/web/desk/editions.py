"""One edition at the desk: what it lacks, its sessions, who asks, and what to do next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.web.desk.typed import people_offered
from network.vocabulary.words import certificates_name
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from training.editions.making import write_edition
from training.editions.publishing import cancel_edition, discard_edition, missing, publish_edition
from training.enums import EditionState, EnrolmentState
from training.queries import curricula_kept_by

from ..doors import curriculum_place, edition_place, form_page, kept_edition_or_404, trail, viewer_of
from ..words import edition_facts, told_edition, told_sessions
from .edition_form import STEPS, teacher_names


@insiders
def edition(request: HttpRequest, package_id: str) -> HttpResponse:
    found = kept_edition_or_404(request, package_id)
    curriculum = found.version.curriculum
    keeps = curricula_kept_by(type(curriculum)._default_manager.filter(pk=curriculum.pk), viewer_of(request))
    counts = found.enrolments.order_by().values("state").annotate(n=Count("pk"))
    numbers = {row["state"]: row["n"] for row in counts}
    is_draft = found.state == EditionState.DRAFT
    lacks = missing(found, list(found.sessions.all())) if is_draft else []
    context = {
        "edition": found,
        "told": told_edition(found),
        "facts": edition_facts(found, teacher_names(found, people_offered(viewer_of(request)))),
        "sessions": told_sessions(found),
        "missing": lacks,
        "is_complete": not lacks,
        "steps": _steps(found),
        "figures": [
            (capfirst(str(state.label)), str(numbers[state])) for state in EnrolmentState if state in numbers
        ],
        "to_decide": numbers.get(EnrolmentState.ASKED, 0),
        "is_draft": is_draft,
        "is_open": found.state == EditionState.OPEN,
        "may_change": found.state in (EditionState.DRAFT, EditionState.OPEN),
        "link": request.build_absolute_uri(found.get_absolute_url()),
        "version": found.version.number,
        "certificates": certificates_name(),
        "curriculum": curriculum_place(curriculum) if keeps.exists() else "",
        "breadcrumb": trail(),
    }
    return render(request, "training/desk/edition.html", context)


def _steps(found: Any) -> list[tuple[str, str]]:
    if found.state in (EditionState.CANCELLED, EditionState.CLOSED):
        return []
    return [
        (str(title), reverse("desk_edition_step", args=[found.package_id, number]))
        for number, (title, _form) in STEPS.items()
    ]


@insiders
def step(request: HttpRequest, package_id: str, number: int) -> HttpResponse:
    found = kept_edition_or_404(request, package_id)
    if number not in STEPS or not _steps(found):
        raise Http404
    title, kind = STEPS[number]
    form = kind(request.POST or None, edition=found, viewer=viewer_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_edition(edition=found, by=request.user, **form.says())  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            is_last = number == max(STEPS) or found.state != EditionState.DRAFT
            following = reverse("desk_edition_step", args=[found.package_id, min(number + 1, max(STEPS))])
            return redirect(edition_place(found) if is_last else following)
    context = form_page(
        form=form,
        title=title,
        kicker=_("Step %(n)s of 3") % {"n": number},
        lead=told_edition(found).title,
        submit=_("Save and go on") if found.state == EditionState.DRAFT and number < 3 else _("Save"),
        breadcrumb=trail(edition=found),
        cancel=edition_place(found),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


@insiders
@require_POST
def deed(request: HttpRequest, package_id: str) -> HttpResponse:
    found = kept_edition_or_404(request, package_id)
    asked, by = request.POST.get("deed", ""), request.user
    try:
        if asked == "publish":
            publish_edition(edition=found, by=by)  # type: ignore[arg-type]
            messages.success(
                request, _("It is published, with its sessions. Send its link wherever you write.")
            )
        elif asked == "discard":
            discard_edition(edition=found, by=by)  # type: ignore[arg-type]
            messages.success(request, _("The draft is gone."))
            return redirect("desk_trainings")
    except ValidationError as error:
        tell_all(request, error)
    return redirect(edition_place(found))


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is cancelled"),
        help_text=gettext_lazy("Everybody who is enrolled or asked is told, once for all sessions."),
        max_length=300,
    )


@insiders
def cancel(request: HttpRequest, package_id: str) -> HttpResponse:
    found = kept_edition_or_404(request, package_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_edition(edition=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is cancelled with its sessions, and everybody is being told."))
            return redirect(edition_place(found))
    context = form_page(
        form=form,
        title=_("Cancel the training"),
        lead=told_edition(found).title,
        submit=_("Cancel the training"),
        breadcrumb=trail(edition=found),
        cancel=edition_place(found),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


_ONE = "gestion/formacion/ediciones/<slug:package_id>/"
urlpatterns = [
    path(_ONE, edition, name="desk_edition"),
    path(f"{_ONE}paso/<int:number>/", step, name="desk_edition_step"),
    path(f"{_ONE}hacer/", deed, name="desk_edition_deed"),
    path(f"{_ONE}cancelar/", cancel, name="desk_edition_cancel"),
]
