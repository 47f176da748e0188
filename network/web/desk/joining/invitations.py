"""Invitations that were sent: how each stands; sent again, or taken back."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.joining.enums import InvitationState
from network.joining.inviting import invite, revoke
from network.joining.models import Invitation
from network.joining.queries import invitations_visible_to, last_sent
from network.people.models import Person
from network.people.queries import current_affiliations
from network.vocabulary.panels import Badge

from ...audience import coordinators
from ...listing import PER_PAGE

_TONES = {
    InvitationState.OPEN: "accent",
    InvitationState.EXPIRED: "warn",
    InvitationState.REVOKED: "muted",
    InvitationState.USED: "good",
}


def _rows(request: HttpRequest) -> Any:
    rows = invitations_visible_to(Invitation.objects.all(), request.viewer)  # type: ignore[attr-defined]
    return rows.select_related("person")


@coordinators
def sent(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(_rows(request).order_by("-sent_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    rows = []
    for row in page.object_list:
        state = row.state_on(now)
        rows.append(
            {
                "invitation": row,
                "badge": Badge(str(state.label), _TONES[state]),
                "is_open": state == InvitationState.OPEN,
                "may_send": state != InvitationState.USED and row.person.account_id is None,
            }
        )
    context = {
        "rows": rows,
        "page_obj": page,
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Invitations"), reverse("desk_invitations"))],
    }
    return render(request, "network/desk/joining/invitations.html", context)


@coordinators
@require_POST
def taken_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(_rows(request), uid=uid)
    try:
        revoke(invitation=found, by=request.user)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, _("The invitation is taken back: its link opens nothing any more."))
    return redirect("desk_invitations_sent")


@coordinators
@require_POST
def again(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A new link for the same person, told as the one before was: in its language, and as neutral."""
    found = get_object_or_404(_rows(request), uid=uid)
    person: Person = found.person
    if person.account_id is not None:
        notices.info(request, _("She has her account already."))
        return redirect("desk_invitations_sent")
    where = current_affiliations().filter(person=person).select_related("institution").first()
    before = last_sent(found)
    try:
        mailing = invite(
            to=[(person, where.institution if where else None)],
            language=before.language if before else settings.LANGUAGE_CODE,
            is_neutral=before.is_neutral if before else False,
            by=request.user,
            uid=uuid.uuid4(),
        )
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("desk_invitations_sent")
    notices.success(request, _("A new link is made; the one before opens nothing any more."))
    return redirect("desk_mailing", mailing.uid)


_PLACE = "gestion/invitaciones/enviadas/"
urlpatterns = [
    path(_PLACE, sent, name="desk_invitations_sent"),
    path(f"{_PLACE}<uuid:uid>/retirar/", taken_back, name="desk_invitation_revoke"),
    path(f"{_PLACE}<uuid:uid>/otra-vez/", again, name="desk_invitation_again"),
]
