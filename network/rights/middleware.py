"""No page is served while somebody who was erased is here again, come back with an older copy."""

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import ledger
from .erasing import erase_again

_lock = threading.Lock()
_held: tuple[float, int] | None = None


def hold() -> None:
    """Erase again whoever came back, once per process and whenever the ledger grew."""
    global _held
    try:
        found = ledger.place().stat()
    except FileNotFoundError:
        return
    state = (found.st_mtime, found.st_size)
    if state == _held:
        return
    with _lock:
        if state != _held:
            erase_again()
            _held = state


class ErasuresHoldMiddleware:
    """Stands before everything that reads a record. While erasing fails, so does every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hold()
        return self.get_response(request)
