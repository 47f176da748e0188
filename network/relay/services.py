"""Verbs on conversations. They stand in no journal: who reads it would know who writes to whom."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.blocks import block_writer
from network.people.models import Person

from .enums import Face
from .models import Acceptance, Conversation, Message, Side
from .queries import is_kept_from, reader_of, sent_since, shown_to, suspended_until
from .rules import TO_ONE, UNANSWERED, WEEK, again_at, limits_for


@transaction.atomic
def start(*, sender: Person, recipient: Person, subject: str, text: str, viewer: Viewer) -> Conversation:
    """Write to one whom she sees (a row of `queries.writable_to`), under a subject.

    Whether it is delivered is told by nothing. Raises ValidationError where she has to wait, saying until
    when.
    """
    _locked(sender)
    _may_write(sender, recipient)
    conversation = Conversation(subject=" ".join(subject.split()))
    conversation.full_clean()
    conversation.save()
    now = timezone.now()
    mine, theirs = shown_to(sender, reader_of(recipient)), shown_to(recipient, viewer)
    for place, person, shown in ((1, sender, mine), (2, recipient, theirs)):
        side = Side(conversation=conversation, person=person, place=place, face=shown.face)
        side.alias = shown.name if shown.face == Face.ALIAS else ""
        side.read_at = now if person.pk == sender.pk else None
        side.full_clean()
        side.save()
    _write(conversation, sender, text, now)
    return conversation


@transaction.atomic
def reply(*, conversation: Conversation, sender: Person, text: str) -> Message:
    """One more message there, by one of the two. Raises ValidationError as `start` does."""
    _locked(sender)
    other = Side.objects.filter(conversation=conversation).exclude(person=sender).first()
    _may_write(sender, other.person if other else None)
    now = timezone.now()
    message = _write(conversation, sender, text, now)
    Side.objects.filter(conversation=conversation, person=sender).update(read_at=now, hidden_at=None)
    return message


def _write(conversation: Conversation, sender: Person, text: str, now: dt.datetime) -> Message:
    """The same queries whether it is delivered or not: the task tells whom it is to be told."""
    from .tasks import tell_of  # the task calls services

    delivered = not is_kept_from(conversation, sender)
    message = Message(
        conversation=conversation, sender=sender, text=text.strip(), sent_at=now, is_delivered=delivered
    )
    message.full_clean()
    message.save()
    # To whom it is not delivered, `hidden_at` is as good as it was: no row of hers changes.
    others = Side.objects.filter(conversation=conversation, hidden_at__isnull=not delivered)
    others.exclude(person=sender).update(hidden_at=None)
    transaction.on_commit(lambda: tell_of.enqueue(uid=str(message.uid)))
    return message


def _locked(sender: Person) -> None:
    """One message of hers at a time, so that a limit is not passed by two at once."""
    Person.objects.select_for_update().only("pk").get(pk=sender.pk)


def _may_write(sender: Person, recipient: Person | None) -> None:
    until = suspended_until(sender)
    if until is not None:
        day = formats.date_format(until, "DATE_FORMAT")
        raise ValidationError(
            _("You may not write to other members until %(date)s, that day included.") % {"date": day},
            code="suspended",
        )
    now = timezone.now()
    sent = list(sent_since(sender, now - WEEK).values_list("sent_at", "conversation__sides__person"))
    moments = [moment for moment, person in sent if person == sender.pk]
    opened = sender.account.date_joined if sender.account else now
    waits = [again_at(moments, limit, now) for limit in limits_for(opened, now)]
    if found := [moment for moment in waits if moment]:
        raise _wait(max(found), _("You have written many messages in a short time."))
    if recipient is None:
        return
    to_her = [moment for moment, person in sent if person == recipient.pk]
    if moment := again_at(to_her, TO_ONE, now):
        raise _wait(moment, _("You have written many messages to her in a short time."))
    answered = _last_answer(sender, recipient, now)
    since = [one for one in to_her if answered is None or one > answered]
    if moment := again_at(since, UNANSWERED, now):
        raise _wait(moment, _("She has not answered your last messages yet; when she does, you may go on."))


def _last_answer(sender: Person, recipient: Person, now: dt.datetime) -> dt.datetime | None:
    hers = Message.objects.filter(sender=recipient, is_delivered=True, sent_at__gt=now - WEEK)
    return hers.filter(conversation__sides__person=sender).order_by("-sent_at").values_list(
        "sent_at", flat=True
    ).first()  # fmt: skip


def _wait(moment: dt.datetime, why: str) -> ValidationError:
    local = timezone.localtime(moment) + dt.timedelta(minutes=1)
    words = {
        "date": formats.date_format(local, "DATE_FORMAT"),
        "time": formats.date_format(local, "TIME_FORMAT"),
    }
    again = _("You may write again on %(date)s at %(time)s. Your text is kept here.") % words
    return ValidationError(f"{why} {again}", code="wait")


@transaction.atomic
def mark_read(*, conversation: Conversation, person: Person) -> None:
    """For herself: whoever wrote does not learn it."""
    Side.objects.filter(conversation=conversation, person=person).update(read_at=timezone.now())


@transaction.atomic
def share_email(*, conversation: Conversation, person: Person, shares: bool) -> None:
    """Whether the other reads her address there, from now on."""
    sides = Side.objects.filter(conversation=conversation, person=person, left_at=None)
    sides.update(shares_email=shares)


@transaction.atomic
def hide(*, conversation: Conversation, person: Person, hidden: bool) -> None:
    """Out of her list until the next message, or back."""
    moment = timezone.now() if hidden else None
    Side.objects.filter(conversation=conversation, person=person).update(hidden_at=moment)


@transaction.atomic
def leave(*, conversation: Conversation, person: Person) -> None:
    """Nothing of it reaches her any more. The other goes on seeing what was written, and is not told."""
    sides = Side.objects.filter(conversation=conversation, person=person)
    sides.update(left_at=timezone.now(), shares_email=False)


@transaction.atomic
def block_from(*, conversation: Conversation, person: Person, label: str) -> None:
    """Leave it, and neither sees the other any more. `label` is how she reads the other there."""
    other = Side.objects.filter(conversation=conversation).exclude(person=person).first()
    if other is not None:
        block_writer(blocker=person, writer=other.person, label=label)
    leave(conversation=conversation, person=person)


@transaction.atomic
def accept_messages(*, person: Person, accepts: bool) -> None:
    """Whether members may begin to write to her. Conversations that she has go on."""
    Acceptance.objects.update_or_create(person=person, defaults={"accepts": accepts})


def accepts_messages(person_id: int | None) -> bool:
    return not Acceptance.objects.filter(person=person_id, accepts=False).exists()
