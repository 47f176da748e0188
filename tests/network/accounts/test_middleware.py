import pytest
from django.test import Client

from network.accounts.enums import Role

pytestmark = pytest.mark.django_db

ADDRESSES = ("/instituciones/", "/mesas/", "/integrantes/", "/instituciones/no-existe/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_made_for_an_account_is_kept_by_a_browser_or_indexed(log_in, address):
    response = log_in(Role.MEMBER).get(address)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


def test_public_pages_may_be_indexed(db):
    assert "X-Robots-Tag" not in Client().get("/instituciones/")
