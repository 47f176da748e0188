"""How often something may be done, counted for all processes together in the shared cache."""

import hashlib
import time
from collections.abc import Iterable

from allauth.core.internal.ratelimit import Rate, apply_rate, cache_lock
from allauth.core.internal.ratelimit import get_ip as _network_of
from django.core.cache import cache
from django.http import HttpRequest

KEPT_UNDER = "limit"


def within(limit_name: str, key: str, *, at_most: int, per: float) -> bool:
    """Whether this once more stays within `at_most` times in any `per` seconds; then it is counted.

    `key` says whose: an account's number, an address, a network. Only its hash is kept. Whoever cannot be
    counted within a second, because too many come at once, is refused. Call it outside of a transaction:
    where the cache lies in the database, a count is undone with what it stands in.
    """
    kept = f"{KEPT_UNDER}:{limit_name}:{hashlib.sha256(key.encode()).hexdigest()}"
    with cache_lock(kept) as locked:
        if not locked:
            return False
        allowed, moments = apply_rate(cache.get(kept, []), time.time(), Rate(at_most, per, "key"))
        if allowed:
            cache.set(kept, moments, per)
        return allowed


def distinct_within(limit_name: str, key: str, things: Iterable[str], *, at_most: int, per: float) -> bool:
    """Whether these, with those of the `per` seconds before, are at most so many different ones.

    They are counted in any case; the time begins with the first and is over for all at once. Only their
    hashes are kept, salted anew each time. Whoever cannot be counted within a second is refused.
    """
    kept = f"{KEPT_UNDER}:{limit_name}:{hashlib.sha256(key.encode()).hexdigest()}"
    with cache_lock(kept) as locked:
        if not locked:
            return False
        now = time.time()
        since, known = cache.get(kept, (now, frozenset()))
        if now - since >= per:
            since, known = now, frozenset()
        salt = f"{kept}:{since}"
        known = known | {hashlib.sha256(f"{salt}:{one}".encode()).digest()[:8] for one in things}
        cache.set(kept, (since, known), per - (now - since))
        return len(known) <= at_most


def place_of(request: HttpRequest) -> str:
    """Where a request comes from: the address that a proxy of ours saw, of IPv6 the network (a /64).

    What the visitor wrote into X-Forwarded-For herself counts for nothing (docs/operations.md).
    """
    return _network_of(request)
