"""Addresses that stand before Wagtail's own."""

from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from django.views.static import serve
from wagtail.admin.auth import require_admin_access

from network.web.audience import public

from .editor import EditorAccountView


@public
def closed(request: HttpRequest) -> NoReturn:
    raise Http404


@public
def editors_door(request: HttpRequest) -> HttpResponse:
    """allauth has the only login door. Whoever came through it and is no editor is told so here."""
    if request.user.is_authenticated:
        list(get_messages(request))  # Wagtail left its own, in English
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))


@public
def notice_of_before(request: HttpRequest) -> HttpResponse:
    """Where the notice was an ordinary page, linked from papers and mails: there is one notice now."""
    return redirect("privacy", permanent=True)


notice_urls: list[Any] = [
    path("aviso-de-privacidad/", notice_of_before),
    path("privacy-notice/", notice_of_before),
]

editor_urls: list[Any] = [
    # Wagtail lists every account with its e-mail, and suggests any model's tags. Accounts are people, and
    # people's tags are theirs: neither may be read past `people.queries.visible_to`, whoever asks.
    re_path(r"^cms/(?:users|bulk/accounts|tag-autocomplete/people)/", closed),
    path("cms/login/", editors_door),
    path("cms/account/", require_admin_access(EditorAccountView.as_view())),
]

# Only what pages show; originals and documents have doors of their own.
image_urls: list[Any] = (
    [path("media/images/<path:path>", serve, {"document_root": Path(settings.MEDIA_ROOT) / "images"})]
    if settings.ENTRAMADO_SERVES_IMAGES
    else []
)
