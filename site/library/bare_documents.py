"""A document of the public pages is stored without what its program wrote of its author."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile, FileField
from django.utils.translation import gettext as _

from .bare_pdf import bare_pdf


class BareFile(ContentFile):
    """Made bare already: what is stored is what was looked at."""


def is_pdf(file: File) -> bool:
    file.seek(0)
    begins = file.read(5)
    file.seek(0)
    return begins == b"%PDF-" or (file.name or "").lower().endswith(".pdf")


def without_author(file: File) -> File:
    """A PDF with what its pages show and nothing else; any other file as it came. Raises ValidationError."""
    if isinstance(file, BareFile) or not is_pdf(file):
        return file
    made = bare_pdf(file.read())
    if made.was_signed:
        raise ValidationError(
            _(
                "This PDF bears an electronic signature, which does not survive taking out the data of who "
                "made it. To publish what it says, print it to a new PDF and upload that. To keep it with "
                "its signature, attach it to a document of the network."
            ),
            code="signed",
        )
    return BareFile(made.content, name=file.name)


class BareDocumentFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        super().save(name, without_author(content), save=save)


class BareDocumentField(FileField):
    """Whatever door a PDF comes through, it loses who made it before it is stored."""

    attr_class = BareDocumentFile
