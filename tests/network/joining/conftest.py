import pytest
from django.core.cache import cache
from django.db import transaction

from network.accounts.enums import Role
from network.office.services import describe_office


@pytest.fixture(autouse=True)
def kept_at_once(request, monkeypatch):
    """E-mails leave once a transaction is kept, which in a test never happens by itself."""
    if "transaction" not in (request.node.get_closest_marker("django_db") or _NONE).kwargs:
        monkeypatch.setattr(transaction, "on_commit", lambda deed, **_more: deed())


@pytest.fixture(autouse=True)
def office(request):
    if request.node.get_closest_marker("django_db"):
        describe_office(
            by=None, network_name="Red de Enlaces", office_name="Instituto", email="red@ejemplo.invalid"
        )


@pytest.fixture(autouse=True)
def counted_anew():
    """What was counted against one test's connection would stop the next."""
    cache.clear()


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


class _NONE:
    kwargs: dict[str, object] = {}
