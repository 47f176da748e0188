"""The desk is for coordinators and administrators of the whole network; for others it is not there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import viewer_for
from network.web.rooms import groups

DESK = "/gestion/"


def test_a_visitor_is_sent_to_log_in(client: Client, db: None) -> None:
    answer = client.get(DESK)
    assert (answer.status_code, answer["Location"]) == (302, f"/cuenta/login/?next={DESK}")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_whoever_runs_the_network_enters(log_in: Callable[..., Client], role: Role) -> None:
    desk = log_in(role)
    page = desk.get(DESK)
    assert page.status_code == 200
    viewer = viewer_for(desk.user)  # type: ignore[attr-defined]
    rooms = [room.url for group in page.context["groups"] for room in group.rooms]
    assert rooms == [room.url for group in groups(viewer=viewer) for room in group.rooms]
    assert (reverse("desk_requests") in rooms) == (role == Role.COORDINATOR)
    assert (reverse("desk_abuse") in rooms) == (role == Role.ADMINISTRATOR)
    assert f'<a href="{DESK}" aria-current="page">' in page.content.decode()


@pytest.mark.parametrize(
    ("role", "scope", "key"),
    [
        (None, ScopeKind.NETWORK, ""),
        (Role.MEMBER, ScopeKind.NETWORK, ""),
        (Role.LIAISON, ScopeKind.NETWORK, ""),
        (Role.ANALYST, ScopeKind.NETWORK, ""),
        (Role.COORDINATOR, ScopeKind.GROUP, "mesa-rural"),
        (Role.COORDINATOR, ScopeKind.INSTITUTION, "sernameg"),
        (Role.COORDINATOR, ScopeKind.TERRITORY, "7"),
        (Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "sernameg"),
    ],
)
def test_everybody_else_finds_what_is_not_there(
    log_in: Callable[..., Client], role: Role | None, scope: ScopeKind, key: str
) -> None:
    client = log_in(role, scope=scope, key=key)
    assert client.get(DESK).status_code == client.get("/gestion-que-no-existe/").status_code == 404
    assert f'href="{DESK}"' not in client.get("/instituciones/").content.decode()
