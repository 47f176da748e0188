"""The door to notices, and what each says to whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people import queries as people
from network.people.models import Person
from network.people.rules import shown_line
from network.vocabulary.contributions import contributions
from network.vocabulary.notices import NoticeKind

from .models import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in the words of whoever looks; `neutral` says the same without the matter."""

    notice: Notice
    label: str
    text: str
    neutral: str


@cache
def kinds() -> dict[str, NoticeKind]:
    """By their name, in the order of the rooms that contribute them."""
    return {kind.name: kind for module in contributions("notice_kinds") for kind in module.KINDS}


def visible_to(notices: QuerySet[Notice], viewer: Viewer) -> QuerySet[Notice]:
    """Her own, of the kinds that this version of the platform knows."""
    return notices.filter(to=viewer.user_id, kind__in=kinds()) if viewer.user_id else notices.none()


def unread(viewer: Viewer) -> int:
    return visible_to(Notice.objects.order_by(), viewer).filter(read_at=None).count()


def told(notices: Iterable[Notice], viewer: Viewer) -> list[Told]:
    """In the language now spoken. A person is named only where the viewer may see her name today."""
    rows = list(notices)
    about = {row.about_id for row in rows if row.about_id}
    named = {}
    if about:
        seen = people.visible_to(Person.objects.filter(pk__in=about), viewer)
        named = {person.pk: shown_line(person)[0] for person in seen}
    return [_told(row, named.get(row.about_id or 0, "")) for row in rows]


def _told(row: Notice, person: str) -> Told:
    kind = kinds()[row.kind]
    neutral = str(kind.neutral)
    try:
        text = kind.text(row.says, {**row.words, "person": person or _("somebody of the network")})
    except KeyError:  # written by another version of the platform
        text = neutral
    return Told(row, str(kind.label), text, neutral)
