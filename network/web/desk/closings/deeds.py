"""Applying a closing, going on with it, trying again, undoing it, throwing a draft away."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.recent import recently_confirmed
from network.reports.applying import ask_to_apply, ask_to_undo, try_again
from network.reports.closings import discard_closing
from network.reports.enums import ClosingState
from network.reports.models import AdministrationClosing
from network.reports.tasks import apply_closing, undo_closing

from ...audience import coordinators
from ..posts.refusals import tell
from .overview import closing_or_404, frame


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is undone"), max_length=300, help_text=gettext_lazy("Kept in the journal.")
    )


@require_POST
@coordinators
@recently_confirmed
def closing_apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin, or go on with what was interrupted."""
    found = closing_or_404(uid)
    if found.state == ClosingState.UNDOING:
        return _undo(request, found, found.undone_because)
    try:
        asked = ask_to_apply(
            closing=found,
            viewer=request.viewer,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    if asked:
        apply_closing.enqueue(uid=str(found.uid), language=get_language() or "es")
    return redirect(found)


@require_POST
@coordinators
@recently_confirmed
def closing_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was refused is tried again."""
    found = closing_or_404(uid)
    try:
        number = try_again(
            closing=found,
            viewer=request.viewer,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    if number:
        apply_closing.enqueue(uid=str(found.uid), language=get_language() or "es")
    return redirect(found)


@coordinators
@recently_confirmed
def closing_undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = closing_or_404(uid)
    if found.state != ClosingState.APPLIED:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _undo(request, found, form.cleaned_data["reason"])
        except ValidationError as error:
            tell(form, error)
    lead = _(
        "The designations go on as before, roles come back, the files kept without a signed paper and the "
        "draft request are taken away. What somebody changed since stays as it is, and says so."
    )
    title = _("Undo the closing")
    context = {**frame(found), "form": form, "title": title, "lead": lead, "submit": title}
    return render(request, "network/desk/posts/form.html", context)


def _undo(request: HttpRequest, found: AdministrationClosing, reason: str) -> HttpResponse:
    asked = ask_to_undo(
        closing=found,
        reason=reason,
        viewer=request.viewer,  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
    )
    if asked:
        undo_closing.enqueue(uid=str(found.uid), language=get_language() or "es")
    return redirect(found)


@require_POST
@coordinators
def closing_discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = closing_or_404(uid)
    if found.state != ClosingState.PREPARED:
        raise Http404
    discard_closing(closing=found, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("It was thrown away. Nothing had ended."))
    return redirect("closings")


_PLACE = "gestion/cierre/<uuid:uid>"

urlpatterns = [
    path(f"{_PLACE}/aplicar/", closing_apply, name="closing_apply"),
    path(f"{_PLACE}/reintentar/", closing_again, name="closing_again"),
    path(f"{_PLACE}/deshacer/", closing_undo, name="closing_undo"),
    path(f"{_PLACE}/descartar/", closing_discard, name="closing_discard"),
]
