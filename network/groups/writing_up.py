"""After the meeting: what one page says of it, written in one transaction or not at all."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from network.accounts.models import User
from network.institutions.models import Institution

from .acuerdos import carry_over, drop, mark_done, record_acuerdo
from .enums import AcuerdoStatus, SessionStatus
from .models import Acuerdo, GroupSession
from .services import Attended, correct_session, hold_session, record_attendance, record_minutes


class Outcome(TextChoices):
    """What became of an acuerdo of an earlier session."""

    STAYS = "", pgettext_lazy("acuerdo", "still open")
    DONE = "done", pgettext_lazy("acuerdo", "done")
    CARRIED = "carried", pgettext_lazy("acuerdo", "goes on in this session")
    DROPPED = "dropped", pgettext_lazy("acuerdo", "dropped")


_AFTER = {
    Outcome.DONE: AcuerdoStatus.DONE,
    Outcome.CARRIED: AcuerdoStatus.CARRIED_OVER,
    Outcome.DROPPED: AcuerdoStatus.DROPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`on` is the day it was done, `due_on` the new one where it goes on, `words` a note or reason."""

    acuerdo: Acuerdo
    outcome: str
    on: str = ""
    due_on: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A new acuerdo. Under a `uid` that is known nothing is recorded again."""

    uid: uuid.UUID
    text: str
    responsible: tuple[Institution, ...] = ()
    due_on: str = ""


class RefusedError(Exception):
    """What a verb refused, of which part ("held", "attended", "review", "agreed"), and the place in it."""

    def __init__(self, part: str, place: int, error: ValidationError) -> None:
        super().__init__(part)
        self.part, self.place, self.error = part, place, error


@transaction.atomic
def write_up(
    *,
    session: GroupSession,
    by: User,
    happens_on: str,
    minutes: str,
    attended: Sequence[Attended],
    reviews: Sequence[Review] = (),
    agreed: Sequence[Agreed] = (),
    **values: Any,
) -> GroupSession:
    """Say that it was held, who was there, what became of earlier acuerdos, and what was agreed now.

    A session that was held already is corrected, so that a page may be sent again. Raises RefusedError.
    """
    with _of("held"):
        if session.status == SessionStatus.HELD:
            held = correct_session(session=session, by=by, happens_on=happens_on, **values)
            if held.minutes != minutes.strip():
                held = record_minutes(
                    session=held, by=by, minutes=minutes, minutes_document=held.minutes_document
                )
        else:
            held = hold_session(session=session, by=by, happens_on=happens_on, minutes=minutes, **values)
    with _of("attended"):
        record_attendance(session=held, by=by, attended=attended)
    for place, review in enumerate(reviews):
        with _of("review", place):
            _reviewed(review, held, by)
    for place, one in enumerate(agreed):
        with _of("agreed", place):
            record_acuerdo(
                session=held,
                by=by,
                text=one.text,
                responsible=one.responsible,
                due_on=one.due_on,
                uid=one.uid,
            )
    return held


def _reviewed(review: Review, held: GroupSession, by: User) -> None:
    outcome = Outcome(review.outcome)
    if outcome == Outcome.STAYS or _is_so_already(review.acuerdo, outcome, held):
        return
    if outcome == Outcome.DONE:
        mark_done(acuerdo=review.acuerdo, by=by, on=review.on, note=review.words, reviewed_in=held)
    elif outcome == Outcome.DROPPED:
        drop(acuerdo=review.acuerdo, by=by, reason=review.words, reviewed_in=held)
    else:
        carry_over(
            acuerdo=review.acuerdo,
            to=held,
            by=by,
            reason=review.words,
            **({"due_on": review.due_on} if review.due_on else {}),
        )


def _is_so_already(acuerdo: Acuerdo, outcome: Outcome, held: GroupSession) -> bool:
    """The same page, sent twice."""
    row = Acuerdo.objects.filter(pk=acuerdo.pk, status=_AFTER[outcome])
    return row.filter(carried_to__session=held).exists() if outcome == Outcome.CARRIED else row.exists()


@contextmanager
def _of(part: str, place: int = 0) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise RefusedError(part, place, error) from error
