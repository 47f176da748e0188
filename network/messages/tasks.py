"""E-mails leave through the task queue, once what asked for them is kept."""

from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from .sending import deliver_waiting


@task()
def deliver_mail() -> None:
    """Send whatever waits in the outbox; what a lost task leaves, the next or the daily job sends."""
    deliver_waiting()


def deliver_soon() -> None:
    """Have the outbox emptied as soon as this transaction is kept."""
    transaction.on_commit(lambda: enqueue_once(deliver_mail))


def enqueue_once(asked: Task[[], None]) -> None:
    """Have a task without arguments run, unless one waits to begin: that one finds what is kept by now.

    Call it after the commit. So a thousand places that are taken at once ask for their e-mails once.
    """
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=asked.module_path)
    if not waiting.exists():
        with transaction.atomic():  # on SQLite a transaction has its turn; a bare statement may starve
            asked.enqueue()
