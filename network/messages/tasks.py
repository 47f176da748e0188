"""E-mails leave through the task queue, once what asked for them is kept."""

from django.db import transaction
from django_tasks import task

from .sending import deliver_waiting


@task()
def deliver_mail() -> None:
    """Send whatever waits in the outbox; what a lost task leaves, the next or the daily job sends."""
    deliver_waiting()


def deliver_soon() -> None:
    """Have the outbox emptied as soon as this transaction is kept."""
    transaction.on_commit(deliver_mail.enqueue)
