"""The scan of the signed list, as evidence of an event: attached, replaced, taken away, with a trace."""

import logging
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.files.checking import Checked
from network.journal.services import record

from .line import locked
from .models import Event, SignedSheet
from .queries import kept_by
from .rules import takes_attendance

MOST_SHEETS = 10
_log = logging.getLogger(__name__)


def sheets_kept_by(viewer: Viewer) -> QuerySet[SignedSheet]:
    """The scans of the events that she runs; nobody else learns that there are any."""
    kept = kept_by(Event.objects.order_by(), viewer).values("pk")
    return SignedSheet.objects.filter(event__in=kept)


@transaction.atomic
def attach_sheet(
    *, event: Event, by: User, scan: Checked, replaces: SignedSheet | None = None
) -> SignedSheet:
    """Keep a checked file with the event, in the place of another if so. The same content twice is one file.

    Raises ValidationError before the doors open, and for too many.
    """
    row = _hers(event, by)
    if not takes_attendance(row, timezone.now()):
        raise ValidationError(_("The signed list is attached once the event has begun."), code="early")
    same = row.sheets.filter(sha256=scan.sha256).first()
    if same is not None:
        return same
    if replaces is None and row.sheets.count() >= MOST_SHEETS:
        raise ValidationError({"scan": _("An event holds up to %(n)s scans.") % {"n": MOST_SHEETS}})
    kept = SignedSheet(event=row, content_type=scan.content_type, size=len(scan.content), sha256=scan.sha256)
    kept.file.save(f"sheet.{scan.extension}", scan.file("sheet"), save=False)
    kept.full_clean()
    kept.save()
    before = {"sha256": replaces.sha256} if replaces is not None else None
    verb = "attach_sheet" if replaces is None else "replace_sheet"
    record(verb=verb, subject=row, by=by, before=before, after={"sha256": kept.sha256})
    if replaces is not None:
        _delete(replaces)
    return kept


@transaction.atomic
def remove_sheet(*, sheet: SignedSheet, by: User, reason: str) -> None:
    """Take a scan away for good; what it was stays in the journal by its hash, with the reason."""
    row = _hers(sheet.event, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the file is taken away.")})
    record(verb="remove_sheet", subject=row, by=by, reason=reason.strip(), before={"sha256": sheet.sha256})
    _delete(sheet)


def forget_sheets(sheets: Iterable[SignedSheet]) -> int:
    """Those whose time is over; how many."""
    number = 0
    for sheet in sheets:
        with transaction.atomic():
            record(verb="forget_sheet", subject=sheet.event, before={"sha256": sheet.sha256})
            _delete(sheet)
        number += 1
    return number


def _delete(sheet: SignedSheet) -> None:
    name, storage = str(sheet.file.name), sheet.file.storage
    sheet.delete()

    def forget() -> None:
        try:
            storage.delete(name)
        except OSError:
            _log.warning("a file without a record stays: %s", name)

    transaction.on_commit(forget)


def _hers(event: Event, by: User) -> Event:
    row = locked(event)
    if not kept_by(Event.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    return row
