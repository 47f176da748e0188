"""Asking for papers, making them, handing them over once, and forgetting them.

The content is composed anew each time with the rights of that moment: when it is asked for, when it is made,
and when it is taken. What she would no longer be told is not handed over.
"""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.notices.services import notify
from network.paper import making
from network.paper.kinds import Composed, Parameters, digest, rows_of
from network.paper.pdf import PaperUnavailableError

from .enums import PrintState
from .models import OPEN, Printing
from .queries import kinds
from .rules import DAYS, MOST_ATTEMPTS, is_lost

FOLDER = "printings"
_log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - no error: she cancelled it
    """Whoever asked for it wants it no longer."""


class ChangedError(Exception):
    """What the file says is no longer what she would be told; it is gone."""


def composed(kind: str, parameters: Parameters, viewer: Viewer, day: dt.date) -> Composed | None:
    """What the viewer may be told now; None where there is nothing for her, or no such kind."""
    found = kinds().get(kind)
    return found.compose(viewer, parameters, day) if found else None


@transaction.atomic
def ask(*, by: Any, kind: str, parameters: Parameters, ending: str, language: str, day: dt.date,
        papers: Composed) -> Printing:  # fmt: skip
    """Have the papers made; the same asked again is the one she has, while that says the same."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once are one asking
    key = hashlib.sha256(json.dumps([kind, dict(parameters), ending, language], sort_keys=True).encode())
    same = Printing.objects.filter(by=by, key=key.hexdigest(), state__in=OPEN).first()
    if same is not None and (same.state != PrintState.READY or same.digest == digest(papers)):
        return same
    if same is not None:
        _forget(same)
    asked = Printing(
        by=by,
        kind=kind,
        parameters=dict(parameters),
        ending=ending,
        language=language,
        day=day,
        key=key.hexdigest(),
        back=papers.back,
        total=len(papers.papers),
        rows=sum(map(rows_of, papers.papers)),
        name=f"{papers.name}.{ending}",
        beat_at=timezone.now(),
    )
    asked.full_clean()
    asked.save()
    _queue(asked)
    return asked


def keep_going(*, printing: Printing) -> Printing:
    """Ask the queue anew where the work was lost: a process that died leaves nothing half made."""
    with transaction.atomic():
        locked = _locked(printing.pk)
        if locked is not None and is_lost(locked, timezone.now()):
            locked.state, locked.beat_at, locked.done = PrintState.WAITING, timezone.now(), 0
            locked.save()
            _queue(locked)
    return locked or printing


@transaction.atomic
def try_again(*, printing: Printing) -> None:
    """Once what stood in the way was mended."""
    locked = _locked(printing.pk)
    if locked is None or locked.state != PrintState.FAILED:
        return
    others = Printing.objects.filter(by=locked.by_id, key=locked.key, state__in=OPEN)
    if others.exists():  # asked anew meanwhile
        locked.delete()
        return
    locked.state, locked.problem, locked.attempts, locked.done = PrintState.WAITING, "", 0, 0
    locked.beat_at, locked.day = timezone.now(), timezone.localdate()
    locked.save()
    _queue(locked)


@transaction.atomic
def discard(*, printing: Printing) -> None:
    """Cancel what is under way, or forget what is ready; whoever is at work on it stops."""
    locked = _locked(printing.pk)
    if locked is not None:
        _forget(locked)


def make(*, uid: str) -> None:
    """Make the file, once: run twice, the second finds it taken in hand or done."""
    printing = _claimed(uid)
    if printing is None:
        return
    viewer = viewer_for(printing.by)
    with translation.override(printing.language):
        try:
            papers = composed(printing.kind, printing.parameters, viewer, printing.day)
            if papers is None:
                _fail(printing, _("There is nothing here for you any longer: it went, or your rights did."))
                return
            Printing.objects.filter(pk=printing.pk).update(total=len(papers.papers))
            with TemporaryFile() as written:
                making.write(papers, printing.ending, written, _teller(printing))
                _finish(printing, papers, written)
        except Stopped:
            return
        except PaperUnavailableError as error:
            _fail(printing, str(error))
            return
        except Exception:
            _fail(
                printing,
                _("The file could not be made. Try again; if it fails again, ask for fewer at a time."),
            )
            raise


def _claimed(uid: str) -> Printing | None:
    with transaction.atomic():
        rows = Printing.objects.select_for_update(of=("self",)).select_related("by")
        locked = rows.filter(uid=uid, state__in=(PrintState.WAITING, PrintState.MAKING)).first()
        if locked is None or (locked.state == PrintState.MAKING and not is_lost(locked, timezone.now())):
            return None
        locked.attempts += 1
        locked.state, locked.beat_at, locked.done = PrintState.MAKING, timezone.now(), 0
        if locked.attempts > MOST_ATTEMPTS:
            locked.state = PrintState.FAILED
            with translation.override(locked.language):
                locked.problem = _(
                    "It was begun three times and interrupted each time. Ask for fewer at a time, or ask "
                    "whoever looks after this computer whether it has memory enough."
                )
        locked.save()
        return locked if locked.state == PrintState.MAKING else None


def _teller(printing: Printing) -> Callable[[int], None]:
    """Writes down how far it is; raises Stopped once it was cancelled or somebody else went on with it."""
    mine = Printing.objects.filter(pk=printing.pk, state=PrintState.MAKING, attempts=printing.attempts)

    def told(done: int) -> None:
        if not mine.update(done=done, beat_at=timezone.now()):
            raise Stopped

    return told


@transaction.atomic
def _fail(printing: Printing, problem: str) -> None:
    mine = Printing.objects.filter(pk=printing.pk, state=PrintState.MAKING, attempts=printing.attempts)
    if mine.update(state=PrintState.FAILED, problem=problem[:500]):
        _tell(printing, "failed")


@transaction.atomic
def _finish(printing: Printing, papers: Composed, written: IO[bytes]) -> None:
    locked = _locked(printing.pk)
    if locked is None or locked.state != PrintState.MAKING or locked.attempts != printing.attempts:
        return  # cancelled, or somebody else was faster
    locked.state, locked.done, locked.total = PrintState.READY, len(papers.papers), len(papers.papers)
    locked.digest, locked.size = digest(papers), written.tell()
    locked.name, locked.ready_at = f"{papers.name}.{locked.ending}", timezone.now()
    locked.file.save(locked.name, File(written), save=False)
    locked.full_clean()
    locked.save()
    _tell(locked, "ready")


def _tell(printing: Printing, says: str) -> None:
    """Each time it was made anew is told anew. Titles may tell the matter, so none stands in it."""
    notify(
        to=printing.by,
        kind="papers",
        says=says,
        link=printing.get_absolute_url(),
        key=f"{printing.uid} {says} {printing.attempts} {printing.day}",
    )


def take(*, printing: Printing, viewer: Viewer, by: Any) -> IO[bytes]:
    """The file, opened, for whoever asked for it and while it says what she would be told now.

    Raises ChangedError otherwise, and the file is gone.
    """
    with translation.override(printing.language):
        papers = composed(printing.kind, printing.parameters, viewer, printing.day)
    mine = printing.by_id == by.pk and printing.state == PrintState.READY
    same = papers is not None and digest(papers) == printing.digest
    if not (mine and same and printing.file.storage.exists(str(printing.file.name))):
        if mine:
            outdate(printing=printing, exists=papers is not None)
        raise ChangedError
    opened: IO[bytes] = printing.file.open("rb")
    with transaction.atomic():
        Printing.objects.filter(pk=printing.pk).update(taken_at=timezone.now())
        if note := kinds()[printing.kind].taken:
            note(by, printing.parameters, printing.ending)
    return opened


@transaction.atomic
def outdate(*, printing: Printing, exists: bool = True) -> None:
    """A file that says what is told no longer is deleted; it can be made again while there is something."""
    locked = _locked(printing.pk)
    if locked is None or locked.state != PrintState.READY:
        return
    if not exists:
        _forget(locked)
        return
    _delete_file(locked)
    locked.file, locked.digest, locked.state = "", "", PrintState.FAILED
    locked.problem = _("What it tells has changed since it was made. Have it made again.")
    locked.save()


def forget_old(now: dt.datetime | None = None) -> int:
    """Forget files after DAYS, and what an account that went or a process that died left in the folder."""
    limit = (now or timezone.now()) - dt.timedelta(days=DAYS)
    number = 0
    for old in Printing.objects.filter(asked_at__lt=limit):
        discard(printing=old)
        number += 1
    _sweep(limit)
    return number


def _sweep(limit: dt.datetime) -> None:
    storage: Any = Printing._meta.get_field("file").storage
    if not storage.exists(FOLDER):
        return
    kept = set(Printing.objects.exclude(file="").values_list("file", flat=True))
    for name in (f"{FOLDER}/{one}" for one in storage.listdir(FOLDER)[1]):
        if name not in kept and storage.get_modified_time(name) < limit:
            storage.delete(name)


def _forget(printing: Printing) -> None:
    _delete_file(printing)
    printing.delete()


def _delete_file(printing: Printing) -> None:
    name, storage = str(printing.file.name or ""), printing.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _locked(key: int) -> Printing | None:
    return Printing.objects.select_for_update(of=("self",)).filter(pk=key).first()


def _queue(printing: Printing) -> None:
    from .tasks import make_papers  # the task calls this module

    transaction.on_commit(lambda: make_papers.enqueue(uid=str(printing.uid)))
