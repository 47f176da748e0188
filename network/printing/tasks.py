"""Long papers, made by the task queue."""

from django_tasks import task

from . import services


@task()
def make_papers(*, uid: str) -> None:
    """Make what was asked for, unless it was cancelled, made or taken in hand already."""
    services.make(uid=uid)
