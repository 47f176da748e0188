"""A JPEG picture without what was written beside the picture, its points untouched."""

import re

_START, _END = b"\xff\xd8", 0xD9
_SCAN, _COMMENT, _JFIF, _ADOBE = 0xDA, 0xFE, 0xE0, 0xEE
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")  # within a scan, FF00 and FFD0 to FFD7 are data


def bare_jpeg(content: bytes) -> bytes:
    """The same points with no EXIF, XMP, comment, profile or thumbnail, and nothing after the end.

    How colours are meant (JFIF, Adobe) stays. Raises ValueError where it is no whole JPEG.
    """
    if not content.startswith(_START):
        raise ValueError("no JPEG")
    kept, place, end = [_START], len(_START), len(content)
    while place < end:
        found = _MARKER.match(content, place)
        if found is None:
            break
        marker, begins = found[1][0], found.end()
        if marker == _END:
            return b"".join((*kept, b"\xff\xd9"))
        ends = begins + int.from_bytes(content[begins : begins + 2], "big")
        if ends < begins + 2 or ends > end:
            break
        kept.append(_segment(marker, content[begins + 2 : ends]))
        place = ends
        if marker == _SCAN:
            following = _MARKER.search(content, place)
            if following is None:
                break
            kept.append(content[place : following.start()])
            place = following.start()
    raise ValueError("a JPEG that does not end")


def _segment(marker: int, payload: bytes) -> bytes:
    if marker == _JFIF:
        payload = payload[:12] + b"\0\0" if payload.startswith(b"JFIF\0") else b""  # no thumbnail
    elif marker == _ADOBE:
        payload = payload[:12] if payload.startswith(b"Adobe") else b""
    elif _JFIF <= marker <= 0xEF or marker == _COMMENT:
        payload = b""
    if not payload:
        return b""
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload
