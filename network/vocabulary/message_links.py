"""Links whose secret a stored message does not keep: it names them, and the room that made them tells them.

A module `message_links.py` of any app offers `LINKS`: the word before the colon of such a name → a function
`(what follows, language) -> ToldLink`, which asks the database nothing.
"""

from dataclasses import dataclass

from .contributions import contributions


@dataclass(frozen=True, slots=True)
class ToldLink:
    """An address that only its reader may know; for paper a code, and the address at which one types it."""

    address: str
    code: str = ""
    typed_at: str = ""


def told(name: str, language: str) -> ToldLink | None:
    """The link of that name; nothing for a plain address, or where the room that made it is gone."""
    word, _colon, said = name.partition(":")
    for module in contributions("message_links"):
        if word in module.LINKS:
            found: ToldLink = module.LINKS[word](said, language)
            return found
    return None
