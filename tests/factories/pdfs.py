"""PDFs as people hand them in."""

from io import BytesIO

from pypdf import PdfWriter


def pdf_of(author: str) -> bytes:
    """One empty page by that author."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(300, 400)
    writer.add_metadata({"/Author": author})
    writer.write(out)
    return out.getvalue()
