"""Drafts thrown away: what they said is kept for some weeks, and brought back by one verb."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from network.institutions.models import Institution, Mechanism
from network.journal.services import record

from .enums import DocumentStatus
from .models import DiscardedDraft, Document, DocumentFile
from .services import LETTER_FIELDS, RELATIONS, locked_draft, write

KEPT_DAYS = 30
_REFERENCES: dict[str, type[Model]] = {"issuer": Institution, "mechanism": Mechanism}
_RELATED: dict[str, type[Model]] = {"addressees": Institution, "answers": Document, "follows": Document}
_FILE = ("content_type", "size", "sha256", "label", "is_public_version", "bare_edition")


@transaction.atomic
def discard_draft(*, letter: Document, by: Any) -> DiscardedDraft:
    """Throw a draft away. It had no folio, so none is missed; for KEPT_DAYS it can be restored."""
    locked = locked_draft(letter)
    kept, _new = DiscardedDraft.objects.update_or_create(
        uid=locked.uid,
        defaults={"subject": locked.subject, "content": _content(locked), "discarded_at": timezone.now()},
    )
    record(verb="discard_draft", subject=kept, by=by, before={"subject": locked.subject})
    locked.delete()
    return kept


@transaction.atomic
def restore_draft(*, discarded: DiscardedDraft, by: Any) -> Document:
    """The draft as it was, under its own address; what it named and is gone by now is left out."""
    kept = DiscardedDraft.objects.select_for_update().get(pk=discarded.pk)
    if not kept.content:
        raise ValidationError(_("This draft was restored already."), code="restored")
    fields, related = kept.content["fields"], kept.content["related"]
    values: dict[str, Any] = {**fields}
    for name, model in _REFERENCES.items():
        values[name] = model._default_manager.filter(package_id=fields[name]).first()
    for name, model in _RELATED.items():
        values[name] = list(model._default_manager.filter(package_id__in=related[name]))
    values["founded"] = [(kind, key) for kind, key in kept.content["founded"]]
    letter = Document(
        uid=kept.uid,
        package_id=kept.content["package_id"],
        is_letter=True,
        status=DocumentStatus.DRAFT,
        version=kept.content["version"],
    )
    write(letter, values, verb="restore_draft", by=by)
    for each in kept.content["files"]:
        DocumentFile.objects.create(document=letter, uid=uuid.UUID(each.pop("uid")), **each)
    kept.content = {}
    kept.save(update_fields=["content"])
    return letter


def forget_discarded() -> int:
    """Forget for good what was discarded more than KEPT_DAYS ago, and the files it had; how many drafts."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    storage = DocumentFile._meta.get_field("file").storage
    rows = list(DiscardedDraft.objects.filter(discarded_at__lt=before))
    for row in rows:
        row.delete()
        for each in row.content.get("files", []):
            storage.delete(each["file"])
    return len(rows)


def _content(letter: Document) -> dict[str, Any]:
    told = {name: getattr(letter, name) for name in LETTER_FIELDS}
    fields = {name: getattr(value, "package_id", None) or str(value or "") for name, value in told.items()}
    files = letter.files.all()
    return {
        "package_id": letter.package_id,
        "version": letter.version,
        "fields": fields,
        "related": {name: [row.package_id for row in getattr(letter, name).all()] for name in RELATIONS},
        "founded": [[row.kind, row.record_id] for row in letter.foundings.all()],
        "files": [
            {"uid": str(row.uid), "file": row.file.name, **{name: getattr(row, name) for name in _FILE}}
            for row in files
        ],
    }
