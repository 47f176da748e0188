"""A bare layer of sockets: each joins one group and passes on what is said there. Served as ours are."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench._live_settings")

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402


class Bare(AsyncWebsocketConsumer):
    groups = ["bare"]

    async def said(self, event: dict[str, str]) -> None:
        await self.send(event["text"])


application = ProtocolTypeRouter({"websocket": URLRouter([path("ws/bare/", Bare.as_asgi())])})
