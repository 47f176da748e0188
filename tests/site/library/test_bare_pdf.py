"""The public version of a PDF shows the same and tells nothing of who made it."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from library.bare_jpeg import bare_jpeg
from library.bare_pdf import bare_pdf

CANARY = "CANARIO-Ana-Soto"
_CASES = ("utf-8", "utf-16-be", "utf-16-le")


def told(**entries):
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def text(words=CANARY):
    return TextStringObject(words)


def name(words):
    return NameObject(f"/{words}")


def numbers(*values):
    return ArrayObject(map(FloatObject, values))


def stream(content, **entries):
    made = DecodedStreamObject()
    made.set_data(content if isinstance(content, bytes) else content.encode())
    made.update(told(**entries))
    return made


def photo():
    drawn, exif = BytesIO(), Image.Exif()
    exif[0x013B] = CANARY  # artist
    exif.get_ifd(0x8825)[29] = CANARY  # GPS
    picture = Image.radial_gradient("L").convert("RGB")
    picture.save(drawn, "JPEG", exif=exif, comment=CANARY.encode(), progressive=True)
    return drawn.getvalue() + CANARY.encode()


def letter(body="Oficio de prueba"):
    """A page of text with a photo, before anything is written beside it."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 400)
    picture = StreamObject()
    picture._data = photo()
    size = {"Width": NumberObject(256), "Height": NumberObject(256), "BitsPerComponent": NumberObject(8)}
    picture.update(
        told(Type=name("XObject"), Subtype=name("Image"), ColorSpace=name("DeviceRGB"),
             Filter=name("DCTDecode"), **size)
    )  # fmt: skip
    font = told(Type=name("Font"), Subtype=name("Type1"), BaseFont=name("Helvetica"))
    page[name("Resources")] = told(
        Font=told(F1=writer._add_object(font)), XObject=told(Im=writer._add_object(picture))
    )
    drawn = f"BT /F1 24 Tf 30 300 Td ({body}) Tj ET q 100 0 0 100 30 30 cm /Im Do Q"
    page[name("Contents")] = writer._add_object(stream(drawn).flate_encode())
    return writer, page, picture


def note(kind, **entries):
    return told(Type=name("Annot"), Subtype=name(kind), Rect=numbers(20, 290, 280, 330), **entries)


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def everything():
    """A PDF with the canary in each place where programs write beside the page."""
    writer, page, picture = letter()
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY, "/Company": CANARY, "/Producer": CANARY})
    xmp = writer._add_object(stream(f"<x:xmpmeta><dc:creator>{CANARY}</dc:creator></x:xmpmeta>"))
    private = told(
        Editor=told(LastModified=text(), Private=writer._add_object(stream(CANARY).flate_encode()))
    )
    for holder in (writer.root_object, page, picture):
        holder[name("Metadata")], holder[name("PieceInfo")] = xmp, private
    picture[name("PTEX.FileName")] = text(f"/home/{CANARY}/foto.jpg")
    page[name("Thumb")] = writer._add_object(stream(CANARY))
    page[name("Annots")] = ArrayObject(
        writer._add_object(each)
        for each in (
            note("Text", T=text(), Contents=text(f"{CANARY}: revisar"), NM=text()),
            note("Popup", Contents=text()),
            note("Link", A=told(S=name("URI"), URI=text(f"https://x.test/?u={CANARY}"))),
        )
    )
    writer.add_attachment(f"{CANARY}.txt", CANARY.encode() * 20)
    script = told(S=name("JavaScript"), JS=text(f"app.alert('{CANARY}')"))
    writer.root_object[name("OpenAction")] = writer._add_object(script)
    writer.add_outline_item(CANARY, page_number=0)
    writer.add_named_destination(CANARY, 0)
    figure = told(Type=name("StructElem"), S=name("Figure"), Alt=text(), Pg=page.indirect_reference)
    writer.root_object[name("StructTreeRoot")] = told(Type=name("StructTreeRoot"), K=ArrayObject([figure]))
    writer._add_object(stream(CANARY).flate_encode())  # what an earlier version left behind
    return written(writer)


def places(content):
    """Where the canary is: in the bytes, or in any stream once it is opened."""
    reader = PdfReader(BytesIO(content))
    opened = {"the file": content}
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number)
        opened[f"object {number}"] = repr(found).encode()
        if isinstance(found, StreamObject):
            opened[f"stream {number}"] = found._data
            if found.get("/Filter") == "/FlateDecode":
                opened[f"decoded {number}"] = found.get_data()
    return [place for place, told in opened.items() if any(CANARY.encode(code) in told for code in _CASES)]


