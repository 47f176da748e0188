"""The index follows a data package, in the package's own transaction."""

from .services import refresh_after


def after_import(tables: set[str]) -> None:
    refresh_after(tables)
