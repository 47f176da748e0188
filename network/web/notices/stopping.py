"""The link of an e-mail by which its like stop, without logging in. Only POST does it (RFC 8058)."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.notices import unsubscribing
from network.notices.queries import kinds
from network.notices.services import stop_mail

from ..audience import public


@csrf_exempt  # mail programs post it by themselves; its signature is what allows it
@require_http_methods(["GET", "HEAD", "POST"])
@public
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Names neither the account nor what it was told: an e-mail may have been passed on."""
    found = unsubscribing.read(token)
    if found is None:
        raise Http404
    user, names = found
    if request.method == "POST":
        stop_mail(user=user, names=names)
    context = {
        "title": _("You get no e-mail of these notices any more")
        if request.method == "POST"
        else _("Get no e-mail of these notices any more"),
        "is_done": request.method == "POST",
        "labels": [kinds()[name].label for name in names],
        "preferences": reverse("notice_preferences"),
    }
    response = render(request, "network/notices/stop.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


urlpatterns = [path("mis-avisos/baja/<str:token>/", stop, name="notices_stop")]
