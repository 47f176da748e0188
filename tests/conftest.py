"""What every test may use."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client
from django.utils import translation

from config.translations import compile_catalogues
from network.accounts import limits
from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.office.kept import OfficeFacts
from network.office.kept import facts as office_facts
from network.vocabulary.kept import Kept
from network.vocabulary.terms import all_terms
from tests.factories.accounts import UserFactory

pytest_plugins = ["tests.strict_templates", "tests.figures", "tests.pango", "tests.tables"]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before any worker starts
        compile_catalogues()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions empties the tables, what migrations sowed too: nothing comes after it."""

    def empties_tables(item: pytest.Item) -> bool:
        marker = item.get_closest_marker("django_db")
        return bool(marker and marker.kwargs.get("transaction"))

    items.sort(key=empties_tables)


@pytest.fixture(autouse=True)
def spanish_again() -> None:
    """A request in English leaves its language in the thread: each test begins in the house's own."""
    translation.activate("es")


_first_terms: dict[str, Any] = {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        _first_terms.update(all_terms())


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test did so often is not held against the next."""
    monkeypatch.setattr(limits, "KEPT_UNDER", f"limit-{uuid4()}")


@pytest.fixture(autouse=True)
def kept_as_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps for half a minute would outlive the test that wrote it, or be asked for anew
    in the middle of a slow one that counts queries."""
    monkeypatch.setattr(Kept, "seconds", 3600.0)
    office_facts.hold(OfficeFacts())
    all_terms.hold(dict(_first_terms))


@pytest_asyncio.fixture
async def all_end() -> AsyncIterator[None]:
    """What listens still is told to stop until it hears: redis-py swallows a cancellation now and then."""
    yield
    while running := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=0.5)


@pytest.fixture
def log_in(db: None) -> Callable[..., Client]:
    """`log_in(Role.ANALYST)` gives a client whose new account holds that role; `log_in(user=user)` hers."""

    def logged_in(
        role: Role | None = None, *, user: Any = None, scope: ScopeKind = ScopeKind.NETWORK, key: str = ""
    ) -> Client:
        account = user or UserFactory()
        if role is not None:
            grant(user=account, role=role, by=None, scope=scope, key=key)
        client = Client()
        client.force_login(account)
        has_just_logged_in(client, account)
        client.user = account  # type: ignore[attr-defined]
        return client

    return logged_in


def has_just_logged_in(client: Client, account: Any, *, seconds_ago: float = 0) -> None:
    """As the login form records it, so that sensitive acts ask nothing more of her for ten minutes."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds_ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
