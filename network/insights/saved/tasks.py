"""Keeping an answer that takes longer than a page may."""

from django.utils import translation
from django_tasks import task

from network.insights.models import SavedAnswer, State
from network.insights.services import at_work

from . import services


def work_key(uid: str) -> str:
    return f"insights-saved-{uid}"


@task()
def keep_answer(*, uid: str) -> None:
    """Compute and keep it, if that is still to be done. Without its author there is nobody to keep it for."""
    answer = SavedAnswer.objects.filter(uid=uid, state=State.AT_WORK).select_related("author").first()
    if answer is None:
        return
    if answer.author is None:
        answer.delete()
        return
    with translation.override(answer.language), at_work(work_key(uid)):
        services.compute(answer=answer)
