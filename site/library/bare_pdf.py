"""A PDF for everyone: what its pages show, and nothing of who made it, when, with what, or what was there.

It is made anew from what a page needs to be shown. Whatever else a file may carry (properties, XMP, data of
programs, notes and their authors, attached files, forms, scripts, bookmarks, layers, tags, earlier versions)
is not copied. Where something lies over a page, or cannot be cleaned without being understood, the page
becomes a picture: what was covered stays covered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from .bare_jpeg import bare_jpeg
from .drawn_pages import drawn_page

BARE_EDITION = 1
"""Raised where these rules take more away: public versions made by an older edition are then made anew."""

MOST_PAGES = 1000
MOST_DRAWN = 60
DOTS_PER_INCH, MOST_PIXELS, QUALITY = 200, 9_000_000, 85

_PAGE = ("/Type", "/Contents", "/Resources", "/MediaBox", "/Rotate", "/UserUnit", "/Group")
_LEFT_OUT = {
    "/AA", "/AF", "/Alternates", "/Annots", "/B", "/LastModified", "/Measure", "/Metadata", "/OC", "/OPI",
    "/Parent", "/PieceInfo", "/Properties", "/PtData", "/Ref", "/StructParent", "/StructParents", "/Thumb",
}  # fmt: skip
_KEPT = {  # of what a page shows as a whole; programs write what they like beside these
    "/Form": {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"},
    "/Image": {
        "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask",
        "/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte",
    },
}  # fmt: skip
_FILTERS = {"/Filter", "/DecodeParms"}
_UNSEEN = {"/Link", "/Popup", "/Text", "/FileAttachment", "/Sound"}
# These PDFium draws although the file does not say how they look.
_DRAWN_ANYWAY = {
    "/Circle",
    "/Highlight",
    "/Ink",
    "/Square",
    "/Squiggly",
    "/StrikeOut",
    "/Underline",
    "/Widget",
}
_HIDDEN = 2 | 32  # flags of an annotation: hidden, not to be viewed


@dataclass(frozen=True, slots=True)
class Bare:
    """The file, how many of its pages became pictures, and whether it had an electronic signature."""

    content: bytes
    drawn: int
    was_signed: bool


class _NotUnderstoodError(Exception):
    """Something on this page cannot be cleaned as it is."""


def bare_pdf(content: bytes) -> Bare:
    """The file made anew; equal files make equal ones. Raises ValidationError where it cannot be done."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise ValidationError(
                _("The PDF is locked with a password. Save it without one, or scan the printed paper."),
                code="locked",
            )
        pages = list(reader.pages)
        if not pages:
            raise ValueError("no page")
        if len(pages) > MOST_PAGES:
            raise ValidationError(
                _("A public version has up to %(n)s pages. Attach it in parts."),
                code="pages",
                params={"n": MOST_PAGES},
            )
        return _made(content, reader, pages)
    except ValidationError:
        raise
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise ValidationError(
            _(
                "The PDF is damaged or unusual. Print it to a new PDF, or scan the printed paper, and try "
                "again."
            ),
            code="damaged",
        ) from error


def _made(content: bytes, reader: PdfReader, pages: list[PageObject]) -> Bare:
    catalog = reader.root_object
    layered = bool(_dictionary(catalog.get("/OCProperties")).get("/OCGs"))
    drawn = {place for place, page in enumerate(pages) if layered or _is_covered(page) or _is_cut(page)}
    drawn |= {place for place, page in enumerate(pages) if place not in drawn and not _can_be_copied(page)}
    if len(drawn) > MOST_DRAWN:
        raise ValidationError(
            _(
                "On %(n)s pages something lies over the text or cannot be cleaned, which is too many. Print "
                "it to a new PDF, or attach it in parts."
            ),
            code="drawn",
            params={"n": len(drawn)},
        )
    writer = PdfWriter()
    writer.metadata, writer.pdf_header = None, "%PDF-1.7"
    copier = _Copier(writer)
    for place, page in enumerate(pages):
        made = _picture(content, place, page, writer) if place in drawn else copier.page(page)
        writer.add_page(made)
    out = BytesIO()
    writer.write(out)
    return Bare(out.getvalue(), len(drawn), _is_signed(catalog))


