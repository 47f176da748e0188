"""The country whose words this installation speaks: the office says it."""

from .kept import facts


def country() -> str:
    return facts().country
