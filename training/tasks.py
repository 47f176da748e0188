"""What takes longer than a page may: issuing certificates, and telling of them by e-mail."""

from django_tasks import task

from .certificates import issuing, mails


@task()
def issue_certificates(*, uid: str) -> None:
    """Issue what still waits of one asking. Run twice at once, the second finds it taken in hand."""
    issuing.carry_out(uid=uid)


@task()
def post_of_certificates() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    mails.post()
