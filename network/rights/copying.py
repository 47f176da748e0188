"""Asking for a copy of one's own data, making it in the background, taking it, forgetting it."""

import datetime as dt
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from network.accounts.models import User
from network.notices.services import notify
from network.people.models import Person

from . import bundle
from .enums import FileState
from .models import DataCopy
from .whose import whose_account, whose_of

DAYS = 7
LOST_AFTER = dt.timedelta(minutes=2)  # without a beat: the process that made it has died
MOST_ATTEMPTS = 3


@transaction.atomic
def ask_copy(*, person: Person | None, by: User, language: str) -> DataCopy:
    """Begin a copy as of now, of `person`, or of the account `by` alone where it has no record.

    One that is under way is not begun twice; one that is ready gives way.
    """
    if person is not None:
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        old = DataCopy.objects.filter(person=person).first()
    else:
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)
        old = DataCopy.objects.filter(person=None, account=by).first()
    if old is not None and old.account_id == by.pk and is_under_way(old) and not is_lost(old):
        return old
    if old is not None:
        _forget(old)
    made = DataCopy(
        person=person, account=by, language=language[:5], total=bundle.rooms() + 1, beat_at=timezone.now()
    )
    made.full_clean()
    made.save()
    _queue(made)
    return made


def is_under_way(copy: DataCopy) -> bool:
    return copy.state in (FileState.WAITING, FileState.MAKING)


def is_lost(copy: DataCopy) -> bool:
    return is_under_way(copy) and timezone.now() - copy.beat_at > LOST_AFTER


def keep_going(*, copy: DataCopy) -> DataCopy:
    """Ask the queue anew where the work was lost."""
    with transaction.atomic():
        locked = DataCopy.objects.select_for_update(of=("self",)).filter(pk=copy.pk).first()
        if locked is not None and is_lost(locked):
            locked.state, locked.done, locked.beat_at = FileState.WAITING, 0, timezone.now()
            locked.save()
            _queue(locked)
    return locked or copy


def make(*, uid: str) -> None:
    """Make the file, once: whoever comes second finds it taken in hand."""
    with transaction.atomic():
        rows = DataCopy.objects.select_for_update(of=("self",)).select_related("person__account", "account")
        row = rows.filter(uid=uid, state=FileState.WAITING).first()
        if row is None:
            return
        row.attempts += 1
        row.state = FileState.FAILED if row.attempts > MOST_ATTEMPTS else FileState.MAKING
        row.beat_at = timezone.now()
        row.save()
        if row.state == FileState.FAILED:
            _tell(row, "copy_failed")
            return
    mine = DataCopy.objects.filter(pk=row.pk, state=FileState.MAKING, attempts=row.attempts)
    try:
        with translation.override(row.language):
            whose = whose_of(row.person) if row.person else whose_account(row.account)
            sections = bundle.sections_of(whose, lambda n: _beat(mine, n))
            content, has_paper = bundle.bundled(sections, timezone.now())
    except Exception:
        with transaction.atomic():
            if mine.update(state=FileState.FAILED):
                _tell(row, "copy_failed")
        raise
    with transaction.atomic():
        locked = mine.select_for_update(of=("self",)).first()
        if locked is None or not _still_hers(row):
            return
        locked.file.save("mis-datos.zip", ContentFile(content), save=False)
        locked.state, locked.size, locked.done = FileState.READY, len(content), locked.total
        locked.ready_at, locked.without_paper = timezone.now(), not has_paper
        locked.full_clean()
        locked.save()
        _tell(locked, "copy")


def _still_hers(row: DataCopy) -> bool:
    """An account that is no longer hers takes nothing of hers along."""
    if row.person_id is None:
        return True
    return Person.objects.filter(pk=row.person_id, account=row.account_id).exists()


def take(*, copy: DataCopy, by: Any) -> IO[bytes] | None:
    """The file, opened, for her alone; None where it is not ready or has gone from the disk."""
    if copy.account_id != by.pk or copy.state != FileState.READY:
        return None
    if not copy.file.storage.exists(str(copy.file.name)):
        return None
    opened: IO[bytes] = copy.file.open("rb")
    return opened


def forget_old(now: dt.datetime | None = None) -> int:
    """Copies go after DAYS."""
    old = DataCopy.objects.filter(asked_at__lt=(now or timezone.now()) - dt.timedelta(days=DAYS))
    with transaction.atomic():
        rows = list(old.select_for_update(of=("self",)))
        for row in rows:
            _forget(row)
    return len(rows)


@transaction.atomic
def discard(*, copy: DataCopy) -> None:
    _forget(copy)


def _beat(mine: Any, done: int) -> None:
    mine.update(done=done, beat_at=timezone.now())


def _tell(row: DataCopy, says: str) -> None:
    notify(
        to=row.account,
        kind="rights",
        says=says,
        link=reverse("own_data"),
        key=f"{row.uid} {says} {row.attempts}",
    )


def _forget(row: DataCopy) -> None:
    name, storage = str(row.file.name or ""), row.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    row.delete()


def _queue(row: DataCopy) -> None:
    from .tasks import make_copy  # the task calls this module

    transaction.on_commit(lambda: make_copy.enqueue(uid=str(row.uid)))