def look(content):
    from library.drawn_pages import drawn_page

    return drawn_page(content, 0, scale=1)


def test_nothing_that_was_written_beside_the_page_is_left_and_the_page_looks_the_same():
    before = everything()
    assert len(places(before)) > 12
    bare = bare_pdf(before)
    assert places(bare.content) == []
    assert (bare.drawn, bare.was_signed) == (0, False)
    reader = PdfReader(BytesIO(bare.content))
    assert reader.pages[0].extract_text().strip() == "Oficio de prueba"
    assert set(reader.root_object) == {"/Type", "/Pages"}
    assert not reader.metadata
    writer, _page, _picture = letter()
    assert look(bare.content).tobytes() == look(written(writer)).tobytes()
    assert bare_pdf(before) == bare  # so that the same file twice is one


def test_what_a_box_covers_is_gone_with_the_words_beneath_it():
    writer, page, _picture = letter(CANARY)
    box = note("Square", C=numbers(0, 0, 0), IC=numbers(0, 0, 0), T=text())
    page[name("Annots")] = ArrayObject([box])
    bare = bare_pdf(written(writer))
    assert bare.drawn == 1
    assert places(bare.content) == []
    reader = PdfReader(BytesIO(bare.content))
    assert reader.pages[0].extract_text() == ""
    assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == (300, 400)
    shown = look(bare.content)
    assert max(shown.crop((40, 80, 250, 100)).convert("L").tobytes()) < 30  # black where the name was
    assert shown.getpixel((150, 30)) == (255, 255, 255)


@pytest.mark.parametrize("hide", ["layer", "cut"])
def test_what_a_page_has_and_does_not_show_is_not_in_it(hide):
    writer, page, _picture = letter(CANARY)
    if hide == "cut":
        page.cropbox.upper_right = (300, 200)
    else:
        layer = writer._add_object(told(Type=name("OCG"), Name=text()))
        off = told(OFF=ArrayObject([layer]), Order=ArrayObject([layer]))
        writer.root_object[name("OCProperties")] = told(OCGs=ArrayObject([layer]), D=off)
        page["/Resources"][name("Properties")] = told(L=layer)
        drawn = f"/OC /L BDC BT /F1 24 Tf 30 300 Td ({CANARY}) Tj ET EMC"
        page[name("Contents")] = writer._add_object(stream(drawn))
    bare = bare_pdf(written(writer))
    assert bare.drawn == 1
    assert places(bare.content) == []
    assert min(look(bare.content).crop((0, 0, 300, 60)).convert("L").tobytes()) > 200


def signed():
    writer, page, _picture = letter()
    value = told(Type=name("Sig"), Name=text(), Reason=text(), Contents=text())
    field = writer._add_object(note("Widget", FT=name("Sig"), T=text(), V=writer._add_object(value)))
    page[name("Annots")] = ArrayObject([field])
    writer.root_object[name("AcroForm")] = told(Fields=ArrayObject([field]), SigFlags=NumberObject(3))
    return written(writer)


def test_a_signature_is_noticed_and_does_not_survive():
    bare = bare_pdf(signed())
    assert bare.was_signed
    assert places(bare.content) == []


def test_what_cannot_be_made_bare_is_refused_with_a_remedy():
    locked, _page, _picture = letter()
    locked.encrypt("secreta", algorithm="RC4-128")
    marked, page, _picture = letter()
    page[name("Annots")] = ArrayObject([note("Redact", OC=BooleanObject(False))])
    odd, page, _picture = letter()
    page[name("Annots")] = ArrayObject([note("Polygon")])
    for content, code in (
        (written(locked), "locked"),
        (written(marked), "unredacted"),
        (written(odd), "undrawn"),
        (b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n", "damaged"),
    ):
        with pytest.raises(ValidationError) as refused:
            bare_pdf(content)
        assert refused.value.code == code


def test_a_photo_keeps_its_points():
    bare = bare_jpeg(photo())
    assert CANARY.encode() not in bare
    with Image.open(BytesIO(photo())) as before, Image.open(BytesIO(bare)) as after:
        assert before.tobytes() == after.tobytes()
    with pytest.raises(ValueError, match="does not end"):
        bare_jpeg(photo()[: len(photo()) // 2])
