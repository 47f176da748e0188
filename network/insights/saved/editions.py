"""An answer as it is kept: once for what every insider sees, once more if its author saw something else.

The first edition is computed with the least rights that anybody has who may open it, never cut out of what
the author saw: with or without a record that is hidden from a colleague, she gets the same.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from network.accounts.viewer import Viewer
from network.insights.answers.reports import Answered, ask
from network.insights.models import Edition, Readers
from network.insights.selection import BadSelectionError

from . import said
from .difference import Told
from .names import names_of, words_of
from .papers import as_kept
from .rules import EVERY_INSIDER, grants_as_kept, standing

Parameters = Mapping[str, list[str]]


def editions_of(
    question: str, parameters: Parameters, viewer: Viewer, today: date, *, wait: bool
) -> list[Edition]:
    """The editions of that answer, not yet saved: the widest first, the author's own where it differs.

    Raises `BadSelectionError` where she herself gets no answer, and without `wait` what `ask` raises.
    """
    own = ask(question, parameters, viewer, wait=wait)
    common = _asked(question, parameters, EVERY_INSIDER, wait)
    found = [_edition(common, Readers.INSIDERS, today)] if common else []
    if common and content(own, today) == content(common, today):
        return found
    bare = _asked(question, parameters, Viewer(grants=viewer.grants), wait)
    if bare and content(own, today) == content(bare, today):
        return [*found, _edition(bare, Readers.GRANTS, today)]
    alone = _edition(own, Readers.AUTHOR, today)
    alone.only_for_id, alone.standing = viewer.user_id, standing(viewer)
    return [*found, alone]


def content(answered: Answered, today: date) -> str:
    """SHA-256 of all that it says, but for the line that says with whose rights."""
    same_eyes = replace(answered, viewer=EVERY_INSIDER)
    said = [answered.question, answered.parameters, list(answered.digests), _plain(answered)]
    text = json.dumps([*said, as_kept(same_eyes.paper(today))], sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def told(edition: Edition, question: str) -> Told:
    return Told(
        question,
        edition.parameters,
        tuple(edition.digests),
        edition.engines,
        edition.document,
        edition.names,
    )


def told_today(answered: Answered) -> Told:
    names = names_of(said.ids(answered.question, answered.document), answered.viewer)
    return Told(
        answered.question,
        answered.parameters,
        answered.digests,
        answered.engines,
        _stored(answered.document),
        names,
    )


def _asked(question: str, parameters: Parameters, viewer: Viewer, wait: bool) -> Answered | None:
    try:
        return ask(question, parameters, viewer, wait=wait)
    except BadSelectionError:
        return None


def _edition(answered: Answered, readers: Readers, today: date) -> Edition:
    names = names_of(said.ids(answered.question, answered.document), answered.viewer)
    return Edition(
        readers=readers,
        grants=grants_as_kept(answered.viewer),
        parameters=answered.parameters,
        digests=list(answered.digests),
        engines=answered.engines,
        seeds=answered.seeds,
        content=content(answered, today),
        document=_plain(answered),
        paper=as_kept(answered.paper(today)),
        names=names | words_of(answered.parameters),
    )


def _plain(answered: Answered) -> dict[str, Any]:
    """The document without the word for who asked: `readers` says it better."""
    document = _stored(answered.document)
    document["snapshot"].pop("viewer", None)
    return document


def _stored(document: Mapping[str, Any]) -> Any:
    """As it comes back from the database: lists for tuples, texts for keys."""
    return json.loads(json.dumps(document, allow_nan=False))
