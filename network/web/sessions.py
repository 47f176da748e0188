"""`/mis-sesiones/`: where she is logged in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.recent import recently_confirmed
from network.accounts.sessions import end_other_sessions, end_session, sessions_of

from .audience import holders


@holders
def own_sessions(request: HttpRequest) -> HttpResponse:
    current = request.session.session_key or ""
    held = sessions_of(request.user, current)  # type: ignore[arg-type]
    if not any(one.is_current for one in held):  # begun where allauth did not see it
        UserSession.objects.create_from_request(request)
        held = sessions_of(request.user, current)  # type: ignore[arg-type]
    return render(request, "usersessions/usersession_list.html", {"held": held})


@require_POST
@holders
@recently_confirmed
def own_sessions_end(request: HttpRequest) -> HttpResponse:
    said = request.POST.get("sesion", "")
    current = request.session.session_key or ""
    if said == "otras":
        end_other_sessions(user=request.user, current=current)  # type: ignore[arg-type]
        messages.success(request, _("The other sessions were ended."))
    elif said.isascii() and said.isdigit() and end_session(user=request.user, pk=int(said)):  # type: ignore[arg-type]
        messages.success(request, _("The session was ended."))
    else:
        messages.info(request, _("That session had ended already."))
    return redirect("own_sessions")


urlpatterns = [
    path("mis-sesiones/", own_sessions, name="own_sessions"),
    path("mis-sesiones/cerrar/", own_sessions_end, name="own_sessions_end"),
]
