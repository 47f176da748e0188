"""In which letters a text file was written. The rule, in its order:

1. a mark at its beginning (UTF-8, UTF-16); 2. UTF-16 where every other byte is zero; 3. UTF-8, if all of it
is; 4. of Windows-1252, Mac Roman and DOS 850 the one that gives the most letters as Spanish has them (the
first on a tie); 5. where none gives any, what charset-normalizer thinks; 6. Latin-1.
"""

import codecs

import charset_normalizer

_SPANISH = frozenset("áéíóúñüÁÉÍÓÚÑÜ¿¡ºª")
_CANDIDATES = ("cp1252", "mac_roman", "cp850")
_SAMPLE = 200_000


def decoded(content: bytes) -> str | None:
    """The text, or nothing where it is no text at all."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _as(content, name)
    if b"\0" in content[:2000]:
        return _as(content, _utf_16(content[:2000]))
    if (text := _as(content, "utf-8")) is not None:
        return text
    return _as(content, _of_one_byte(content)) or content.decode("latin-1")


def _utf_16(sample: bytes) -> str:
    """By the side on which the zeros are; a file with zeros on both is no text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _of_one_byte(content: bytes) -> str:
    high = bytes(byte for byte in content[:_SAMPLE] if byte > 0x7F)
    scores = {name: _score(high, name) for name in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda name: scores[name])
    if scores[best] <= 0:
        thought = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
        best = thought.encoding if thought else "latin-1"
    return best


def _score(high: bytes, name: str) -> int:
    text = high.decode(name, "replace")
    return sum(1 if letter in _SPANISH else -1 for letter in text)


def _as(content: bytes, name: str) -> str | None:
    if not name:
        return None
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\0" in text else text
