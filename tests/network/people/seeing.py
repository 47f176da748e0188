"""What one sees of a person of whom nothing is told."""

from typing import Any

from network.people.rules import SeenPerson

_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("uid", "name", "post_title", "offers", "seeks", "biography", "city"), ""),
    **dict.fromkeys(("working_hours", "telephone", "email"), ""),
    **dict.fromkeys(("institutions", "themes", "tags", "languages", "verified"), ()),
    "is_under_alias": False,
    "photo": None,
    "confirmed_on": None,
}


def seen_person(**told: Any) -> SeenPerson:
    return SeenPerson(**_NOTHING | told)
