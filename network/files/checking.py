"""What a file is, by its content: its name and the type that a browser claims say nothing."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.utils.translation import gettext as _
from PIL import Image

from library.bare_pdf import bare_pdf
from library.metadata import without_metadata

MEGABYTE = 1024 * 1024
MOST_PIXELS = 50_000_000
IMAGES = {"JPEG": ("image/jpeg", "jpg"), "MPO": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}
PDF = ("application/pdf", "pdf")


@dataclass(frozen=True, slots=True)
class Checked:
    """Bytes that may be kept: what they are, the ending they deserve, and their SHA-256 in hexadecimal."""

    content: bytes
    content_type: str
    extension: str
    sha256: str

    def file(self, stem: str) -> ContentFile:
        return ContentFile(self.content, name=f"{stem}.{self.extension}")


def checked_scan(upload: BinaryIO | DjangoFile, *, most: int = 15 * MEGABYTE) -> Checked:
    """A PDF as it came, or a JPEG or PNG picture without its metadata. Raises ValidationError.

    A PDF is a record: its signature and its hash hold for these bytes alone. It stays private; for everyone
    there is `public_version`.
    """
    content = _read(upload, most)
    if b"%PDF-" in content[:1024]:
        return kept(content, *PDF)
    return _picture(content, _("Choose a PDF, or a picture in JPEG or PNG."))


def public_version(scan: Checked) -> Checked:
    """The same to be seen, with nothing of who made it. Pictures are so already. Raises ValidationError."""
    return kept(bare_pdf(scan.content).content, *PDF) if scan.content_type == PDF[0] else scan


def is_signed(scan: Checked) -> bool:
    """Whether it bears an electronic signature, which holds for these bytes alone."""
    return scan.content_type == PDF[0] and bare_pdf(scan.content).was_signed


def checked_image(upload: BinaryIO | DjangoFile, *, most: int = 2 * MEGABYTE) -> Checked:
    """A JPEG or PNG picture, drawn anew without its metadata. Raises ValidationError."""
    return _picture(_read(upload, most), _("Choose a picture in JPEG or PNG."))


def _read(upload: BinaryIO | DjangoFile, most: int) -> bytes:
    upload.seek(0)
    content = upload.read(most + 1)
    if not content:
        raise ValidationError(_("The file is empty. Choose it again."), code="empty")
    if len(content) > most:
        raise ValidationError(
            _("The file is larger than %(n)s MB. Scan it at a lower resolution, or in parts."),
            code="too_large",
            params={"n": most // MEGABYTE},
        )
    return content


def _picture(content: bytes, otherwise: str) -> Checked:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured below
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
                form, pixels = str(picture.format), picture.width * picture.height
    except Exception as error:  # Pillow raises whatever its decoders do
        raise ValidationError(otherwise, code="kind") from error
    if pixels > MOST_PIXELS:
        raise ValidationError(
            _("The picture has more than 50 million points. Make it smaller."), code="too_many_pixels"
        )
    try:
        clean = without_metadata(ContentFile(content)).read()
    except Exception as error:
        raise ValidationError(
            _("The picture is damaged. Save it anew and try again."), code="damaged"
        ) from error
    return kept(clean, *IMAGES[form])


def kept(content: bytes, content_type: str, extension: str) -> Checked:
    return Checked(content, content_type, extension, hashlib.sha256(content).hexdigest())
