"""No link of the desk leads to a page that is not there: not for a coordinator, nor for an administrator only."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from network.accounts.enums import Role
from network.exchange.models import Draft
from tests.factories.records import GroupFactory

from .test_desk_today import one_of_each

_LINK = re.compile(r'href="(/[^"#]*)')
_LEFT = ("/cms/", "/cuenta/", "/static/", "/en/")
_MOST = 250


def walked(client: Client) -> tuple[int, list[tuple[str, str]]]:
    """How many pages are reached from the desk by links alone, and (link, page) of those not there.

    From a page outside the desk no further link is followed.
    """
    seen, waiting, missing = {"/gestion/"}, [("/gestion/", "")], []
    while waiting and len(seen) <= _MOST:
        address, origin = waiting.pop(0)
        answer = client.get(address.replace("&amp;", "&"))
        if answer.status_code not in (200, 302):
            missing.append((address, origin))
        elif address.startswith("/gestion/") and answer.headers["Content-Type"].startswith("text/html"):
            for link in _LINK.findall(answer.content.decode()):
                if link not in seen and not link.startswith(_LEFT):
                    seen.add(link)
                    waiting.append((link, address))
    return len(seen), missing


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_every_link_of_the_desk_leads_somewhere(log_in: Callable[..., Client], role: Role) -> None:
    one_of_each(1)
    Draft.objects.all().delete()  # made without a file, which its page reads
    GroupFactory(is_public=False)
    number, missing = walked(log_in(role))
    assert missing == []
    assert number > 60
