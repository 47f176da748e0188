"""Whoever was written to is told by the task queue, so that sending costs the same, delivered or not."""

from django.db import transaction
from django_tasks import task

from network.notices.services import notify

from .models import Message, Side


@task()
def tell_of(*, uid: str) -> None:
    """A notice to the other, once; nothing where it is not delivered, or she left meanwhile."""
    found = Message.objects.filter(uid=uid, is_delivered=True).select_related("conversation").first()
    if found is None:
        return
    sides = Side.objects.filter(conversation=found.conversation_id, left_at=None)
    other = sides.exclude(person=found.sender_id).select_related("person").first()
    if other is None:
        return
    with transaction.atomic():
        notify(
            to=other.person,
            kind="relay",
            says="wrote",
            link=found.conversation.get_absolute_url(),
            key=str(found.uid),
            is_neutral=True,
        )
