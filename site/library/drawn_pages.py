"""A page of a PDF as a picture."""

from threading import Lock

from PIL import Image

_ONE_AT_A_TIME = Lock()  # PDFium is not made for several threads


def drawn_page(content: bytes, place: int, *, scale: float) -> Image.Image:
    """The page at that place, from 0, as it is seen on a screen: with its notes, boxes and filled forms.

    `scale` is dots for each point of the page.
    """
    import pypdfium2  # loads a library of its own

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as opened:
        opened.init_forms()
        return opened[place].render(scale=scale).to_pil().convert("RGB")
