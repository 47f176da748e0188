"""E-mails about enrolments leave through the task queue."""

from django.db import transaction
from django_tasks import task


@task()
def post_of_trainings() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    from .mails import post  # mails reads who is told, and telling asks for this task

    post()


def post_soon() -> None:
    transaction.on_commit(post_of_trainings.enqueue)
