"""Public versions kept before they were made bare, or by older rules, are made bare; until then closed."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from library.bare_pdf import BARE_EDITION, bare_pdf
from network.files.checking import PDF
from network.journal.services import record

from .models import DocumentFile
from .queries import to_make_bare


@dataclass(frozen=True, slots=True)
class MadeBare:
    """How many public versions became open, and what is said of each that stays closed."""

    number: int
    closed: tuple[str, ...]

    @property
    def words(self) -> str:
        done = ngettext("%(n)s public version made bare", "%(n)s public versions made bare", self.number)
        told = done % {"n": self.number}
        if not self.closed:
            return told
        return "; ".join((told, _("these stay closed to everyone:"), *self.closed))


def make_public_versions_bare() -> MadeBare:
    """Make anew every public version that nobody has made bare by the rules of today. May run twice, at once.

    What it was before stays as a private file of the document, for a signature holds for those bytes alone.
    One that cannot be made bare, or is not on the disk, stays closed and is named.
    """
    number, closed = 0, []
    for pk in to_make_bare(DocumentFile.objects.order_by("pk")).values_list("pk", flat=True):
        row = DocumentFile.objects.select_related("document").filter(pk=pk).first()
        if row is None:
            continue
        try:
            number += _make_bare(row)
        except ValidationError as error:
            closed.append(_told(row, " ".join(error.messages)))
        except OSError:
            closed.append(_told(row, _("Its file is not on the disk.")))
    return MadeBare(number, tuple(closed))


def _make_bare(row: DocumentFile) -> bool:
    """Whether it is open now by this deed. What takes time is done before the row is held."""
    content = b""
    if row.content_type == PDF[0]:  # pictures are drawn anew before they are kept
        with row.file.open("rb") as opened:
            content = bare_pdf(opened.read()).content
    with transaction.atomic():
        held = DocumentFile.objects.select_for_update(of=("self",)).filter(pk=row.pk)
        current = to_make_bare(held).select_related("document").first()
        if current is None or current.sha256 != row.sha256:
            return False
        current.bare_edition = BARE_EDITION
        if content:
            _replace(current, content)
        else:
            current.save()
    return True


def _replace(row: DocumentFile, content: bytes) -> None:
    """Put the bare file in its place, under its address; the one that it was becomes a private file."""
    sha256, was = hashlib.sha256(content).hexdigest(), row.sha256
    if sha256 == was:
        row.save()
        return
    before = DocumentFile(
        document=row.document,
        file=str(row.file.name),
        content_type=row.content_type,
        size=row.size,
        sha256=was,
        label=_as_it_came(row.label),
    )
    storage = row.file.storage
    for same in row.document.files.filter(sha256=sha256):  # the very bytes, kept beside it
        transaction.on_commit(partial(storage.delete, str(same.file.name)))
        same.delete()
    row.size, row.sha256 = len(content), sha256
    row.file.save("scan.pdf", ContentFile(content), save=False)
    name = str(row.file.name)
    try:
        row.save()
        before.save()
        record(
            verb="bare_public_version",
            subject=row.document,
            before={"sha256": was},
            after={"sha256": sha256},
        )
    except BaseException:
        storage.delete(name)
        raise


def _as_it_came(label: str) -> str:
    room = DocumentFile._meta.get_field("label").max_length or 0
    came = _("as it was handed in")
    return f"{label[: room - len(came) - 3]} ({came})" if label else came.capitalize()


def _told(row: DocumentFile, problem: str) -> str:
    name = " ".join(part for part in (str(row.document), row.label) if part)
    return f"{name}: {problem}"
