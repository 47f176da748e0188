"""A picture loses where and when it was taken, whatever door it comes through."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from library.metadata import without_metadata
from library.models import LibraryImage

GPS = 0x8825
ORIENTATION = 0x0112


def photo_with_gps() -> bytes:
    """Forty pixels wide, lying on its side, taken at a place that must not be known."""
    exif = Image.Exif()
    exif[0x010F] = "Telefono Secreto"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (20.0, 40.0, 12.5)
    exif.get_ifd(0x8769)[0x9003] = "2026:03:08 10:00:00"
    out = BytesIO()
    picture = Image.new("RGB", (40, 20), "purple")
    picture.save(out, "JPEG", exif=exif, comment=b"casa de Ana", xmp=b"<x:xmpmeta>Ana</x:xmpmeta>")
    return out.getvalue()


def test_the_photo_of_this_test_does_carry_a_place() -> None:
    with Image.open(BytesIO(photo_with_gps())) as picture:
        assert dict(picture.getexif().get_ifd(GPS)) == {1: "N", 2: (20.0, 40.0, 12.5)}
    assert b"casa de Ana" in photo_with_gps()
    assert b"Telefono Secreto" in photo_with_gps()


def test_nothing_but_the_picture_is_left_and_it_stands_upright() -> None:
    clean = without_metadata(ContentFile(photo_with_gps(), name="foto.jpg")).read()
    with Image.open(BytesIO(clean)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (20, 40)
        assert "comment" not in picture.info
        assert "xmp" not in picture.info
    for secret in (b"Telefono Secreto", b"casa de Ana", b"xmpmeta", b"2026:03:08", b"Exif"):
        assert secret not in clean


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_other_formats_lose_it_too(form: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    options: dict[str, object] = {"comment": b"casa de Ana"} if form == "GIF" else {"exif": exif}
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "casa de Ana")
        options["pnginfo"] = words
    out = BytesIO()
    Image.new("RGB", (8, 8), "purple").save(out, form, **options)
    clean = without_metadata(ContentFile(out.getvalue(), name="foto")).read()
    with Image.open(BytesIO(clean)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (form, (8, 8), {})
    assert b"casa de Ana" not in clean


def test_a_moving_picture_goes_on_moving() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("purple", "green", "white")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)
    clean = without_metadata(ContentFile(out.getvalue(), name="foto.gif"))
    with Image.open(clean) as picture:
        assert picture.n_frames == 3


@pytest.mark.django_db
def test_the_original_is_stored_without_it(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = LibraryImage.objects.create(title="Encuentro", file=ContentFile(photo_with_gps(), name="b.jpg"))
    stored.refresh_from_db()
    written = (tmp_path / stored.file.name).read_bytes()
    with Image.open(BytesIO(written)) as picture:
        assert dict(picture.getexif()) == {}
    assert b"Telefono Secreto" not in written
    assert (stored.width, stored.height) == (20, 40)
    assert stored.file_size == len(written)


@pytest.mark.django_db
def test_a_file_that_is_set_past_the_form_loses_it_too(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = LibraryImage(title="Encuentro")
    image.file.save("foto.jpg", ContentFile(photo_with_gps()), save=False)
    image.save()
    image.refresh_from_db()
    assert b"Telefono Secreto" not in (tmp_path / image.file.name).read_bytes()
    assert (image.width, image.height) == (20, 40)
    assert len(list((tmp_path / "original_images").iterdir())) == 1


@pytest.mark.django_db
def test_a_second_save_does_not_touch_the_file(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    stored = LibraryImage.objects.create(title="Uno", file=ContentFile(photo_with_gps(), name="c.jpg"))
    before = stored.file.name
    stored.title = "Dos"
    stored.save()
    assert LibraryImage.objects.get(pk=stored.pk).file.name == before
    assert len(list((tmp_path / "original_images").iterdir())) == 1
