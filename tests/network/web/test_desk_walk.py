"""No link of the desk leads to a page that is not there, whoever of those who enter it reads it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.documents.models import Document
from network.exchange.models import Draft
from network.search.services import refresh_all
from tests.factories.records import GroupFactory, InstitutionFactory, MilestoneFactory, TerritoryFactory

from .test_desk_today import day, one_of_each

_LINK = re.compile(r'href="(/[^"#]*)')
_LEFT = ("/cms/", "/cuenta/", "/static/", "/en/", "/privacidad/")


def links(client: Client, *pages: str) -> set[str]:
    return {
        link.replace("&amp;", "&")
        for page in pages
        for link in _LINK.findall(client.get(page).content.decode())
        if link != "/" and not link.startswith(_LEFT)
    }


def broken(client: Client, *pages: str) -> dict[str, int]:
    """What those pages link and is not there. A step aside is followed to where it ends."""
    answers = {link: client.get(link, follow=True).status_code for link in sorted(links(client, *pages))}
    assert len(answers) > 15
    return {link: code for link, code in answers.items() if code != 200}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_every_link_of_the_desk_leads_somewhere(log_in: Callable[..., Client], role: Role) -> None:
    one_of_each(1)
    Draft.objects.all().delete()  # made without a file, which its page reads
    GroupFactory(is_public=False, name="Aviso interno")
    Document.objects.update(subject="Aviso")
    refresh_all()
    pages = ("/gestion/", "/gestion/buscar/?q=aviso&ver=todo", "/gestion/bitacora/")
    assert broken(log_in(role), *pages) == {}


def test_what_a_coordinator_of_a_territory_is_offered_is_there(log_in: Callable[..., Client]) -> None:
    region = TerritoryFactory(kind="region")
    MilestoneFactory(started=day(-1)).institutions.create(
        institution=InstitutionFactory(region=region), role="lead"
    )
    client = log_in(Role.COORDINATOR, scope=ScopeKind.TERRITORY, key=str(region.pk))
    assert client.get("/gestion/").status_code == 404
    assert not {link for link in links(client, "/gestion/acciones/") if link == "/gestion/"}
    assert broken(client, "/gestion/acciones/") == {}
