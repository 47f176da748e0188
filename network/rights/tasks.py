"""Copies of one's own data, made by the task queue."""

from django_tasks import task

from . import copying


@task()
def make_copy(*, uid: str) -> None:
    """Make the copy, unless it was made or taken in hand already."""
    copying.make(uid=uid)
