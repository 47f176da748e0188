"""One request of a right: what was asked, its days, extension, answer, carrying it out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.recent import recently_confirmed
from network.accounts.rules import may_pass_roles
from network.journal.queries import entries_of
from network.people.queries import names_of_accounts
from network.rights.desk_items import left_words
from network.rights.enums import OPEN, Right, State
from network.rights.holding import block_data, end_block
from network.rights.queries import label_of, rest_days
from network.rights.services import answer, carry_out, extend, is_known
from network.rights.undo import VERBS

from ..audience import coordinators
from .counted import by_room
from .door import administering
from .forms import AnswerForm, ExtendForm, ReasonForm, tell
from .register import found_or_404, shown_name, trail


@coordinators
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, uid)


def _page(request: HttpRequest, uid: UUID, *, status: int = 200, **filled: forms.Form) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    row = found_or_404(request, uid)
    log = list(entries_of([row.uid], *VERBS).select_related("actor"))
    names = names_of_accounts([entry.actor_id for entry in log], viewer)
    received, granted = row.state == State.RECEIVED, row.state == State.GRANTED
    administers = may_pass_roles(viewer)
    context: dict[str, Any] = {
        "title": label_of(row),
        "lead": shown_name(row, viewer),
        "breadcrumb": trail((_("Requests about personal data"), reverse("desk_rights"))),
        "request_of_right": row,
        "left": left_words(row, timezone.localdate(), rest_days()) if row.state in OPEN else "",
        "extend_form": filled.get("extend_form") or ExtendForm(prefix="plazo"),
        "may_extend": received and row.extended_on is None and row.extension_days > 0,
        "answer_form": filled.get("answer_form") or AnswerForm(prefix="respuesta"),
        "is_received": received,
        "is_granted": granted,
        "is_erasure": row.right == Right.ERASURE and is_known(row),
        "is_blocking": row.right == Right.BLOCKING and row.person_id is not None,
        "is_blocked": bool(row.person and row.person.data_blocked_on),
        "block_form": filled.get("block_form") or ReasonForm(prefix="bloqueo"),
        "administers": administers,
        "log": [
            {
                "at": entry.at,
                "what": VERBS[entry.verb],
                "who": names.get(entry.actor_id or 0, ""),
                "after": entry.after,
            }
            for entry in log
        ],
        "receipt": by_room(row.receipt),
    }
    return render(request, "network/rights/one.html", context, status=status)


@require_POST
@coordinators
def extended(request: HttpRequest, uid: UUID) -> HttpResponse:
    row, form = found_or_404(request, uid), ExtendForm(request.POST, prefix="plazo")
    if form.is_valid():
        try:
            extend(request=row, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The days were made longer, and she was told why."))
            return redirect(row)
    return _page(request, uid, status=422, extend_form=form)


@require_POST
@coordinators
@recently_confirmed
def answered(request: HttpRequest, uid: UUID) -> HttpResponse:
    row, form = found_or_404(request, uid), AnswerForm(request.POST, prefix="respuesta")
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer(request=row, granted=said["granted"] == "yes", text=said["answer"], by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The answer is kept, and she was told where she has an account."))
            return redirect(row)
    return _page(request, uid, status=422, answer_form=form)


@require_POST
@coordinators
def carried_out(request: HttpRequest, uid: UUID) -> HttpResponse:
    """For what is done elsewhere: a copy that was handed over, a record that was mended."""
    row = found_or_404(request, uid)
    try:
        carry_out(request=row, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("It is noted that it was carried out."))
    return redirect(row)


@require_POST
@coordinators
@administering
@recently_confirmed
def blocked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Blocks her data, or ends the block; administrators alone."""
    row, form = found_or_404(request, uid), ReasonForm(request.POST, prefix="bloqueo")
    if row.person is None or row.right != Right.BLOCKING or row.state not in (State.GRANTED, State.DONE):
        raise Http404
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if row.person.data_blocked_on is None:
            block_data(person=row.person, by=request.user, reason=reason)
            if row.state == State.GRANTED:
                carry_out(request=row, by=request.user)
            messages.success(request, _("Her data are blocked: kept, used for nothing, seen by nobody."))
        else:
            end_block(person=row.person, by=request.user, reason=reason)
            messages.success(request, _("The block has ended: she is seen as before."))
        return redirect(row)
    return _page(request, uid, status=422, block_form=form)


_PLACE = "gestion/derechos/<uuid:uid>/"
urlpatterns = [
    path(_PLACE, one, name="desk_right"),
    path(f"{_PLACE}plazo/", extended, name="desk_right_extend"),
    path(f"{_PLACE}respuesta/", answered, name="desk_right_answer"),
    path(f"{_PLACE}hecho/", carried_out, name="desk_right_done"),
    path(f"{_PLACE}bloqueo/", blocked, name="desk_right_block"),
]
