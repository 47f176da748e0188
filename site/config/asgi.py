"""Sockets in production, whose pages WSGI workers serve; pages and sockets together in the embedded run."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (Django must be set up first)
from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier  # noqa: E402
from django.conf import settings  # noqa: E402

from events.web.sockets import routes as routes_of_events  # noqa: E402
from network.web.sockets import routes as routes_of_the_network  # noqa: E402

routes = [*routes_of_the_network, *routes_of_events]

from .settled import settle  # noqa: E402

settle()


async def no_pages(scope: Any, receive: Any, send: Any) -> None:
    """What a server's sockets process answers to whoever asks it for a page."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"Only sockets are served here.\n"})


def known_sockets() -> Any:
    """The routes; any other address is refused like one without the right to enter."""
    known, refuse = URLRouter(routes), WebsocketDenier.as_asgi()
    paths = {f"/{route.pattern}" for route in routes}

    async def sockets(scope: Any, receive: Any, send: Any) -> None:
        await (known if scope["path"] in paths else refuse)(scope, receive, send)

    return sockets


application = ProtocolTypeRouter(
    {
        "http": pages if settings.ENTRAMADO_PAGES_BY_ASGI else no_pages,
        "websocket": AllowedHostsOriginValidator(known_sockets()),
    }
)
