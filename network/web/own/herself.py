"""Whose page this is."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from network.people.models import Person


def own_person(request: HttpRequest) -> Person:
    """Her own record. An account without one finds nothing here."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return get_object_or_404(Person.objects.select_related("photo", "account"), pk=viewer.person_id)


def way_on(request: HttpRequest, otherwise: str = "") -> str:
    """Where she was going (`next`), if that is an address of ours; else `otherwise`."""
    asked: str = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if asked and url_has_allowed_host_and_scheme(asked, hosts, require_https=request.is_secure()):
        return asked
    return otherwise


def crumbs() -> list[tuple[Any, str]]:
    """The way back from a page below her profile."""
    return [(_("My profile"), reverse("own_profile"))]
