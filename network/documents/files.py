"""Scans and evidence of documents: attached, opened, and taken away with a reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from library.bare_pdf import BARE_EDITION
from network.files.checking import Checked, public_version
from network.journal.services import record

from .models import Document, DocumentFile

MOST_FILES = 20


@transaction.atomic
def attach_file(
    *, document: Document, scan: Checked, by: Any, label: str = "", is_public_version: bool = False
) -> DocumentFile:
    """Keep a checked file with the document. The same content twice is one file.

    A private file is kept as it came, for its signature and its hash hold for these bytes alone; a public
    version without what it tells of who made it.
    """
    came = scan.sha256
    if is_public_version:
        scan = public_version(scan)
    held = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    same = held.files.filter(sha256__in={came, scan.sha256}).first()
    if same is not None:
        if same.is_public_version != is_public_version:
            raise ValidationError(
                _("This very file is here already as the other version. Choose the right file."), code="same"
            )
        return same
    if held.files.count() >= MOST_FILES:
        raise ValidationError(_("A document holds up to %(n)s files."), params={"n": MOST_FILES})
    kept = DocumentFile(
        document=held,
        content_type=scan.content_type,
        size=len(scan.content),
        sha256=scan.sha256,
        label=label.strip(),
        is_public_version=is_public_version,
        bare_edition=BARE_EDITION if is_public_version else 0,
    )
    kept.file.save(f"scan.{scan.extension}", scan.file("scan"), save=False)
    kept.full_clean()
    kept.save()
    after = {"sha256": scan.sha256, "is_public_version": is_public_version}
    record(verb="attach_file", subject=held, by=by, after=after)
    return kept


@transaction.atomic
def remove_file(*, file: DocumentFile, by: Any, reason: str) -> None:
    """Take a file away for good, with a reason; what it was stays in the journal by its hash."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the file is taken away.")})
    before = {"sha256": file.sha256, "label": file.label, "is_public_version": file.is_public_version}
    record(verb="remove_file", subject=file.document, by=by, reason=reason, before=before)
    stored, name = file.file.storage, file.file.name
    file.delete()
    transaction.on_commit(lambda: stored.delete(str(name)))
