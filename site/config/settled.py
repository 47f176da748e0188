"""What a server's process does once, before the first request."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Import every page, then leave what stands in memory by now out of all later collections of garbage.

    Django and Wagtail are some hundred thousand objects that stay: looking through them now and again took
    60 ms of whichever request it fell upon (docs/benchmarks-search.md).
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
