"""What is served of node_modules: the files named here, each under a name of ours, and nothing else.

A finder of Django's static files offers them as `npm/…`, so that nothing of a third party is copied
into the repository. Where `npm ci` has not run, they are simply not there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ALLOWED = {"npm/force-graph.js": "force-graph/dist/force-graph.min.js"}


class _Renamed(FileSystemStorage):
    """node_modules, in which only our names lead anywhere."""

    def path(self, name: str) -> str:
        return super().path(ALLOWED[name.replace("\\", "/")])


class NpmFinder(BaseFinder):
    """Finds the allowed files that are installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = _Renamed(location=str(Path(settings.ROOT) / "node_modules"))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self.storage.path(path)] if path in ALLOWED and self.storage.exists(path) else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in ALLOWED:
            if self.storage.exists(name):
                yield name, self.storage
