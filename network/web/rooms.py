"""The rooms of the desk in the groups in which a coordinator thinks of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.institutions.queries import coordinates_network

from .navigation import address, audiences

# Title of the group → name of the address, its label, and what one does there.
GROUPS: tuple[tuple[Any, tuple[tuple[str, Any, Any], ...]], ...] = (
    (
        _("Letters and requests"),
        (
            ("desk_documents", _("Documents"), _("Letters, their folios, and the papers that came or went.")),
            ("desk_requests", _("Requests"), _("One letter to many, who answered, and who is silent.")),
            ("desk_messages", _("Messages"), _("What the office writes, in every form, and how it left.")),
            ("desk_invitations", _("Invitations"), _("Invite the people on your list who have no account.")),
        ),
    ),
    (
        _("People and posts"),
        (
            ("desk_posts", _("Posts"), _("Who is designated where, by what document, and what is vacant.")),
            (
                "desk_mechanisms",
                _("Mechanisms"),
                _("How far each has come, and what still makes it fragile."),
            ),
            (
                "desk_joining",
                _("Who asks to join"),
                _("Read what each wrote; accept, ask for more, decline."),
            ),
            ("people", _("Members"), _("Who is in the network, as far as you may see.")),
            (
                "desk_abuse",
                _("Messages shown to the administration"),
                _("What members received and ask you to read. For administrators alone."),
            ),
            ("desk_rights", _("Personal data"), _("What women ask about their data, and until when.")),
            ("importing", _("Import"), _("Your Excel list or a data package: look, apply, undo.")),
        ),
    ),
    (
        _("Follow-up"),
        (
            ("desk_groups", _("Working groups"), _("Mesas and councils: who is seated, and when they meet.")),
            ("desk_acuerdos", _("Acuerdos"), _("What groups agreed, whose it is, and what is overdue.")),
            ("desk_commitments", _("Commitments"), _("What institutions owe one another, and by when.")),
            ("desk_events", _("Events"), _("Seminars and talks: publish them, who has a place, who came.")),
            ("desk_trainings", _("Trainings"), _("Curricula and editions: who asks, who takes part.")),
            ("desk_actions", _("Actions"), _("What the team did: record it in a minute, list, calendar.")),
            (
                "desk_externals",
                _("Trainings elsewhere"),
                _("What members learned outside: verify or return it."),
            ),
            ("training_reach", _("Training reach"), _("Which contents reach whom, and who could go where.")),
            ("coverage", _("Who is missing?"), _("Institutions without a liaison, a mechanism or a plan.")),
            ("changes", _("What changed?"), _("The network of two moments, side by side.")),
        ),
    ),
    (
        _("The office"),
        (
            ("desk_office", _("Your office"), _("Who runs the network, its letterhead and its logo.")),
            ("first_steps", _("First steps"), _("What a new network does first.")),
            ("closings", _("Closing of an administration"), _("When a government ends: hand over in order.")),
            ("desk_governments", _("Governments"), _("Which government holds office where, from when.")),
            ("desk_journal", _("What was done"), _("Who did what, when; and what can be taken back.")),
        ),
    ),
)

_OF_COORDINATORS = frozenset(
    {"desk_requests", "desk_groups", "desk_acuerdos", "desk_events", "desk_trainings", "desk_externals"}
)
_OF_ADMINISTRATORS = frozenset({"desk_abuse"})


@dataclass(frozen=True, slots=True)
class Room:
    label: Any
    url: str
    text: Any
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: Any
    rooms: tuple[Room, ...]


def groups(path: str = "", *, viewer: Viewer) -> list[Group]:
    """The groups with the rooms that this installation has; the one that holds the page is marked.

    Some are left out: an administrator who does not coordinate finds nothing there, or the other way round.
    """
    closed = frozenset() if coordinates_network(viewer) else _OF_COORDINATORS
    closed |= frozenset() if GrantFact(Role.ADMINISTRATOR) in viewer.grants else _OF_ADMINISTRATORS
    names = [name for _title, rooms in GROUPS for name, *_rest in rooms if name not in closed]
    urls = {name: url for name in names if (url := address(name))}
    here = max((url for url in urls.values() if path.startswith(url)), key=len, default="")
    found = [
        Group(
            title, tuple(Room(label, urls[n], text, urls[n] == here) for n, label, text in rooms if n in urls)
        )
        for title, rooms in GROUPS
    ]
    return [group for group in found if group.rooms]


@dataclass(frozen=True, slots=True)
class DeskBar:
    """What stands over every page of the desk. `here` is the room that holds the page, if one does."""

    home: str
    find: str
    groups: tuple[Group, ...]
    here: Any
    is_home: bool
    q: str


def desk_bar_of(context: Any) -> DeskBar | None:
    """Nothing but on the pages of the desk, for whoever may enter it."""
    request = context.get("request")
    path, home = getattr(request, "path", ""), address("desk")
    if not home or not path.startswith(home):
        return None
    if "coordinators" not in audiences(getattr(request, "viewer", None)):
        return None
    found = groups(path, viewer=request.viewer)
    here = next((room.label for group in found for room in group.rooms if room.current), "")
    find = address("desk_find")
    q = request.GET.get("q", "")[:120] if path == find else ""
    return DeskBar(home, find, tuple(found), here, path == home, q)
