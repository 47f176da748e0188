"""Photos and scans of an action: kept without what the camera wrote into them, taken away with a reason."""

import logging
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.files.checking import Checked
from network.journal.services import record

from .models import Evidence, Milestone
from .queries import may_change

MOST_FILES = 10
_log = logging.getLogger(__name__)


@transaction.atomic
def attach_evidence(*, by: User, milestone: Milestone, scan: Checked) -> Evidence:
    """Keep a checked file with an action. The same content twice is one file."""
    locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if not may_change(locked, viewer_for(by)):
        raise ValidationError(_("Only who coordinates the institution that carried it out may change it."))
    kept = add_evidence(locked, scan)
    record(verb="attach_evidence", subject=locked, by=by, after={"sha256": kept.sha256})
    return kept


@transaction.atomic
def remove_evidence(*, by: User, evidence: Evidence, reason: str) -> None:
    """Take a file away for good; what it was stays in the journal by its hash."""
    if not may_change(evidence.milestone, viewer_for(by)):
        raise ValidationError(_("Only who coordinates the institution that carried it out may change it."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the file is taken away.")})
    before = {"sha256": evidence.sha256}
    record(verb="remove_evidence", subject=evidence.milestone, by=by, reason=reason, before=before)
    name = str(evidence.file.name)
    evidence.delete()
    transaction.on_commit(lambda: forget_files([name]))


def add_evidence(milestone: Milestone, scan: Checked) -> Evidence:
    """Within the transaction of a deed, which journals it."""
    same = milestone.evidence.filter(sha256=scan.sha256).first()
    if same is not None:
        return same
    if milestone.evidence.count() >= MOST_FILES:
        raise ValidationError({"photo": _("An action holds up to %(n)s files.") % {"n": MOST_FILES}})
    kept = Evidence(
        milestone=milestone, content_type=scan.content_type, size=len(scan.content), sha256=scan.sha256
    )
    kept.file.save(f"evidence.{scan.extension}", scan.file("evidence"), save=False)
    kept.full_clean()
    kept.save()
    return kept


def forget_files(names: Iterable[str]) -> None:
    """Remove stored files to which no record leads any more."""
    storage = Evidence._meta.get_field("file").storage
    for name in names:
        try:
            storage.delete(name)
        except OSError:
            _log.warning("a file without a record stays: %s", name)
