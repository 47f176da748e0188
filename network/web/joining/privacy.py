"""`/privacidad/`: the privacy notice in force, and each version before it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.joining.models import PrivacyNotice
from network.joining.privacy import blocks, notice_in_force

from ..audience import public
from .door import language_now


@public
def notice(request: HttpRequest) -> HttpResponse:
    return _page(request, notice_in_force())


@public
def version(request: HttpRequest, number: int) -> HttpResponse:
    in_force = notice_in_force()
    found = in_force if in_force.version == number else get_object_or_404(PrivacyNotice, version=number)
    return _page(request, found, is_old=found.version != in_force.version)


def _page(request: HttpRequest, shown: PrivacyNotice, *, is_old: bool = False) -> HttpResponse:
    others = PrivacyNotice.objects.exclude(version=shown.version).order_by("-version")
    context = {
        "notice": shown,
        "is_old": is_old,
        "blocks": [(type(block).__name__, block) for block in blocks(shown.text(language_now()))],
        "others": [(other, reverse("privacy_version", args=[other.version])) for other in others],
        "title": _("Privacy notice"),
    }
    return render(request, "network/joining/privacy.html", context)


urlpatterns = [
    path("privacidad/", notice, name="privacy"),
    path("privacidad/<int:number>/", version, name="privacy_version"),
]
