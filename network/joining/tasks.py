"""E-mails of joining leave through the task queue: no page takes longer for one address than for another."""

from django.db import transaction
from django_tasks import task

from .mails import post


@task()
def post_to_applicants() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    post()


def post_soon() -> None:
    transaction.on_commit(post_to_applicants.enqueue)
