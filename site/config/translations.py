"""The Spanish catalogue: finding every msgid of the house, and compiling what is translated.

Babel and polib do what gettext's programs would, so that no machine needs them.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "site" / "locale" / "es" / "LC_MESSAGES" / "django.po"
_SOURCES = ("network", "training", "events", "site", "templates")
_KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str | None, str, str | None]  # context, msgid, plural


def messages_in_sources(root: Path = ROOT) -> dict[Message, str]:
    """Every msgid of our own Python and templates, with the place where it was first seen."""
    found: dict[Message, str] = {}
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
                continue
            for message in _messages_in(path):
                found.setdefault(message, str(path.relative_to(root)))
    return found


def _messages_in(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # In brackets, because templatize keeps line breaks that Python would read as indentation.
        text = "(" + templatize(text, origin=str(path)) + "\n)"
    source = io.BytesIO(text.encode())
    found = extract_python(source, dict.fromkeys(_KEYWORDS), [], {"encoding": "utf-8"})
    for _line, function, arguments, _comments in found:
        parts: list[Any] = list(arguments) if isinstance(arguments, list | tuple) else [arguments]
        context = parts.pop(0) if "pgettext" in str(function) else None
        if parts and parts[0]:
            yield context, parts[0], parts[1] if str(function).startswith("n") else None


def untranslated(catalogue: Path = CATALOGUE) -> dict[Message, str]:
    """The msgids that the Spanish catalogue lacks, leaves empty or calls fuzzy."""
    known = {
        (entry.msgctxt, entry.msgid)
        for entry in polib.pofile(str(catalogue))
        if entry.translated() and not entry.fuzzy
    }
    return {m: place for m, place in messages_in_sources().items() if (m[0], m[1]) not in known}


def compile_catalogues(root: Path = ROOT) -> None:
    """Write the `.mo` file beside every `.po` file of ours, where it is older."""
    for po in (root / "site" / "locale").rglob("*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))
