"""The list of her notices, following one, marking them, and the number beside the bell."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, translate_url
from django.utils import translation
from django.utils.translation import get_language, get_language_from_path, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.notices.models import Notice
from network.notices.queries import told, unread, visible_to
from network.notices.services import mark_read, mark_seen

from ..audience import insiders

PER_PAGE = 20


def _hers(request: HttpRequest) -> Any:
    return visible_to(Notice.objects.all(), request.viewer)  # type: ignore[attr-defined]


@insiders
def listed(request: HttpRequest) -> HttpResponse:
    page = Paginator(_hers(request), PER_PAGE).get_page(request.GET.get("page"))
    rows = told(page.object_list, request.viewer)  # type: ignore[attr-defined]
    mark_seen(notices=[row.notice for row in rows])
    context = {
        "title": _("Your notices"),
        "lead": _("What concerns you and happened in the network. Nobody else sees this list."),
        "actions": [{"url": reverse("notice_preferences"), "label": _("How they reach me")}],
        "rows": rows,
        "page_obj": page,
        "has_unread": bool(rows) and unread(request.viewer) > 0,  # type: ignore[attr-defined]
    }
    return render(request, "network/notices/list.html", context)


@insiders
def followed(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Read, and on to what it is about, in the language in which she came."""
    found = get_object_or_404(_hers(request), uid=uid)
    mark_read(notices=Notice.objects.filter(pk=found.pk), viewer=request.viewer)  # type: ignore[attr-defined]
    return redirect(_spoken(found.link))


def _spoken(link: str) -> str:
    """The same address in the language she came in, whichever it was kept in."""
    here = get_language() or settings.LANGUAGE_CODE
    with translation.override(get_language_from_path(link) or settings.LANGUAGE_CODE):
        return translate_url(link, here)


@require_POST
@insiders
def read(request: HttpRequest) -> HttpResponseBase:
    """The one that was named, or all of them."""
    rows = Notice.objects.all()
    if "aviso" in request.POST:
        rows = rows.filter(uid__in=[uid for uid in [_uid(request.POST["aviso"])] if uid])
    number = mark_read(notices=rows, viewer=request.viewer)  # type: ignore[attr-defined]
    if number:
        said = ngettext("%(n)s notice marked as read.", "%(n)s notices marked as read.", number)
        messages.success(request, said % {"n": number})
    back = _uid(request.POST.get("pagina", ""), int)
    return redirect(f"{reverse('notices')}?page={back}" if back and back > 1 else "notices")


def _uid(text: str, kind: Any = UUID) -> Any:
    try:
        return kind(text)
    except ValueError:
        return None


@insiders
def number(request: HttpRequest) -> HttpResponse:
    """The bell alone, for pages whose socket does not answer."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return render(request, "layout/bell_count.html", {"unread": unread(viewer)})


_PLACE = "mis-avisos/"
urlpatterns = [
    path(_PLACE, listed, name="notices"),
    path(f"{_PLACE}leidos/", read, name="notices_read"),
    path(f"{_PLACE}cuantos/", number, name="notices_number"),
    path(f"{_PLACE}<uuid:uid>/", followed, name="notice"),
]