class _Copier:
    """Copies what a page needs into a new file, object by object, once each."""

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.known: dict[int, IndirectObject] = {}
        self.waiting: list[tuple[IndirectObject, Any]] = []

    def page(self, page: PageObject) -> PageObject:
        made = PageObject()
        for key in _PAGE:
            if key in page:
                made[NameObject(key)] = self.copy(page.raw_get(key))
        while self.waiting:
            place, value = self.waiting.pop()
            self.writer._replace_object(place.idnum, self.copy(value))
        return made

    def copy(self, value: Any) -> Any:
        if isinstance(value, IndirectObject):
            return self._indirect(value)
        if isinstance(value, StreamObject):
            made = StreamObject()
            made._data = _cleaned(value)
            self._fill(made, value)
            return made
        if isinstance(value, DictionaryObject):
            if value.get("/Type") in ("/Page", "/Pages", "/Catalog"):
                return NullObject()
            told = DictionaryObject()
            self._fill(told, value)
            return told
        if isinstance(value, ArrayObject):
            return ArrayObject(self.copy(one) for one in value)
        return value

    def _fill(self, made: DictionaryObject, value: DictionaryObject) -> None:
        kept = _KEPT.get(str(value.get("/Subtype", ""))) if isinstance(value, StreamObject) else None
        for key in value:
            if key in _FILTERS or (key in kept if kept else key not in _LEFT_OUT and key != "/Length"):
                made[NameObject(key)] = self.copy(value.raw_get(key))

    def _indirect(self, value: IndirectObject) -> IndirectObject:
        if value.idnum not in self.known:
            self.known[value.idnum] = self.writer._add_object(NullObject())
            self.waiting.append((self.known[value.idnum], value.get_object()))
        return self.known[value.idnum]


def _can_be_copied(page: PageObject) -> bool:
    try:
        _Copier(PdfWriter()).page(page)
    except _NotUnderstoodError:
        return False
    return True


def _cleaned(stream: StreamObject) -> bytes:
    """The bytes of a stream as they are kept in the file; of a photo without what the camera wrote."""
    named = stream.get("/Filter", [])
    filters = [str(one) for one in (named if isinstance(named, list) else [named])]
    if "/JPXDecode" in filters or "/Crypt" in filters or "/F" in stream:
        raise _NotUnderstoodError
    if "/DCTDecode" not in filters:
        return stream._data
    if filters != ["/DCTDecode"]:
        raise _NotUnderstoodError
    try:
        return bare_jpeg(stream._data)
    except ValueError as error:
        raise _NotUnderstoodError from error


def _is_covered(page: PageObject) -> bool:
    """Whether something lies over the page that could hide what is beneath it."""
    covered = False
    for note in _notes(page):
        kind = str(note.get("/Subtype", ""))
        if kind == "/Redact":
            raise ValidationError(
                _(
                    "Parts of the PDF are marked to be blacked out, but were not: the words are still there. "
                    "Apply the redaction in your program, then attach the file."
                ),
                code="unredacted",
            )
        if kind in _UNSEEN or int(note.get("/F", 0)) & _HIDDEN:
            continue
        if "/AP" not in note and kind not in _DRAWN_ANYWAY:
            raise ValidationError(
                _(
                    "Something drawn over a page of the PDF can be shown by your program alone. Print it to "
                    "a new PDF and attach that."
                ),
                code="undrawn",
            )
        covered = True
    return covered


def _is_cut(page: PageObject) -> bool:
    """Whether the page has more than it shows: what was cut off is still there."""
    shown, whole = page.cropbox, page.mediabox
    return whole.width - shown.width > 1 or whole.height - shown.height > 1


def _notes(page: PageObject) -> Iterator[DictionaryObject]:
    notes = page.get("/Annots")
    for note in notes.get_object() if notes is not None else ():
        yield _dictionary(note)


def _is_signed(catalog: DictionaryObject) -> bool:
    if "/Perms" in catalog:
        return True
    waiting, seen = list(_dictionary(catalog.get("/AcroForm")).get("/Fields", ())), 0
    while waiting and seen < 10_000:
        field, seen = _dictionary(waiting.pop()), seen + 1
        if field.get("/FT") == "/Sig" and field.get("/V") is not None:
            return True
        waiting += field.get("/Kids", ())
    return False


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _picture(content: bytes, place: int, page: PageObject, writer: PdfWriter) -> PageObject:
    """The page as a picture that fills it."""
    area = float(abs(page.cropbox.width * page.cropbox.height)) or 1.0
    scale, drawn = min(DOTS_PER_INCH / 72, (MOST_PIXELS / area) ** 0.5), BytesIO()
    image = drawn_page(content, place, scale=scale)
    image.save(drawn, "JPEG", quality=QUALITY)
    width, height = image.width / scale, image.height / scale
    picture, shown = StreamObject(), StreamObject()
    picture._data = bare_jpeg(drawn.getvalue())
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(image.width),
            NameObject("/Height"): NumberObject(image.height),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    shown._data = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q".encode()
    made = PageObject.create_blank_page(width=width, height=height)
    named = DictionaryObject({NameObject("/Page"): writer._add_object(picture)})
    made[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    made[NameObject("/MediaBox")] = ArrayObject(map(FloatObject, (0, 0, round(width, 3), round(height, 3))))
    made[NameObject("/Contents")] = writer._add_object(shown)
    return made
