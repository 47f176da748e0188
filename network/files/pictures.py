"""A picture of a person: small, upright, and nothing but its points."""

from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import File as DjangoFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from .checking import MEGABYTE, Checked, checked_image, kept

LONGEST_SIDE, QUALITY = 640, 85
MOST = 15 * MEGABYTE


def small_picture(upload: BinaryIO | DjangoFile) -> Checked:
    """A JPEG of at most LONGEST_SIDE points a side, in sRGB, without metadata or profile of colours.

    Only this is kept of what came. Raises ValidationError for what is no JPEG or PNG, or is too large.
    """
    upload.seek(0, 2)
    if upload.tell() > MOST:
        raise ValidationError(
            _("The photo is larger than %(n)s MB. Choose another, or take it again with less quality."),
            code="too_large",
            params={"n": MOST // MEGABYTE},
        )
    checked = checked_image(upload, most=MOST)
    out = BytesIO()
    with Image.open(BytesIO(checked.content)) as picture:
        _plain(picture).save(out, "JPEG", quality=QUALITY, optimize=True)
    return kept(out.getvalue(), "image/jpeg", "jpg")


def _plain(picture: Image.Image) -> Image.Image:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if "A" in picture.getbands() or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    profile = picture.info.get("icc_profile")
    plain = picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")
    if profile:
        try:
            standard = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(  # type: ignore[assignment]
                plain, ImageCms.ImageCmsProfile(BytesIO(profile)), standard, outputMode="RGB"
            )
        except ImageCms.PyCMSError:
            pass  # a broken profile: the colours as they are
    made = Image.new("RGB", plain.size)
    made.paste(plain.convert("RGB"))
    return made
