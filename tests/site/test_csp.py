"""What browsers may load: the house's policy, and the editor's exceptions from it."""

import pytest
from django.test import Client

from network.accounts.models import User


def policy(response) -> dict[str, set[str]]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return {name: set(sources) for name, *sources in (part.split() for part in parts)}


@pytest.mark.django_db
def test_the_editors_admin_has_a_policy_that_lets_no_other_host_in():
    client = Client()
    client.force_login(User.objects.create_superuser(email="editora@ejemplo.invalid", password="x" * 20))
    assert policy(client.get("/cms/account/")) == {
        "default-src": {"'self'"},
        "script-src": {"'self'", "'unsafe-inline'"},
        "style-src": {"'self'", "'unsafe-inline'"},
        "img-src": {"'self'", "data:", "blob:"},
        "object-src": {"'none'"},
        "base-uri": {"'none'"},
        "form-action": {"'self'"},
        "frame-ancestors": {"'self'"},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/rutas/", "/red/cobertura/"])
def test_no_page_of_the_network_lets_anything_inline_run_or_frames_it(address):
    found = policy(Client().get(address))
    assert found["frame-ancestors"] == {"'none'"}
    assert "'unsafe-inline'" not in found["script-src"] | found["style-src"]
