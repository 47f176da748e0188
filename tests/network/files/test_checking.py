"""A file is what its content says, and keeps nothing of who made it or where."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from network.files.checking import MEGABYTE, checked_image, checked_scan

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


def picture(form: str = "JPEG", *, size: tuple[int, int] = (40, 20), marked: bool = False) -> BytesIO:
    drawn, out, exif = Image.new("RGB", size, "purple"), BytesIO(), Image.Exif()
    if marked:
        exif[0x010F] = "Camara de Ana"
        exif.get_ifd(0x8825)[2] = (20.0, 40.0, 12.0)  # latitude
    drawn.save(out, form, exif=exif)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("form", "kind", "ending"), [("JPEG", "image/jpeg", "jpg"), ("PNG", "image/png", "png")]
)
def test_a_picture_loses_its_metadata(form: str, kind: str, ending: str) -> None:
    marked = picture(form, marked=True)
    assert b"Camara de Ana" in marked.getvalue()
    kept = checked_scan(marked)
    assert (kept.content_type, kept.extension) == (kind, ending)
    assert b"Camara de Ana" not in kept.content
    with Image.open(BytesIO(kept.content)) as opened:
        assert (dict(opened.getexif()), opened.size) == ({}, (40, 20))


def test_a_pdf_is_kept_as_it_came() -> None:
    kept = checked_scan(BytesIO(PDF))
    assert (kept.content, kept.content_type, kept.extension) == (PDF, "application/pdf", "pdf")


@pytest.mark.parametrize(
    "content", [b"<svg onload='x()'/>", b"PK\x03\x04zip", b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff"]
)
def test_what_is_neither_is_refused_whatever_it_is_called(content: bytes) -> None:
    upload = BytesIO(content)
    upload.name = "escaneo.pdf"
    with pytest.raises(ValidationError) as refused:
        checked_scan(upload)
    assert refused.value.messages == ["Elija un PDF o una imagen en JPEG o PNG."]


def test_a_logo_is_a_picture_and_no_pdf() -> None:
    with pytest.raises(ValidationError) as refused:
        checked_image(BytesIO(PDF))
    assert refused.value.code == "kind"


@pytest.mark.parametrize(("bytes_more", "refused"), [(0, False), (1, True)])
def test_a_file_has_a_limit(bytes_more: int, refused: bool) -> None:
    upload = BytesIO(PDF + b"\0" * (MEGABYTE - len(PDF) + bytes_more))
    if not refused:
        assert len(checked_scan(upload, most=MEGABYTE).content) == MEGABYTE
        return
    with pytest.raises(ValidationError) as error:
        checked_scan(upload, most=MEGABYTE)
    assert error.value.code == "too_large"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ValidationError) as error:
        checked_scan(BytesIO(b""))
    assert error.value.code == "empty"


def test_a_picture_that_would_fill_the_memory_is_refused_unread() -> None:
    with pytest.raises(ValidationError) as error:
        checked_image(picture("PNG", size=(10_001, 5_000)))
    assert error.value.code == "too_many_pixels"


def test_a_picture_cut_in_the_middle_is_refused() -> None:
    whole = picture("PNG", size=(400, 400)).getvalue()
    with pytest.raises(ValidationError):
        checked_image(BytesIO(whole[: len(whole) // 2]))
