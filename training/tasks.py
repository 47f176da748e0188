"""What takes longer than a page may: issuing certificates."""

from django_tasks import task

from .certificates import issuing


@task()
def issue_certificates(*, uid: str) -> None:
    """Issue what still waits of one asking. Run twice at once, the second finds it taken in hand."""
    issuing.carry_out(uid=uid)
