"""E-mails about places leave through the task queue."""

from django.db import transaction
from django_tasks import task

from network.messages.tasks import enqueue_once


@task()
def post_of_events() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    from .mails import post  # mails reads the line, whose verbs ask for this task

    post()


def post_soon() -> None:
    transaction.on_commit(lambda: enqueue_once(post_of_events))
