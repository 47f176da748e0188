"""Answers that the task queue is to keep."""

from network.insights.models import SavedAnswer, State
from network.insights.services import claim

from .tasks import keep_answer, work_key


def have_kept(answer: SavedAnswer) -> None:
    """Ask the queue to keep it; again only once whoever was at work on it has died."""
    uid = str(answer.uid)
    if answer.state == State.AT_WORK and claim(work_key(uid)):
        keep_answer.enqueue(uid=uid)
