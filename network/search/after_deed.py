"""The index follows every deed that the journal records, in the deed's own transaction."""

from typing import Any

from .services import refresh_for


def after_deed(verb: str, subject: Any, by: Any) -> None:
    refresh_for(subject)
