"""What stands on a paper that was downloaded: its words, its code, its square; and how one forges it."""

import re
from io import BytesIO

import numpy as np
import pypdfium2
import qrcode
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

_CODE = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}")


def words_of(paper: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages).split())


def square_of(paper: bytes) -> list[list[bool]]:
    """The square code as a camera sees it: what is dark at the left of the lower half, square by square."""
    page = pypdfium2.PdfDocument(paper)[0].render(scale=6).to_pil().convert("L")
    dark = np.asarray(page)[page.height // 2 :, : page.width * 22 // 100] < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    seen = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # Its corners are seven squares wide.
    number = round(7 * seen.shape[0] / np.argmin(seen[:, 0]))
    at = ((np.arange(number) + 0.5) * seen.shape[0] / number).astype(int)
    return seen[np.ix_(at, at)].tolist()


def square_that_says(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make()
    return code.get_matrix()


def code_of(paper: bytes) -> str:
    found = _CODE.search(words_of(paper))
    assert found is not None
    return found[0]


def edited(paper: bytes, text: str) -> bytes:
    """The file with another name and other hours over what it says, as one forges it."""
    over = HTML(string=f"<p style='background: white; font-size: 24pt'>{text}</p>").write_pdf()
    writer, out = PdfWriter(clone_from=BytesIO(paper)), BytesIO()
    writer.pages[0].merge_page(PdfReader(BytesIO(over)).pages[0])
    writer.write(out)
    return out.getvalue()
