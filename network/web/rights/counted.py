"""What erasing did, counted by the parts of the platform as people know them."""

from django.utils.translation import gettext as _

from network.rights.erasing import Counts


def told(counts: Counts) -> dict[str, list[tuple[str, int]]]:
    """How many rows are erased, forget her, lose a word, by the room that keeps them."""
    found: dict[str, dict[str, int]] = {"erased": {}, "forgotten": {}, "blotted": {}}
    for label, fates in counts.items():
        room = _room(label)
        for fate, number in fates.items():
            found[fate][room] = found[fate].get(room, 0) + number
    return {fate: sorted(rooms.items()) for fate, rooms in found.items()}


def _room(label: str) -> str:
    """The part of the platform, in words."""
    names = {
        "people": _("Her record"),
        "accounts": _("Account"),
        "account": _("Account"),
        "mfa": _("Account"),
        "usersessions": _("Account"),
        "sessions": _("Account"),
        "journal": _("Journal"),
        "ties": _("Posts and collaborations"),
        "groups": _("Working groups"),
        "network_messages": _("Messages"),
        "documents": _("Documents"),
        "notices": _("Notices"),
        "joining": _("Applications and invitations"),
        "milestones": _("Actions"),
        "requests": _("Requests"),
        "reports": _("Handover files"),
        "insights": _("Saved answers"),
        "printing": _("Papers"),
        "search": _("Search"),
        "exchange": _("Import"),
        "rights": _("Requests about personal data"),
        "relay": _("Messages between members"),
        "peers": _("Peers"),
        "django_tasks_database": _("Work in the background"),
    }
    app = label.partition(".")[0]
    return names.get(app) or _("Public pages")


def by_room(counts: Counts) -> list[tuple[str, int]]:
    """All of it together, as a receipt."""
    found: dict[str, int] = {}
    for label, fates in counts.items():
        found[_room(label)] = found.get(_room(label), 0) + sum(fates.values())
    return sorted(found.items())
