"""Areas that third parties serve, Wagtail's hooks by prefix: they show nobody, to a superuser neither."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, path
from PIL import Image as Pillow
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection, Locale, Page, Revision, Site, Task, Workflow

from tests.factories.accounts import UserFactory
from tests.house.test_routes import entries

from .classified import AREAS, HOOKS
from .full_world import full_world
from .test_matrix import look
from .world import World

pytestmark = pytest.mark.django_db

READERS = ("visitor", "administrator")
OPEN_IN_CMS = {"/cms/jsi18n/", "/cms/sprite/"}  # texts and icons of Wagtail's own
AN_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)|\([^)]*\)")
OF_ARGUMENT: dict[str, type[Model]] = {
    "page": Page, "parent_page": Page, "destination": Page, "image": get_image_model(),
    "document": get_document_model(), "doc": get_document_model(), "revision": Revision,
    "collection": Collection, "workflow": Workflow, "task": Task,
}  # fmt: skip
OF_PLACE: dict[str, type[Model]] = {
    "sites": Site, "locales": Locale, "groups": Group, "collections": Collection, "workflows": Workflow,
    "pages": Page, "documents": get_document_model(), "images": get_image_model(),
}  # fmt: skip


def hooked(found: Iterable[tuple[str, URLPattern]]) -> set[str]:
    return {route.lstrip("^").split("/")[0] for route, _entry in found}


def unclassified() -> list[str]:
    added = {part for hook in hooks.get_hooks("register_admin_urls") for part in hooked(entries(hook()))}
    return [
        f"cms/{part}/: say in tests/safety/classified.py (HOOKS) what it shows"
        for part in added - HOOKS.keys()
    ]


def test_whatever_a_hook_adds_to_wagtails_admin_is_classified() -> None:
    assert unclassified() == []
    named = {part for hook in hooks.get_hooks("register_admin_urls") for part in hooked(entries(hook()))}
    assert HOOKS.keys() - named == set(), "listed, and gone"


def test_a_hook_that_nobody_classified_is_found() -> None:
    more = [path("personas/<int:pk>/", lambda request, pk: None)]
    with hooks.register_temporarily("register_admin_urls", lambda: more):
        assert unclassified() == ["cms/personas/: say in tests/safety/classified.py (HOOKS) what it shows"]


def in_areas() -> Iterator[str]:
    """Addresses of third parties, each opened with a record of the kind that its arguments name."""
    for route, _entry in entries():
        if route.removeprefix("^").startswith(tuple(AREAS)):
            place = f"{route}/".split("/")[1]

            def value(found: re.Match[str], place: str = place) -> str:
                name = re.sub(r"_(id|pk)$|_to_move_id$", "", found[1] or found[2] or "")
                model = OF_ARGUMENT.get(name) or OF_PLACE.get(place)
                row = model._default_manager.order_by("-pk").first() if model else None
                return str(row.pk) if row else "1"

            yield "/" + AN_ARGUMENT.sub(value, route).replace("^", "").replace("$", "").replace("\\.", ".")


def women_wrote(world: World) -> None:
    """What the admin names authors of: each woman changed a page, a picture, a file and the site."""
    pixels = BytesIO()
    Pillow.new("RGB", (8, 8)).save(pixels, "PNG")
    for woman in world.women.values():
        by = {"uploaded_by_user": woman.account}
        get_image_model().objects.create(title="Foto", file=ContentFile(pixels.getvalue(), "foto.png"), **by)
        get_document_model().objects.create(title="Guía", file=ContentFile(b"Texto", "guia.txt"), **by)
        page = Page.objects.order_by("-pk")[0].specific
        page.save_revision(user=woman.account, log_action=True)
        for record in (Site.objects.get(), Locale.objects.all()[0], Group.objects.all()[0]):
            log(record, "wagtail.edit", user=woman.account)


@pytest.mark.long
def test_no_area_of_a_third_party_shows_anybody_not_even_to_a_superuser() -> None:
    world = full_world()
    women_wrote(world)
    superuser = Client(raise_request_exception=False)
    superuser.force_login(UserFactory(is_superuser=True, is_staff=True))
    readers = {"superuser": superuser} | {role: world.clients[role] for role in READERS}
    found, opened = set(), dict[str, set[str]]()
    for address in sorted(set(in_areas())):
        for role, client in readers.items():
            cell = look(client, role, address)
            found |= {(role, address, word) for word in cell.shown}
            if cell.status == 200 and address.startswith("/cms/"):
                opened.setdefault(role, set()).add(address)
    assert found == set()
    assert opened.pop("superuser") > {address for shown in opened.values() for address in shown}
    assert {address for shown in opened.values() for address in shown} <= OPEN_IN_CMS
