"""What a camera writes into a picture besides the picture: place, time, serial number. All of it goes."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from PIL import Image, ImageOps, ImageSequence

_QUALITY = {"JPEG": 90, "WEBP": 90, "AVIF": 85}
# Without these a picture would look or move otherwise; they tell nothing of who took it, or where.
_HARMLESS = ("transparency", "icc_profile", "gamma", "background")


def without_metadata(file: DjangoFile) -> ContentFile:
    """The same picture, upright, with no EXIF, GPS, XMP, IPTC, comment or thumbnail left in it."""
    file.seek(0)
    with Image.open(file) as picture:
        form = "JPEG" if picture.format == "MPO" else str(picture.format)
        options: dict[str, Any] = {"quality": _QUALITY[form]} if form in _QUALITY else {}
        frames, durations = [], []
        for frame in ImageSequence.Iterator(picture) if form != "JPEG" else [picture]:
            durations.append(frame.info.get("duration", 0))
            frames.append(_bare(frame))
        if len(frames) > 1:
            loop = picture.info.get("loop", 0)
            options.update(save_all=True, append_images=frames[1:], duration=durations, loop=loop)
        out = BytesIO()
        frames[0].save(out, format=form, **options)
    return ContentFile(out.getvalue(), name=file.name)


def _bare(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    clean = upright.copy()
    clean.info = {key: value for key, value in upright.info.items() if key in _HARMLESS}
    clean.getexif().clear()
    return clean
