"""Verbs on saved answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from network.accounts.viewer import Viewer
from network.insights.answers.reports import QUESTIONS
from network.insights.models import SavedAnswer
from network.journal.services import record

from .editions import Parameters, editions_of
from .rules import may_manage, may_open, role_of


@transaction.atomic
def save_answer(*, question: str, parameters: Parameters, title: str, by: Any, viewer: Viewer) -> SavedAnswer:
    """Keep the answer that `viewer` gets today. Without a title it is called by its question and the day.

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
    editions = editions_of(question, asked, viewer, today)
    answer.save()
    for edition in editions:
        edition.answer = answer
        edition.full_clean()
        edition.save()
    record(verb="save_answer", subject=answer, by=by, after={"title": answer.title, "question": question})
    return answer


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
