"""What every test may use."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from config.translations import compile_catalogues
from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.office.kept import OfficeFacts, keep
from tests.factories.accounts import UserFactory

pytest_plugins = ["tests.strict_templates", "tests.figures", "tests.pango"]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before any worker starts
        compile_catalogues()


@pytest.fixture(autouse=True)
def spanish_again() -> None:
    """A request in English leaves its language in the thread: each test begins in the house's own."""
    translation.activate("es")


@pytest.fixture(autouse=True)
def no_office_kept() -> None:
    """What a process keeps of the office for half a minute would outlive the test that described it."""
    keep(OfficeFacts())


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
        client.user = account  # type: ignore[attr-defined]
        return client

    return logged_in
