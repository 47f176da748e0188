"""Verbs on saved answers."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from network.accounts.viewer import Viewer, viewer_for
from network.insights.answers.reports import QUESTIONS
from network.insights.models import Edition, SavedAnswer, State
from network.insights.selection import BadSelectionError
from network.insights.services import is_large
from network.insights.waiting import NotYet
from network.journal.services import record
from network.notices.services import notify

from .editions import Parameters, editions_of
from .rules import may_manage, may_open, role_of


@transaction.atomic
def save_answer(*, question: str, parameters: Parameters, title: str, by: Any, viewer: Viewer) -> SavedAnswer:
    """Keep the answer that `viewer` gets today. Without a title it is called by its question and the day.

    One that takes longer than a page may is left at work, for the task queue to `compute`.

    Raises `BadSelectionError` where the question has no answer, `ValidationError` for a title that is
    too long, `PermissionDenied` for who is no insider, `KeyError` for an unknown question.
    """
    if not may_open(viewer):
        raise PermissionDenied
    asked = only_known(question, parameters)
    today = timezone.localdate()
    answer = SavedAnswer(
        title=" ".join(title.split()) or default_title(question),
        question=question,
        asked=asked,
        language=get_language() or "es",
        author=by,
        role=role_of(viewer),
    )
    answer.full_clean()
    editions = None
    if not is_large():
        with suppress(NotYet):
            editions = editions_of(question, asked, viewer, today, wait=False)
    if editions is None:
        answer.state = State.AT_WORK
        answer.save()
        return answer
    _keep(answer, editions)
    return answer


def compute(*, answer: SavedAnswer) -> None:
    """Ask what is at work, with the rights that its author holds now, and keep what is found.

    Whoever computed it twice keeps it once. What stands in the way is kept in `problems`.
    """
    viewer, today = viewer_for(answer.author), timezone.localdate()
    if not may_open(viewer):
        _fail(answer, [])
        return
    try:
        editions = editions_of(answer.question, answer.asked, viewer, today, wait=True)
    except BadSelectionError as error:
        _fail(answer, [problem.text for problem in error.problems])
    except BaseException:
        _fail(answer, [])
        raise
    else:
        with transaction.atomic():
            locked = SavedAnswer.objects.select_for_update().get(pk=answer.pk)
            if locked.state == State.AT_WORK:
                _keep(locked, editions)
                _tell(locked, "kept")


def _tell(answer: SavedAnswer, says: str) -> None:
    """Its author, who may have gone on to other work."""
    if answer.author is not None:
        link = reverse("saved_answer", args=[answer.uid])
        key = f"{answer.uid} {says} {timezone.now():%Y-%m-%d %H:%M}"
        notify(to=answer.author, kind="saved_answers", says=says, link=link, key=key)


def _keep(answer: SavedAnswer, editions: list[Edition]) -> None:
    answer.state, answer.saved_at = State.KEPT, timezone.now()
    answer.save()
    for edition in editions:
        edition.answer = answer
        edition.full_clean()
        edition.save()
    after = {"title": answer.title, "question": answer.question}
    record(verb="save_answer", subject=answer, by=answer.author, after=after)


@transaction.atomic
def _fail(answer: SavedAnswer, problems: list[str]) -> None:
    at_work = SavedAnswer.objects.filter(pk=answer.pk, state=State.AT_WORK)
    if at_work.update(state=State.FAILED, problems=problems):
        _tell(answer, "failed")


@transaction.atomic
def try_again(*, answer: SavedAnswer, viewer: Viewer) -> SavedAnswer:
    """Put what could not be computed to work once more."""
    locked = _managed(answer, viewer)
    if locked.state == State.FAILED:
        locked.state, locked.problems = State.AT_WORK, []
        locked.save(update_fields=["state", "problems"])
    return locked


def default_title(question: str) -> str:
    return f"{QUESTIONS[question].label} ({date_format(timezone.localdate())})"


def only_known(question: str, parameters: Parameters) -> dict[str, list[str]]:
    """What the question understands of an address, blanks left out; "ver" says that layers were chosen."""
    known = (*QUESTIONS[question].parameters, "ver")
    found = {name: [value.strip() for value in parameters.get(name, []) if value.strip()] for name in known}
    return {name: values for name, values in found.items() if values}


@transaction.atomic
def rename(*, answer: SavedAnswer, title: str, by: Any, viewer: Viewer) -> SavedAnswer:
    """Raises `ValidationError` for a title that is empty or too long."""
    locked = _managed(answer, viewer)
    before, locked.title = locked.title, " ".join(title.split())
    locked.full_clean()
    if locked.title == before:
        return locked
    locked.save(update_fields=["title"])
    record(
        verb="rename_saved_answer",
        subject=locked,
        by=by,
        before={"title": before},
        after={"title": locked.title},
    )
    return locked


@transaction.atomic
def discard(*, answer: SavedAnswer, by: Any, viewer: Viewer) -> SavedAnswer:
    """Out of everybody's sight but of those who may bring it back."""
    locked = _managed(answer, viewer)
    if locked.discarded_at is None:
        locked.discarded_at = timezone.now()
        locked.save(update_fields=["discarded_at"])
        record(verb="discard_saved_answer", subject=locked, by=by)
    return locked


@transaction.atomic
def bring_back(*, answer: SavedAnswer, by: Any, viewer: Viewer) -> SavedAnswer:
    locked = _managed(answer, viewer)
    if locked.discarded_at is not None:
        locked.discarded_at = None
        locked.save(update_fields=["discarded_at"])
        record(verb="bring_back_saved_answer", subject=locked, by=by)
    return locked


def _managed(answer: SavedAnswer, viewer: Viewer) -> SavedAnswer:
    locked = SavedAnswer.objects.select_for_update().get(pk=answer.pk)
    if not may_manage(locked.author_id, viewer):
        raise PermissionDenied
    return locked
