"""Few stylesheets from many small files: `css/entramado.css` for every page, one more for each area.

A finder of Django's static files joins site/static/css, so that a phone on a slow line makes one
request, and the usual pipeline (WhiteNoise, collectstatic, hashed names) knows nothing of it. What only
an area's pages need lies in a folder of its own under css/pages and is joined into `css/<area>.css`;
their templates ask for it in the block "styles", so that nobody else carries it. What the frame shows to
who has logged in lies under css/pages/signed; the base asks for it, so that a visitor carries none of it.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/entramado.css"
_FIRST = ("layers.css", "reset.css", "tokens.css", "base.css")


def stylesheets(folder: Path) -> dict[str, list[Path]]:
    """Each joined file with its sources in the order in which they are joined.

    Layers, not the order, decide who wins; the names of layers come first, with the common file.
    """
    first = [folder / name for name in _FIRST]
    found: dict[str, list[Path]] = {NAME: first}
    for path in sorted(folder.rglob("*.css")):
        if path not in first:
            found.setdefault(_sheet(path.relative_to(folder)), []).append(path)
    return found


def _sheet(path: Path) -> str:
    match path.parts:
        case ("pages", area, _):
            return f"css/{area}.css"
    return NAME


def joined(sources: list[Path]) -> str:
    """The files as one text, without comments and without space around braces and semicolons."""
    text = "\n".join(path.read_text("utf-8") for path in sources)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};])\s*", r"\1", text)
    return re.sub(r"\s*\n\s*", " ", text).replace(";}", "}").strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Finds the joined stylesheets, each written anew whenever one of its sources is younger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.SITE) / "static" / "css"
        self.storage = FileSystemStorage(location=str(Path(settings.VAR) / "joined"))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in stylesheets(self.folder):
            return []
        fresh = self._fresh(path)
        return [fresh] if find_all else fresh

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in stylesheets(self.folder):
            self._fresh(name)
            yield name, self.storage

    def _fresh(self, name: str) -> str:
        sources = stylesheets(self.folder)[name]
        target = Path(self.storage.path(name))
        newest = max(path.stat().st_mtime for path in sources)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and moved, because another process may be reading it.
            handle, aside = tempfile.mkstemp(dir=target.parent)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(joined(sources))
            os.chmod(aside, 0o644)
            os.replace(aside, target)
        return str(target)
