"""What the pages of a new installation say, in each language, until editors make it their own."""

import json
from pathlib import Path
from typing import Any


def first_words(language: str) -> dict[str, dict[str, Any]]:
    """The fields of each page. A list of HTML pieces in the file is one rich text."""
    text = (Path(__file__).parent / f"{language}.json").read_text("utf-8")
    pages: dict[str, dict[str, Any]] = _joined(json.loads(text))
    return pages


def _joined(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(piece, str) for piece in value):
        return "".join(value)
    if isinstance(value, list):
        return [_joined(piece) for piece in value]
    if isinstance(value, dict):
        return {key: _joined(piece) for key, piece in value.items()}
    return value
