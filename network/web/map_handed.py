"""The map that a page was made of, handed to the request by which that page fetches its drawing.

Both need the same snapshot, graph and communities; of a great network these take longer than all the
rest. What is handed over is what the page shows in rows, so canvas and rows cannot differ. It goes once,
within half a minute, to whoever asks the same in the same language and may see exactly the same; in
every other case (another process, a right withdrawn meanwhile) the drawing is made anew.
"""

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from .analysis_question import viewer_of

ASKS = "de_la_pagina"
"""The parameter by which a page asks for the very map it was made of."""

_FOR, _MOST = 30.0, 2  # seconds; and how many are held, for each may be large
_held: OrderedDict[Any, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def hand_over(request: HttpRequest, what: object) -> None:
    with _lock:
        _held[_key(request)] = (time.monotonic(), what)
        _held.move_to_end(_key(request))
        while len(_held) > _MOST:
            _held.popitem(last=False)


def handed(request: HttpRequest) -> Any:
    """What the page handed over, or nothing."""
    if ASKS not in request.GET:
        return None
    with _lock:
        since, what = _held.pop(_key(request), (0.0, None))
    return what if what is not None and time.monotonic() - since < _FOR else None


def _key(request: HttpRequest) -> Any:
    asked = sorted((name, *values) for name, values in request.GET.lists() if name != ASKS)
    return viewer_of(request), get_language(), tuple(asked)
