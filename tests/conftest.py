"""What every test may use."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from config.translations import compile_catalogues
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
def kept_as_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps for half a minute would outlive the test that wrote it, or be asked for anew
    in the middle of a slow one that counts queries."""
    monkeypatch.setattr(Kept, "seconds", 3600.0)
    office_facts.hold(OfficeFacts())
    all_terms.hold(dict(_first_terms))


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
