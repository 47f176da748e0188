"""WebSocket routes of the network wing: none yet, so every socket is refused."""

from typing import Any

routes: list[Any] = []
