"""The doors to the relay: who may be written to, whose conversations, which reports."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.accounts.viewer import GrantFact, Viewer, viewer_for
from network.people import queries as people
from network.people.address_keys import keys_of
from network.people.enums import Visibility
from network.people.models import Block, Person
from network.people.rules import seen, shown_line

from .enums import Face, Measure
from .models import Acceptance, Conversation, Message, Report, Side

_ADMINISTRATOR = GrantFact(Role.ADMINISTRATOR)


def writable_to(persons: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """Of the people whom the viewer sees, those to whom she may write: with an account, and not refusing it.

    One who is protected is written to by nobody, and one who is hidden by whoever has her in her care alone.
    """
    if viewer.person_id is None:
        return people.visible_to(persons, viewer).none()
    refuses = Acceptance.objects.filter(person=OuterRef("pk"), accepts=False)
    told = people.visible_to(persons, viewer).filter(~Exists(refuses), account__is_active=True)
    return told.exclude(visibility=Visibility.PROTECTED).exclude(pk=viewer.person_id)


def conversations_of(viewer: Viewer, *, hidden: bool | None = None) -> QuerySet[Conversation]:
    """Hers, unless she left, where something was written that she may read; the latest first.

    `hidden` asks for those alone that she hid, or that she did not.

    Annotates `latest` and `has_news`; with both sides.
    """
    theirs = _readable(Message.objects.filter(conversation=OuterRef("pk")), viewer)
    own = Side.objects.filter(conversation=OuterRef("pk"), person=viewer.person_id, left_at=None)
    if hidden is not None:
        own = own.filter(hidden_at__isnull=not hidden)
    found = _whole(Conversation.objects.filter(Exists(own), Exists(theirs)), viewer)
    return found.order_by("-latest", "-pk")  # type: ignore[misc]


def _whole(found: QuerySet[Conversation], viewer: Viewer) -> QuerySet[Conversation]:
    readable = Q(messages__is_delivered=True) | Q(messages__sender=viewer.person_id)
    news = Message.objects.filter(conversation=OuterRef("pk"), is_delivered=True).exclude(
        sender=viewer.person_id
    )
    unread = Side.objects.filter(conversation=OuterRef("conversation"), person=viewer.person_id)
    unread = unread.filter(Q(read_at=None) | Q(read_at__lt=OuterRef("sent_at")))
    both = Side.objects.select_related("person__account").order_by("place")
    return found.annotate(
        latest=Max("messages__sent_at", filter=readable), has_news=Exists(news.filter(Exists(unread)))
    ).prefetch_related(Prefetch("sides", queryset=both))


def messages_in(conversation: Conversation, viewer: Viewer) -> QuerySet[Message]:
    return _readable(conversation.messages.all(), viewer)


def _readable(messages: QuerySet[Message], viewer: Viewer) -> QuerySet[Message]:
    """What she wrote herself, delivered or not, and what was delivered to her."""
    return messages.filter(Q(sender=viewer.person_id) | Q(is_delivered=True))


@dataclass(frozen=True, slots=True)
class Other:
    """The other of a conversation in the words of whoever reads it. `uid` leads to her page where it may."""

    name: str
    uid: str = ""
    institution: str = ""
    email: str = ""  # which she shares in this conversation


def others_in(conversations: Iterable[Conversation], viewer: Viewer) -> dict[int, Other]:
    """Whom she reads in each: by what she may see today, and never more than when it began."""
    sides = {
        row.pk: next((side for side in row.sides.all() if side.person_id != viewer.person_id), None)
        for row in conversations
    }
    keys = {side.person_id for side in sides.values() if side}
    found = people.with_what_is_shown(people.visible_to(Person.objects.filter(pk__in=keys), viewer))
    rows = {person.pk: person for person in found} if keys else {}
    return {
        key: _other(side, rows.get(side.person_id), viewer) if side else Other(_("Somebody who is gone"))
        for key, side in sides.items()
    }


def _other(side: Side, row: Any, viewer: Viewer) -> Other:
    person, uid, institution = side.person, "", ""
    name = side.alias if side.face == Face.ALIAS else _("A member of the network")
    # An alias that grew into a name, or a name that became an alias, would tell that they are one.
    if row is not None and (
        (side.face == Face.NAME and row.sees_name)
        or (side.face == Face.ALIAS and not row.sees_name and row.alias == side.alias)
    ):
        name, uid, institution = shown_line(row)[0], str(row.uid), _institution(row)
    shares = side.shares_email and person.visibility != Visibility.PROTECTED
    email = address_of(person) if shares and person.pk not in viewer.blocked_ids else ""
    return Other(name, uid, institution, email)


def _institution(row: Any) -> str:
    return "; ".join(name for name, _address in seen(row).institutions)


def address_of(person: Person) -> str:
    """The address that she would share."""
    return person.email or (person.account.email if person.account else "")


@dataclass(frozen=True, slots=True)
class Shown:
    """As whom one would be read by another."""

    face: Face
    name: str = ""
    institution: str = ""


def shown_to(person: Person, reader: Viewer) -> Shown:
    """As whom that reader would read her today. A block between them changes nothing, or it would tell."""
    facts = {fact.name: getattr(reader, fact.name) for fact in fields(Viewer)}  # a request's Viewer is lazy
    unblocked = Viewer(**facts | {"blocked_ids": frozenset()})
    rows = people.visible_to(Person.objects.filter(pk=person.pk), unblocked)
    row = people.with_what_is_shown(rows).first()
    if row is None:
        return Shown(Face.NOBODY)
    face = Face.NAME if row.sees_name else Face.ALIAS  # type: ignore[attr-defined]
    return Shown(face, shown_line(row)[0], _institution(row))


def reader_of(person: Person) -> Viewer:
    return viewer_for(person.account)


def is_kept_from(conversation: Conversation, sender: Person) -> bool:
    """Whether what she writes there is not delivered: a block either way, or the other left or is gone."""
    other = Side.objects.filter(conversation=conversation).exclude(person=sender)
    account = keys_of(sender.account.email) if sender.account else []
    blocks = Block.objects.filter(
        Q(blocker=OuterRef("person"), blocked=sender)
        | Q(blocker=OuterRef("person"), address_key__in=account)
        | Q(blocker=sender, blocked=OuterRef("person"))
    )
    reached = other.filter(~Exists(blocks), left_at=None, person__account__is_active=True)
    return not reached.exists()


def blocked_by_her(conversation: Conversation, viewer: Viewer) -> bool:
    """Whether she herself blocked the other; what the other did is told to nobody."""
    others = Side.objects.filter(conversation=conversation).exclude(person=viewer.person_id)
    return Block.objects.filter(blocker=viewer.person_id, blocked__in=others.values("person")).exists()


def suspended_until(person: Person) -> Any:
    """The last day on which she may not write; nothing where she may."""
    today = timezone.localdate()
    held = Report.objects.filter(reported=person, measure=Measure.SUSPENSION, suspended_until__gte=today)
    return held.aggregate(last=Max("suspended_until"))["last"]


def administers(viewer: Viewer) -> bool:
    return _ADMINISTRATOR in viewer.grants


def reports_visible_to(viewer: Viewer) -> QuerySet[Report]:
    """For administrators of the network alone, for the reported may be a coordinator.

    None sees a report about herself.
    """
    if not administers(viewer):
        return Report.objects.none()
    found = Report.objects.all()
    return found if viewer.person_id is None else found.exclude(reported=viewer.person_id)


def administrators_but(*persons: Person | None) -> QuerySet[User]:
    grants = Grant.objects.filter(role=Role.ADMINISTRATOR, scope="network").in_force(timezone.localdate())
    keys = [one.account_id for one in persons if one is not None and one.account_id is not None]
    return User.objects.filter(is_active=True, grants__in=grants).exclude(pk__in=keys).distinct()


def sent_since(person: Person, moment: datetime) -> QuerySet[Message]:
    return Message.objects.filter(sender=person, sent_at__gt=moment).order_by("sent_at")
