"""The .zip that .xlsx and .ods files are, looked at before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser
from django.utils.translation import gettext as _

from .limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED, RATIO_COUNTS_FROM
from .refusal import SheetRefused, damaged, encrypted, too_large

BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    KeyError,
    ValueError,
    IndexError,
    OverflowError,
)
_CHUNK = 64 * 1024


class Enough(Exception):  # noqa: N818 - not an error
    """A handler has seen all that it wanted of a part."""


class Archive:
    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except BROKEN as error:
            raise damaged() from error
        if len(members) > MOST_MEMBERS:
            raise too_large()
        for member in members:
            if member.flag_bits & 0x1:
                raise encrypted()
        self.names = {member.filename for member in members}

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a part; nothing where there is no such part."""
        if name not in self.names:
            return b""
        try:
            with self._opened(name) as part:
                return part.read(size)
        except BROKEN as error:
            raise damaged() from error

    def parse(self, name: str, handler: ContentHandler) -> None:
        """Stream a part of the archive through a handler. External and internal entities are refused."""
        parser = create_parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        parser.setContentHandler(handler)
        try:
            with self._opened(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
            parser.close()
        except Enough:
            return
        except DefusedXmlException as error:
            raise SheetRefused(
                _("The file defines entities of its own, as no spreadsheet does."),
                _("Open it in your spreadsheet, save it anew as .xlsx, and upload that file."),
            ) from error
        except (*BROKEN, SAXException) as error:
            raise damaged() from error

    def _opened(self, name: str) -> Any:
        member = self._zip.getinfo(name)
        grows = member.file_size > max(RATIO_COUNTS_FROM, MOST_RATIO * member.compress_size)
        if grows or member.file_size > MOST_UNPACKED:
            raise too_large()
        return self._zip.open(member)


class Elements(ContentHandler):
    """A handler that is told of elements by their plain names, whatever prefix the file gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.starts: dict[str, Callable[[Any], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX gives it
        if deed := self.starts.get(name.rpartition(":")[2]):
            deed(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        if deed := self.ends.get(name.rpartition(":")[2]):
            deed()


def attribute(attrs: Any, name: str) -> str:
    """An attribute by its plain name, whatever its prefix."""
    if name in attrs:
        return str(attrs[name])
    return next((str(value) for key, value in attrs.items() if key.rpartition(":")[2] == name), "")
