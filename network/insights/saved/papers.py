"""A paper as plain values and back, so that what was said can be shown as it was said."""

from dataclasses import asdict, fields
from typing import Any, get_args

from network.paper import document
from network.paper.document import Block, Column, Paper

_BLOCKS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Block)}


def as_kept(paper: Paper) -> dict[str, Any]:
    """Without the letterhead: who lends it her name today need not be whose it was."""
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "facts": [list(fact) for fact in paper.facts],
        "blocks": [{"kind": type(block).__name__, **_plain(asdict(block))} for block in paper.blocks],
        "footer": paper.footer,
        "language": paper.language,
    }


def as_paper(kept: dict[str, Any]) -> Paper:
    """The paper again. A kind of block that is not known any more is left out."""
    known = [block for block in kept["blocks"] if block["kind"] in _BLOCKS]
    return Paper(
        title=kept["title"],
        blocks=tuple(_block(block) for block in known),
        subtitle=kept["subtitle"],
        facts=tuple((name, value) for name, value in kept["facts"]),
        footer=kept["footer"],
        language=kept["language"],
    )


def _block(kept: dict[str, Any]) -> Block:
    kind = _BLOCKS[kept["kind"]]
    values = {field.name: _frozen(kept[field.name]) for field in fields(kind) if field.name in kept}
    if kind is document.Table:
        values["columns"] = tuple(Column(**column) for column in kept["columns"])
    return kind(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
