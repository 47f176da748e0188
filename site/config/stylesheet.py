"""One stylesheet from many small files: `css/entramado.css`.

A finder of Django's static files joins site/static/css, so that a phone on a slow line makes one
request, and the usual pipeline (WhiteNoise, collectstatic, hashed names) knows nothing of it.
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


def sources(folder: Path) -> list[Path]:
    """The files in the order in which they are joined; layers, not the order, decide who wins."""
    first = [folder / name for name in _FIRST]
    return first + sorted(path for path in folder.rglob("*.css") if path not in first)


def joined(folder: Path) -> str:
    """All the files as one text, without comments and without space around braces and semicolons."""
    text = "\n".join(path.read_text("utf-8") for path in sources(folder))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};])\s*", r"\1", text)
    return re.sub(r"\s*\n\s*", " ", text).replace(";}", "}").strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Finds the joined stylesheet, written anew whenever one of its sources is younger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.SITE) / "static" / "css"
        self.storage = FileSystemStorage(location=str(Path(settings.VAR) / "joined"))
        self.target = Path(self.storage.path(NAME))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [self._fresh()] if find_all else self._fresh()

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._fresh()
        yield NAME, self.storage

    def _fresh(self) -> str:
        newest = max(path.stat().st_mtime for path in sources(self.folder))
        if not self.target.exists() or self.target.stat().st_mtime < newest:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and moved, because another process may be reading it.
            handle, aside = tempfile.mkstemp(dir=self.target.parent)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(joined(self.folder))
            os.chmod(aside, 0o644)
            os.replace(aside, self.target)
        return str(self.target)
