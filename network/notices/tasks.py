"""E-mails of notices leave through the task queue, once what they tell is kept."""

from django_tasks import task

from .mailing import post


@task()
def post_notices() -> None:
    """What a lost task leaves, the next or the scheduled work sends."""
    post()
