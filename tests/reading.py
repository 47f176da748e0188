"""What a downloaded file says, whatever kind of file it is."""

import zipfile
from io import BytesIO

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """The text of a PDF, of an office file or archive (all its parts), or of a plain file in UTF-8."""
    if content.startswith(b"%PDF-"):
        reader = PdfReader(BytesIO(content))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode()
