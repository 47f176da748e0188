"""The chapters of a handover file for one viewer, as they are today or as they were kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.contributions import contributions


@dataclass(frozen=True, slots=True)
class Told:
    """A chapter with its rows. `columns` are in the language of the request, as are the cells of today."""

    chapter: Chapter
    rows: tuple[Row, ...]


def all_chapters() -> list[Chapter]:
    found = [chapter for module in contributions("chapters") for chapter in module.CHAPTERS]
    return sorted(found, key=lambda chapter: (chapter.order, chapter.name))


def told_today(post: Post, viewer: Viewer) -> list[Told]:
    """`post` with its institution at hand."""
    return [Told(chapter, tuple(chapter.rows(post, viewer, None))) for chapter in all_chapters()]


def as_content(told: Sequence[Told]) -> list[dict[str, Any]]:
    """What is kept of it: no cell of a personal chapter."""
    return [
        {
            "name": one.chapter.name,
            "rows": [
                {"key": row.key, "cells": [] if one.chapter.is_personal else list(row.cells)}
                for row in one.rows
            ],
        }
        for one in told
    ]


def opened(content: Sequence[dict[str, Any]], post: Post, viewer: Viewer) -> list[Told]:
    """The kept chapters as this viewer may read them now.

    A row is left out where she may not see its record, or the record is gone; nothing tells how many.
    """
    kept = {one["name"]: one["rows"] for one in content}
    return [
        Told(chapter, tuple(_opened(chapter, kept[chapter.name], post, viewer)))
        for chapter in all_chapters()
        if chapter.name in kept
    ]


def _opened(chapter: Chapter, rows: Collection[dict[str, Any]], post: Post, viewer: Viewer) -> list[Row]:
    if not rows:
        return []
    visible = {row.key: row for row in chapter.rows(post, viewer, [row["key"] for row in rows])}
    if chapter.is_personal:
        return [visible[row["key"]] for row in rows if row["key"] in visible]
    return [Row(row["key"], tuple(row["cells"])) for row in rows if row["key"] in visible]
