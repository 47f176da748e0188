"""What takes longer than a page may: issuing certificates, and the e-mails of trainings."""

from django.db import transaction
from django_tasks import task

from network.messages.tasks import enqueue_once

from .certificates import issuing
from .certificates import mails as certificate_mails


@task()
def post_of_trainings() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    from .mails import post  # mails reads who is told, and telling asks for this task

    post()


def post_soon() -> None:
    transaction.on_commit(lambda: enqueue_once(post_of_trainings))


@task()
def issue_certificates(*, uid: str) -> None:
    """Issue what still waits of one asking. Run twice at once, the second finds it taken in hand."""
    issuing.carry_out(uid=uid)


@task()
def post_of_certificates() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    certificate_mails.post()
